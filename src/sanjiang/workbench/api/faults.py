"""What goes wrong, as JSON: what, where, how to mend it; one line each, and nothing of the machine's insides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sanjiang.core.errors import ConflictError, SanjiangError


class Fault(Schema):
    """What is wrong, where, and how to mend it."""

    what: str
    where: str
    mend: str


class Conflict(Fault):
    """Somebody was quicker: who and when; nothing was written."""

    who: str | None
    at: str | None


class RefusalError(SanjiangError):
    """A call that is refused, with the status that says how."""

    def __init__(self, status: int, what: str, where: str, mend: str) -> None:
        super().__init__(what, where, mend)
        self.status = status


_OF_STATUS = {
    400: ("请求写得不对 the request cannot be read", "看接口说明 see /api/openapi.json"),
    401: ("要先说明是谁 nobody is named", "带上令牌或先登录 send a token, or log in first"),
    403: ("不许这样做 this is not allowed", "带上 X-CSRFToken，见 GET /api/login send it, see GET /api/login"),
    404: ("没有这个地址 no such address", "看接口说明 see /api/openapi.json"),
    405: ("不能这样用这个地址 no such method here", "看接口说明 see /api/openapi.json"),
    413: ("太大了 too large", "分开再传 send it in parts"),
    500: ("程序出错了 the program has a fault", "告诉管理员 tell the administrator"),
    503: ("数据库没有应答 the database does not answer", "稍后再试 try again later"),
}


def answer(status: int, fault: dict[str, Any]) -> HttpResponse:
    """Return a fault as an answer."""
    return JsonResponse(fault, status=status, json_dumps_params={"ensure_ascii": False})


def plain(request: HttpRequest, status: int) -> HttpResponse:
    """Return the fault of a status that has nothing more to say."""
    what, mend = _OF_STATUS[status if status in _OF_STATUS else 400]
    return answer(status, {"what": what, "where": request.path[:200], "mend": mend})


def locked_out(request: HttpRequest, _response: Any = None, _credentials: Any = None) -> HttpResponse:
    """Return what somebody is told whose logins failed too often."""
    fault = {
        "what": "失败次数太多，已锁定 too many failures: locked out",
        "where": request.path,
        "mend": "一小时后再试 try again in an hour",
    }
    return answer(429, fault)


def tell_faults(api: NinjaAPI) -> None:
    """Have an API answer every exception with a fault."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        RefusalError: lambda _, error: answer(error.status, _said(error)),
        ConflictError: lambda _, error: answer(409, {**_said(error), "who": error.who, "at": error.at}),
        SanjiangError: lambda _, error: answer(422, _said(error)),
        AuthenticationError: lambda request, _: plain(request, 401),
        HttpError: lambda request, error: plain(request, _status(error)),
        RequestDataTooBig: lambda request, _: plain(request, 413),
        DatabaseError: lambda request, _: plain(request, 503),
        ValidationError: lambda _, error: _unlike_the_description(error),
    }
    for kind, told in answers.items():
        api.add_exception_handler(kind, told)


def _status(error: HttpError) -> int:
    """Return the status of an error, ninja's own of a body that is too large being of one that cannot be read."""
    return 413 if isinstance(error.__cause__, RequestDataTooBig) else error.status_code


def _said(error: Any) -> dict[str, Any]:
    return {"what": error.what, "where": error.where, "mend": error.mend}


def _unlike_the_description(error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    where = ".".join(str(part) for part in first.get("loc", ()))[:200]
    what = f"不合接口说明 not as described ({first.get('msg', '')})"[:300]
    told = {"what": what, "where": where, "mend": "看接口说明 see /api/openapi.json"}
    return answer(422, {key: value.encode("utf-8", "replace").decode() for key, value in told.items()})


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer what Django finds unreadable."""
    return plain(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Any = None, reason: str = "") -> HttpResponse:
    """Answer what Django forbids."""
    return plain(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer an address that is none."""
    return plain(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer where the program failed."""
    return plain(request, 500)
