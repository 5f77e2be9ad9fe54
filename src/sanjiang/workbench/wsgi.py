"""The workbench for a WSGI server: ``waitress-serve --listen=127.0.0.1:8000 sanjiang.workbench.wsgi:application``."""

from __future__ import annotations

from sanjiang.workbench.start import open_register

open_register()

from django.core.wsgi import get_wsgi_application  # noqa: E402 (the register is open now)

application = get_wsgi_application()
