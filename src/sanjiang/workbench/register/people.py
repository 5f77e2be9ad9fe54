"""Who may do what: users in one of four roles, their tokens, and what was changed about them."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from sanjiang.core.errors import RegisterError
from sanjiang.workbench.register.models import AccountChange, Token
from sanjiang.workbench.register.storable import storable

ROLES = ("viewer", "reviewer", "editor", "administrator")
"""Each may do what those before it may: read; judge and follow up; add and import; name users and give tokens."""
NOBODY = "none"
"""The role of one who may do nothing any more."""
NAME = re.compile(r"[\w.@+-]{1,150}")
DAYS = 90
LONGEST_DAYS = 3650
_TOKEN = re.compile(r"([0-9]{1,18})\.([A-Za-z0-9_-]{43})")
_NO_DIGEST = sha256(b"").hexdigest()


def role_of(user: User) -> str | None:
    """Return a user's role, None where they may do nothing."""
    names = {group.name for group in user.groups.all()} if user.is_active else set()
    return next((role for role in reversed(ROLES) if role in names), None)


def set_user(name: str, role: str | None, password: str | None, by: str) -> User:
    """Make a user, or give one another role or password.

    Parameters
    ----------
    name : str
    role : str or None
        One of `ROLES`, or `NOBODY`; None leaves it.
    password : str or None
        None leaves it; a new user without one has tokens only.
    by : str
        Who does it.

    Raises
    ------
    RegisterError
        If the name, the role or the password will not do.
    """
    name = User.normalize_username(name)
    if not NAME.fullmatch(name):
        raise RegisterError(
            f"不能用的用户名 not a user's name: {name[:40]!r}", "NAME", "用文字、数字和 .@+-_ letters, digits, .@+-_"
        )
    with transaction.atomic():
        user, is_new = User.objects.get_or_create(username=name)
        if is_new:
            user.set_unusable_password()
            user.save()
            _note(user, "made", by)
        if role is not None:
            _set_role(user, role, by)
        if password is not None:
            _set_password(user, password, by)
    return user


def _set_role(user: User, role: str, by: str) -> None:
    if role not in (*ROLES, NOBODY):
        raise RegisterError(
            f"没有这种角色 no such role: {role}", "--role", f"用其一 one of: {', '.join(ROLES)}, {NOBODY}"
        )
    user.groups.set(Group.objects.filter(name=role))
    _note(user, f"role {role}", by)


def _set_password(user: User, password: str, by: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RegisterError(
            f"密码太弱 the password is too weak: {' '.join(error.messages)}",
            user.username,
            "换一个长些、不常见的 take a longer, uncommon one",
        ) from None
    user.set_password(password)
    user.save(update_fields=["password"])
    _note(user, "password", by)


def find_user(name: str) -> User:
    """Return a user by name; RegisterError where there is none."""
    try:
        return User.objects.get(username=User.normalize_username(name))
    except (User.DoesNotExist, ValueError):
        raise RegisterError(
            f"没有这个用户 no such user: {name[:40]!r}", "NAME", "先建 make one first: sanjiang register user"
        ) from None


def make_token(user: User, days: int, label: str, by: str) -> tuple[Token, str]:
    """Return a new token and its text, which nothing keeps."""
    if not 1 <= days <= LONGEST_DAYS:
        raise RegisterError(f"天数不对 not so many days: {days}", "--days", f"1–{LONGEST_DAYS}")
    secret, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        token = Token.objects.create(
            user=user, digest=_digest(secret), label=storable(label), created=now, expires=now + timedelta(days=days)
        )
        _note(user, f"token {token.id} made", by)
    return token, f"{token.id}.{secret}"


def revoke_token(user: User, number: int, by: str) -> Token:
    """Revoke a token of a user; one that was revoked stays so."""
    with transaction.atomic():
        token = user.tokens.select_for_update().filter(id=number).first()
        if token is None:
            raise RegisterError(f"没有这个令牌 no such token: {number}", user.username, "看编号 look at its number")
        if token.revoked is None:
            token.revoked = timezone.now()
            token.save(update_fields=["revoked"])
            _note(user, f"token {token.id} revoked", by)
    return token


def holder_of(text: str, now: datetime | None = None) -> User | None:
    """Return whose token this is, None where it is nobody's, expired or revoked.

    The row is found by its number, and the secret's digest compared in constant time.
    """
    found = _TOKEN.fullmatch(text)
    if found is None:
        return None
    token = Token.objects.select_related("user").filter(id=int(found[1])).first()
    is_right = constant_time_compare(_digest(found[2]), token.digest if token else _NO_DIGEST)
    if token is None or not is_right or token.revoked or token.expires <= (now or timezone.now()):
        return None
    return token.user if token.user.is_active else None


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _note(user: User, what: str, by: str) -> None:
    AccountChange.objects.create(user=user, what=what, at=timezone.now(), by=by)
