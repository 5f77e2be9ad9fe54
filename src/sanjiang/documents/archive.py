"""Zip archives read within limits, into memory and never onto a disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from sanjiang.core.errors import DocumentError, printable
from sanjiang.documents.limits import Clock, Limits, beyond

_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"  # opens the record of one file in a zip's directory
_NESTED = 4  # directories of archives that lie unpacked in an archive are counted with its own
_ENCRYPTED = 0x1
_UTF8 = 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for much memory
# zipfile raises RuntimeError where a file needs a password, and its NotImplementedError for what it cannot unpack.
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, struct.error, OSError, ValueError, LookupError)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked; one for an archive and all the archives in it.

    Parameters
    ----------
    limits : Limits
    where : str
        What error messages call the outermost archive.
    """

    limits: Limits
    where: str
    unpacked: int = 0
    files: int = 0
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(self.limits, self.where)

    def is_spent(self) -> bool:
        """Tell whether nothing more may be unpacked."""
        return self.unpacked > self.limits.unpacked_bytes or self.files > self.limits.files

    def take(self, count: int) -> None:
        """Count unpacked bytes; DocumentError beyond the limit."""
        self.unpacked += count
        if self.unpacked > self.limits.unpacked_bytes:
            raise beyond(self.limits, "unpacked_bytes", self.where)


class Archive:
    """The files of a zip.

    Parameters
    ----------
    data : bytes
        The zip.
    where : str
        What error messages call it.
    budget : Budget

    Raises
    ------
    DocumentError
        If it is damaged or has too many files.
    """

    def __init__(self, data: bytes, where: str, budget: Budget) -> None:
        self.where, self.budget = where, budget
        if data.count(_ENTRY) > _NESTED * budget.limits.files:
            raise beyond(budget.limits, "files", where)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise damaged(where, error) from error
        self._entries = {_name(entry): entry for entry in self._zip.infolist() if _is_file(entry)}
        budget.files += len(self._entries)
        if budget.files > budget.limits.files:
            raise beyond(budget.limits, "files", budget.where)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """Return the names of the files in order; they are only names, whatever folder they tell."""
        return list(self._entries)

    def head(self, name: str, count: int) -> bytes:
        """Unpack the first bytes of a file; nothing where it cannot be unpacked, which `read` will say."""
        entry = self._entries[name]
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            return b""
        try:
            with self._zip.open(entry) as file:
                return file.read(count)
        except _BROKEN:
            return b""

    def read(self, name: str, most: str = "part_bytes") -> bytes:
        """Unpack one file.

        Parameters
        ----------
        name : str
        most : str
            Which limit of size holds for it.

        Raises
        ------
        DocumentError
            If it is absent, damaged, encrypted, or beyond a limit.
        """
        entry, where = self._entries.get(name), f"{self.where}/{name}"
        if entry is None:
            raise damaged(where, "absent")
        if entry.flag_bits & _ENCRYPTED:
            raise encrypted(where)
        if entry.compress_type not in _METHODS:
            raise DocumentError(
                f"不认识的压缩方法 / an unknown method of packing ({entry.compress_type})",
                where,
                "请用普通 zip 重新压缩 / pack it again as a plain zip",
            )
        try:
            return self._unpacked(entry, most, where)
        except _BROKEN as error:
            if isinstance(error, DocumentError):
                raise
            raise damaged(where, error) from error

    def _unpacked(self, entry: zipfile.ZipInfo, most: str, where: str) -> bytes:
        limits, budget = self.budget.limits, self.budget
        pieces, size = [], 0
        with self._zip.open(entry) as file:
            while piece := file.read(_CHUNK):
                budget.clock.check()
                budget.take(len(piece))
                size += len(piece)
                if size > getattr(limits, most):
                    raise beyond(limits, most, where)
                if size > limits.ratio_bytes and size > limits.ratio * max(1, entry.compress_size):
                    raise beyond(limits, "ratio", where)
                pieces.append(piece)
        return b"".join(pieces)


def damaged(where: str, reason: object) -> DocumentError:
    """Return the error for a file that is not what it begins as."""
    said = " ".join(str(reason).split()) or type(reason).__name__
    return DocumentError(
        f"文件已损坏 / the file is damaged ({said[:120]})", where, "请重新下载或另存 / fetch or save it again"
    )


def encrypted(where: str) -> DocumentError:
    """Return the error for a file that asks for a password."""
    return DocumentError("文件有密码 / the file is encrypted", where, "请去掉密码后另存 / save it without its password")


def _is_file(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry is neither a folder nor a link, whose content is only a path."""
    return not (entry.filename.endswith("/") or stat.S_ISLNK(entry.external_attr >> 16))


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; without the mark for UTF-8 it is in the code page of whoever packed it, often GBK."""
    name = entry.filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        for codec in ("utf-8", "gb18030"):
            try:
                name = raw.decode(codec)
                break
            except UnicodeDecodeError:
                continue
    return printable(name)
