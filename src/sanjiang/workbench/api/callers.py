"""Who calls: by a token or by a session, and whether their role may do it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from sanjiang.workbench.api.faults import RefusalError
from sanjiang.workbench.register.people import ROLES, holder_of, role_of


class ByToken(HttpBearer):
    """A token in ``Authorization: Bearer``; one that will not do is refused, whatever else the call brings."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """Return whose token it is."""
        if (user := holder_of(token)) is None:
            raise RefusalError(
                401,
                "令牌不对、过期或已撤销 the token is wrong, expired or revoked",
                "Authorization",
                "请管理员另给一个 ask an administrator for another: sanjiang register token",
            )
        return _allowed(user, self._role)


class BySession(APIKeyCookie):
    """A session that `POST /api/login` began; calls that change something bring ``X-CSRFToken``."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role

    def __call__(self, request: HttpRequest) -> Any:
        """Return who is logged in; None where nobody is."""
        return super().__call__(request) if request.user.is_authenticated else None

    def authenticate(self, request: HttpRequest, key: str | None) -> User:
        """Return whose session it is, what it brings against forgery being right."""
        user = request.user
        assert isinstance(user, User)
        return _allowed(user, self._role)


def role(least: str) -> list[Any]:
    """Return how one says who one is, for what takes at least a role."""
    return [ByToken(least), BySession(least)]


def caller(request: HttpRequest) -> User:
    """Return who calls, once `role` has let them in."""
    user: User = getattr(request, "auth")  # noqa: B009 (the request's class does not know it)
    return user


def _allowed(user: User, least: str) -> User:
    own = role_of(user)
    if own is None or ROLES.index(own) < ROLES.index(least):
        raise RefusalError(
            403,
            f"角色不够 the role does not allow it ({own or '—'})",
            user.username,
            f"要有 it takes: {least}",
        )
    return user
