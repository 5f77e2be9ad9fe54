"""Alliances, parks, farm systems, channels and tasks, worked out from plain statements; it reads no documents itself."""
