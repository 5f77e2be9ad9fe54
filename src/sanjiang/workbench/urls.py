"""What the workbench answers to."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from sanjiang.workbench.api.api import api

urlpatterns: list[URLPattern | URLResolver] = [path("api/", api.urls)]
handler400 = "sanjiang.workbench.api.faults.bad_request"
handler403 = "sanjiang.workbench.api.faults.forbidden"
handler404 = "sanjiang.workbench.api.faults.not_found"
handler500 = "sanjiang.workbench.api.faults.broken"
