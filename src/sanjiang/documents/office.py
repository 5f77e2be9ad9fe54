"""Office files (docx, xlsx): zips whose parts refer to each other. Nothing outside the file is ever followed."""

from __future__ import annotations

import posixpath
from typing import Literal

from sanjiang.documents.archive import Archive
from sanjiang.documents.xml_parts import local, read_xml

Kind = Literal["docx", "xlsx", "pptx", "odf", "zip"]
_FOLDERS: dict[str, Kind] = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}


class _Relations:
    """Gathers identifier, kind and target of the relations to parts inside the file."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attrs.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", self.folder, attrs.get("Target", "")))
            kind = attrs.get("Type", "").rpartition("/")[2]
            self.found[attrs.get("Id", "")] = (kind, path.lstrip("/"))

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part ("" for the whole file): identifier to kind and the name of another part."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in archive:
        return {}
    reader = _Relations(folder)
    read_xml(archive.read(source, "index_bytes"), reader, f"{archive.where}/{source}", archive.budget.clock)
    return reader.found


def main_part(archive: Archive) -> tuple[Kind, str]:
    """Return what kind of file a zip is and its main part; ``("zip", "")`` for a mere archive."""
    if "[Content_Types].xml" in archive:
        for kind, path in relations(archive, "").values():
            folder = path.partition("/")[0]
            if kind == "officeDocument" and folder in _FOLDERS and path in archive:
                return _FOLDERS[folder], path
    if "mimetype" in archive and "content.xml" in archive:
        return "odf", "content.xml"
    return "zip", ""
