"""A whole register in one file, and back: every row of every table, the same on any database."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.apps import apps
from django.contrib.auth.models import User
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import Model

from sanjiang.core.errors import RegisterError
from sanjiang.workbench.register.turns import my_turn

FORMAT = 1
MANIFEST = "manifest.json"
TOGETHER = 1000
"""So many rows are written to the database at once."""
LONGEST_LINE = 2**28
"""Bytes of one row: the largest original takes half of it; a longer line is cut, and hence no row."""
DAMAGED = (
    *(BadZipFile, DatabaseError, DeserializationError, EOFError, zlib.error),
    *(AttributeError, KeyError, OverflowError, RuntimeError, TypeError, ValueError),
)
"""What comes of reading a file that is no sound backup."""


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond, where Django's own encoder keeps milliseconds."""

    def default(self, o: Any) -> Any:
        """Return what JSON holds of a value."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


class _Hashed:
    """A file that is written or read, and its digest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, sha256()

    def write(self, text: str) -> int:
        """Write a text in UTF-8."""
        data = text.encode()
        self.digest.update(data)
        return self._file.write(data)

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(LONGEST_LINE):
            self.digest.update(line)
            yield line.decode()


def back_up(path: Path) -> dict[str, int]:
    """Write the register to a new file, as it is at one moment; return how many rows each table has.

    Raises
    ------
    RegisterError
        If the file is there already or cannot be written.
    """
    if path.exists():
        raise RegisterError("文件已存在 the file is there already", str(path), "换一个名字 choose another name")
    new = path.with_name(f"{path.name}.new")
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with new.open("wb") as file:
                counts = _write(file)
                os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        raise RegisterError(
            f"写不了 cannot be written ({error.strerror})", str(path), "检查文件夹和磁盘 check the folder and the disk"
        ) from None
    finally:
        new.unlink(missing_ok=True)
    return counts


def restore(path: Path) -> dict[str, int]:
    """Fill an empty register from a backup, wholly or not at all; return how many rows each table has.

    Raises
    ------
    RegisterError
        If the register is not empty, or the file is no backup, is damaged or of a later version.
    """
    try:
        with ZipFile(path) as archive, my_turn():
            if any(model._default_manager.exists() for model in _models()):
                raise _full(path)
            tables = _tables(_manifest(archive), path)
            for model in _models():
                _fill(archive, model, tables[model._meta.label], path)
            for sql in connection.ops.sequence_reset_sql(no_style(), _models()):
                connection.cursor().execute(sql)
    except (RegisterError, OperationalError):
        raise
    except OSError as error:
        raise RegisterError(f"读不了 cannot be read ({error.strerror})", str(path), "检查路径 check the path") from None
    except DAMAGED as error:
        raise _damaged(path, type(error).__name__) from None
    return {label: table["rows"] for label, table in tables.items()}


def _models() -> list[type[Model]]:
    return [User, *apps.get_app_config("register").get_models()]


def _write(file: IO[bytes]) -> dict[str, int]:
    tables = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for model in _models():
            rows = model._default_manager.order_by("pk")
            with archive.open(f"{model._meta.label}.jsonl", "w", force_zip64=True) as member:
                hashed = _Hashed(member)
                serializers.serialize(
                    "jsonl",
                    rows.iterator(200),
                    stream=hashed,
                    use_natural_foreign_keys=True,
                    cls=_Exact,
                    sort_keys=True,
                )
            tables[model._meta.label] = {"rows": rows.count(), "sha256": hashed.digest.hexdigest()}
        archive.writestr(MANIFEST, json.dumps({"format": FORMAT, "tables": tables}, indent=1))
    return {label: int(str(table["rows"])) for label, table in tables.items()}


def _manifest(archive: ZipFile) -> dict[str, Any]:
    if archive.getinfo(MANIFEST).file_size > 2**20:
        raise ValueError(MANIFEST)
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    return manifest


def _tables(manifest: dict[str, Any], path: Path) -> dict[str, Any]:
    if manifest["format"] != FORMAT:
        raise RegisterError(
            f"是别的版本的备份 a backup of another version ({manifest['format']})",
            str(path),
            "用写它的那一版，或更新的 use the release that wrote it, or a later one",
        )
    return dict(manifest["tables"])


def _fill(archive: ZipFile, model: type[Model], table: dict[str, Any], path: Path) -> None:
    count = 0
    with archive.open(f"{model._meta.label}.jsonl") as member:
        hashed = _Hashed(member)
        found: Iterator[DeserializedObject] = serializers.deserialize("jsonl", hashed)
        while some := list(islice(found, TOGETHER)):
            if any(type(each.object) is not model for each in some):
                raise _damaged(path, model._meta.label)
            model._default_manager.bulk_create([each.object for each in some], batch_size=200)
            for each in some:
                for field, values in (each.m2m_data or {}).items():
                    getattr(each.object, field).set(values)
            count += len(some)
    if (count, hashed.digest.hexdigest()) != (table["rows"], table["sha256"]):
        raise _damaged(path, model._meta.label)


def _full(path: Path) -> RegisterError:
    return RegisterError(
        "登记册不是空的 the register is not empty",
        str(path),
        "换一个空的 SANJIANG_HOME 或 DATABASE_URL use an empty SANJIANG_HOME or DATABASE_URL",
    )


def _damaged(path: Path, why: str) -> RegisterError:
    return RegisterError(
        f"不是完好的备份 not a sound backup ({why})",
        str(path),
        "换一份，什么都没有写入 use another; nothing was written",
    )
