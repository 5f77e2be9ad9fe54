"""How all tests run."""

from hypothesis import settings

settings.register_profile("shared", deadline=None)  # machines are shared: a slow moment is no fault
settings.load_profile("shared")
