import io
import os
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import DocumentError, FilesSkippedError
from sanjiang.documents import Document
from sanjiang.documents.gather import find, gather
from sanjiang.documents.limits import LIMITS

TEXT = "某厂年产3万吨白酒项目在临河开工。".encode()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def word():
    file = io.BytesIO()
    made = docx.Document()
    made.add_paragraph("正文。")
    made.save(file)
    return file.getvalue()


def read(path, limits=LIMITS):
    """Everything found: name to Document, or to the error."""
    found = {}
    for item in gather([path], limits):
        document = tried(item)
        kind = "" if isinstance(document, Document) else f" {type(document).__name__}"
        found[f"{item.name}{kind}"] = document
    errors = [error for error in found.values() if isinstance(error, DocumentError)]
    assert [e for e in errors if "\n" in str(e) or not all((e.what, e.where, e.mend))] == []
    return found


def tried(item):
    try:
        return item.document()
    except DocumentError as error:
        return error


def given_zip(tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    return path


def test_a_folder_in_order_with_what_it_holds(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name, data in {
        "z.txt": TEXT,
        "b/one.docx": word(),
        "b/two.md": b"# \xe4\xb8\x80",
        "b/x.zip": zipped({"内/里.txt": TEXT, "p.png": b"\x89PNG\r\n"}),
        ".git/config.txt": TEXT,
        "~$one.docx": b"lock",
        "p.jpg": b"\xff\xd8\xff\0",
        "run.py": b"pass",
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "b/loop").symlink_to(tmp_path)
    found = read(tmp_path)
    assert [name.removeprefix(f"{tmp_path}/") for name in found] == [
        "z.txt",
        "b/one.docx",
        "b/two.md",
        "b/x.zip/内/里.txt",
        "b/x.zip FilesSkippedError",
        f"{tmp_path} FilesSkippedError",
    ]
    assert "p.jpg、run.py" in str(found[f"{tmp_path} FilesSkippedError"])


def test_nothing_is_written_whatever_names_say(tmp_path):
    names = ["../../up.txt", "/etc/absolute.txt", "C:\\x\\y.txt", "a/../../b.txt", "line\nbreak.txt"]
    folder = tmp_path / "in"
    folder.mkdir()
    path = given_zip(folder, zipped(dict.fromkeys(names, TEXT)))
    found = read(path)
    assert len(found) == len(names)
    assert all(isinstance(document, Document) for document in found.values())
    assert all("\n" not in name for name in found)
    assert sorted(os.listdir(tmp_path)) == ["in"]
    assert os.listdir(folder) == ["a.zip"]


def test_names_that_windows_packed_in_gbk(tmp_path):
    name = "重大项目.txt"
    data = zipped({"x" * len(name.encode("gbk")): TEXT}).replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    assert list(read(given_zip(tmp_path, data))) == [f"{tmp_path / 'a.zip'}/{name}"]


def test_one_bad_file_stops_none_of_the_others(tmp_path):
    inner = zipped({"1.txt": TEXT, "2.docx": word()[:900], "3.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "4.txt": TEXT})
    found = list(read(given_zip(tmp_path, inner)).values())
    assert [isinstance(item, Document) for item in found] == [True, False, False, True]
    assert "damaged" in str(found[1])
    assert "old" in str(found[2]) or "doc, xls" in str(found[2])


def test_an_archive_of_nothing(tmp_path):
    (error,) = read(given_zip(tmp_path, zipped({}))).values()
    assert "no document in" in str(error)
    assert not isinstance(error, FilesSkippedError)


def nested(depth):
    data = zipped({"a.txt": TEXT})
    for _ in range(depth - 1):
        data = zipped({"a.zip": data})
    return data


def test_archives_in_archives_to_a_depth(tmp_path):
    assert isinstance(next(iter(read(given_zip(tmp_path, nested(LIMITS.depth))).values())), Document)
    (error,) = read(given_zip(tmp_path, nested(LIMITS.depth + 1))).values()
    assert "limit: depth" in str(error)


def test_a_flat_bomb(tmp_path):
    (error,) = read(given_zip(tmp_path, zipped({"a.txt": b"0" * 30_000_000}))).values()
    assert "limit: ratio" in str(error)


def test_many_files_that_unpack_to_much(tmp_path):
    data = zipped({f"{row}.txt": os.urandom(1000) * 900 for row in range(20)})
    limits = replace(LIMITS, unpacked_bytes=5_000_000)
    errors = [e for e in read(given_zip(tmp_path, data), limits).values() if "limit: unpacked" in str(e)]
    assert len(errors) == 1


def test_a_nested_bomb(tmp_path):
    bomb = zipped({f"{row}.zip": zipped({"a.txt": b"0" * 8_000_000}) for row in range(50)})
    limits = replace(LIMITS, unpacked_bytes=20_000_000)
    found = read(given_zip(tmp_path, bomb), limits)
    assert all(isinstance(error, DocumentError) for error in found.values())
    assert len(found) <= 6


def test_too_many_files(tmp_path):
    data = zipped({f"{row}.txt": b"" for row in range(30)})
    (error,) = read(given_zip(tmp_path, data), replace(LIMITS, files=10)).values()
    assert "limit: files" in str(error)


def test_a_directory_that_names_a_million_files(tmp_path):
    entry = zipped({"a": b""})
    start = entry.index(b"PK\x01\x02")
    record = entry[start : entry.index(b"PK\x05\x06")]
    count = 100_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(record) * count, start, 0)
    (error,) = read(given_zip(tmp_path, entry[:start] + record * count + end)).values()
    assert "limit: files" in str(error)


def test_a_zip_that_holds_itself_ends(tmp_path, monkeypatch):
    data = zipped({"r.zip": b"PK\x03\x04" + b"0" * 40})
    monkeypatch.setattr("sanjiang.documents.archive.Archive.read", lambda *_: data)
    (error,) = read(given_zip(tmp_path, data)).values()
    assert "limit: depth" in str(error)


def test_a_password(tmp_path):
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (error,) = read(given_zip(tmp_path, bytes(data))).values()
    assert "encrypted" in str(error)


def test_other_methods_of_packing(tmp_path):
    (error,) = read(given_zip(tmp_path, zipped({"a.txt": TEXT}, zipfile.ZIP_LZMA))).values()
    assert "method" in str(error)


WHOLE = zipped({"a.txt": TEXT, "b.docx": word(), "c.zip": zipped({"d.txt": TEXT})})


@given(st.integers(0, len(WHOLE)))
def test_a_cut_archive(tmp_path_factory, end):
    found = read(given_zip(tmp_path_factory.mktemp("cut"), WHOLE[:end]))
    assert found


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_an_archive_with_wrong_bytes(tmp_path_factory, changes):
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    assert read(given_zip(tmp_path_factory.mktemp("wrong"), bytes(data)))


@given(st.binary(max_size=200))
def test_any_bytes_as_the_body_of_a_docx(tmp_path_factory, content):
    relation = b'<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    data = zipped({"[Content_Types].xml": b"", "_rels/.rels": relation, "word/document.xml": content})
    assert len(read(given_zip(tmp_path_factory.mktemp("any"), data))) == 1


def test_a_file_that_is_absent_says_so(tmp_path):
    (error,) = read(tmp_path / "absent.zip").values()
    assert "no such file" in str(error)


def test_each_file_once_and_by_name(tmp_path):
    for name in ("b.txt", "a/c.md", "a/b.HTML", ".hidden.txt", ".git/x.txt", "a/table.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to(tmp_path / "a" / "self.txt")
    os.mkfifo(tmp_path / "a" / "pipe.txt")
    (tmp_path / "empty").mkdir()
    items = list(find([tmp_path, tmp_path / "b.txt", tmp_path / "empty"]))
    paths = [item.relative_to(tmp_path).as_posix() for item in items if isinstance(item, Path)]
    assert paths == ["b.txt", "a/b.HTML", "a/c.md"]
    faults = [item.where for item in items if isinstance(item, DocumentError)]
    assert faults == [str(tmp_path), str(tmp_path / "empty")]


def test_a_link_in_an_archive_is_no_document(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("b.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "../../etc/hostname")
        archive.writestr("c.txt", TEXT)
    assert list(read(path)) == [f"{path}/c.txt"]


def test_a_file_without_a_name(tmp_path):
    path = tmp_path / "a.zip"
    data = zipped({"b": TEXT}, zipfile.ZIP_STORED)
    at = data.index(b"PK\x01\x02")
    head, index, end = data[:at], bytearray(data[at : at + 46]), bytearray(data[at + 47 :])
    index[28:30] = bytes(2)  # the length of the name
    end[12:16] = struct.pack("<L", len(index))
    path.write_bytes(head + index + end)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [""]
    assert len(read(path)) == 1
