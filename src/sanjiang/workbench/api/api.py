"""The API, put together."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser

import sanjiang
from sanjiang.workbench.api import documents, people, sessions, statements
from sanjiang.workbench.api.faults import tell_faults

MOST_JSON = 2**20
"""Bytes of JSON in a call."""


class Json(Parser):
    """Reads the JSON of a call, up to a size."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return what a call brings; errors as ninja's."""
        if len(request.body) > MOST_JSON:
            raise RequestDataTooBig
        value: dict[str, Any] = json.loads(request.body.decode("utf-8"), parse_constant=_no_number)
        return value


def _no_number(name: str) -> None:
    raise ValueError(name)


api = NinjaAPI(
    title="三江登记册 Sanjiang register",
    version=sanjiang.__version__,
    docs_url=None,  # its page would load from elsewhere
    parser=Json(),
)
tell_faults(api)
for each in (documents.router, statements.router, sessions.router, people.router):
    api.add_router("", each)
