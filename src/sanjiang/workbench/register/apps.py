"""The register as an app of Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register."""

    name = "sanjiang.workbench.register"
    label = "register"
