"""Sessions for browsers: logging in and out, and who one is."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router
from ninja.utils import check_csrf

from sanjiang.workbench.api.answers import as_json
from sanjiang.workbench.api.callers import caller, role
from sanjiang.workbench.api.faults import Fault, RefusalError
from sanjiang.workbench.api.shapes import FAULTS, Csrf, Login, Me
from sanjiang.workbench.register.people import role_of

router = Router(tags=["sessions"])


@router.get("/login", auth=None, response={200: Csrf})
def before_login(request: HttpRequest) -> Any:
    """Give what a login, and every later call that changes something, brings as ``X-CSRFToken``."""
    return as_json({"csrf": get_token(request)})


@router.post("/login", auth=None, response={200: Me, **FAULTS, 429: Fault})
def log_in(request: HttpRequest, told: Login) -> Any:
    """Begin a session; who fails five times is locked out for an hour."""
    if check_csrf(request):
        raise RefusalError(
            403,
            "缺少或不对的 X-CSRFToken it is missing or wrong",
            "X-CSRFToken",
            "先取 get it first: GET /api/login",
        )
    user = authenticate(request, username=User.normalize_username(told.name), password=told.password)
    if user is None:
        raise RefusalError(401, "用户名或密码不对 wrong name or password", "name, password", "再试一次 try again")
    login(request, user)
    return _me(request, user)


@router.post("/logout", auth=role("viewer"), response={204: None, **FAULTS})
def log_out(request: HttpRequest) -> Any:
    """End the session."""
    logout(request)
    return HttpResponse(status=204)


@router.get("/me", auth=role("viewer"), response={200: Me, **FAULTS})
def who_am_i(request: HttpRequest) -> Any:
    """Tell who calls, and in which role."""
    return _me(request, caller(request))


def _me(request: HttpRequest, user: Any) -> Any:
    return as_json({"name": user.username, "role": role_of(user), "csrf": get_token(request)})
