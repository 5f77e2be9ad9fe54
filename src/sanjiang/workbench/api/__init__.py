"""The register over HTTP: JSON in, JSON out, by role; described at ``/api/openapi.json``."""
