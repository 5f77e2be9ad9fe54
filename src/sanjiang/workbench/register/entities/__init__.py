"""Entities: names that are one. People and codes decide on pairs; what follows is worked out, now or as once known."""
