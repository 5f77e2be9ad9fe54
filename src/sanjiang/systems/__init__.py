"""Alliances, parks, farm systems, channels and tasks, worked out from plain statements; no documents are read."""
