"""How Django runs the workbench: all lies in ``SANJIANG_HOME``, unless ``DATABASE_URL`` names another database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dj_database_url

from sanjiang.core.errors import RegisterError

HOME = Path(os.environ.get("SANJIANG_HOME") or Path.home() / ".sanjiang")
BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "timeout": BUSY_SECONDS,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}


def _secret() -> str:
    """Return the key that signs sessions: the environment's, or one made once and kept in the home folder."""
    if key := os.environ.get("SANJIANG_SECRET_KEY"):
        return key
    path = HOME / "secret_key"
    try:
        HOME.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            new = path.with_name(f"secret_key.{os.getpid()}")
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
            try:
                os.link(new, path)  # the first one stays, whoever else is making one
            except FileExistsError:
                pass
            finally:
                new.unlink()
        if kept := path.read_bytes().strip():
            return kept.decode("ascii")
    except OSError as error:
        raise RegisterError(
            f"登记册的文件夹不能用 the register's folder cannot be used ({error.strerror})",
            str(HOME),
            "把 SANJIANG_HOME 设为可写的文件夹 set SANJIANG_HOME to a folder that can be written",
        ) from None
    except UnicodeDecodeError:
        pass
    raise RegisterError(
        "签名的密钥坏了 the key that signs sessions is damaged",
        str(path),
        "删去它，再登录 delete it, log in again",
    )


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {**SQLITE, "NAME": HOME / "register.sqlite3"}
    try:
        found = dict(dj_database_url.parse(url, conn_max_age=600))
    except (ValueError, KeyError):
        found = {}
    name, engine = found.get("NAME"), found.get("ENGINE")
    if name and engine == "django.db.backends.postgresql":
        return found
    if name and engine == SQLITE["ENGINE"] and name != ":memory:":
        return {**SQLITE, "NAME": name}
    raise RegisterError(
        "DATABASE_URL 写得不对 DATABASE_URL is not an address of a database",
        "DATABASE_URL",
        "例如 for example postgres://USER:PASSWORD@HOST/NAME",
    )


def _time_zone() -> str:
    name = os.environ.get("SANJIANG_TIME_ZONE", "Asia/Shanghai")
    try:
        return ZoneInfo(name).key
    except (ValueError, KeyError, OSError):
        raise RegisterError(
            f"没有这个时区 no such time zone: {name[:40]}", "SANJIANG_TIME_ZONE", "例如 for example Asia/Shanghai"
        ) from None


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SANJIANG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "axes",
    "sanjiang.workbench.register",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "sanjiang.workbench.urls"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "sanjiang.workbench.api.faults.locked_out"
AXES_RESET_ON_SUCCESS = True
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = _time_zone()
USE_TZ = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "sanjiang.workbench.api.faults.forbidden"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 2**20
