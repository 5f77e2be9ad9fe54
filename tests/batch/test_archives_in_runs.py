"""Archives in a run over many documents: their members are documents like any other."""

import io
from pathlib import Path

import docx
import pytest
from articles import article, counting, crashing, documents, rows, zipped

from sanjiang.batch import read_in_order, read_many
from sanjiang.batch.reader import Archives, ChangedError
from sanjiang.core.errors import FilesSkippedError


def word(text):
    file = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


@pytest.fixture
def mixed(tmp_path):
    """Return a folder with documents beside an archive of folders, archives and what is broken."""
    root = tmp_path / "mixed"
    root.mkdir()
    inner = zipped({"甲/04.txt": article(3), "乙.docx": word(article(4)), "p.png": b"\x89PNG\r\n\0"})
    members = {f"{i:02}.txt": article(i) for i in range(10, 20)}
    bad = {"broken.docx": word("x")[:500], "bomb.txt": b"0" * 30_000_000, "photo.jpg": b"\xff\xd8\xff\0"}
    (root / "mixed.zip").write_bytes(zipped({**members, "in.zip": inner, **bad, "last.txt": article(30)}))
    (root / "a.txt").write_text(article(1), "utf-8")
    (root / "z.docx").write_bytes(word(article(2)))
    (root / "called.txt").write_bytes(zipped({"x.txt": article(5)}))
    (root / "empty.zip").write_bytes(zipped({"p.png": b"\x89PNG\r\n\0"}))
    (root / "cut.zip").write_bytes(zipped({"x.txt": article(6)})[:60])
    return root


def test_what_the_single_command_reads_and_tells(sanjiang, mixed, tmp_path):
    printed = sanjiang("read", mixed, "--format", "jsonl")
    done = sanjiang("read", mixed, "-o", "a.jsonl", "--workers", 2)
    assert (tmp_path / "a.jsonl").read_text("utf-8") == printed.out != ""
    assert sorted(done.err.splitlines()) == sorted(printed.err.splitlines())
    assert (done.code, printed.code) == (2, 2)
    told = [row["document"].removeprefix(f"{mixed}/") for row in rows(tmp_path / "a.documents.jsonl")]
    inner = ["mixed.zip/in.zip/甲/04.txt", "mixed.zip/in.zip/乙.docx"]
    bad = ["mixed.zip/broken.docx", "mixed.zip/bomb.txt", "mixed.zip/last.txt"]
    members = [f"mixed.zip/{i}.txt" for i in range(10, 20)]
    assert told == ["a.txt", "called.txt/x.txt", "cut.zip", "empty.zip", *members, *inner, *bad, "z.docx"]
    assert "documents 20: 读成 read 16, 失败 failed 4" in done.out
    both = sanjiang("read", mixed, "--workers", 2, "--format", "jsonl")
    assert both.out == printed.out
    assert sorted(both.err.splitlines()) == sorted(printed.err.splitlines())


def test_an_archive_that_is_named(mixed, tmp_path):
    summary = read_many([str(mixed / "mixed.zip")], tmp_path / "a.jsonl", workers=2)
    assert summary.documents == 15
    assert sum(not isinstance(fault, FilesSkippedError) for fault in summary.failures) == 2


def test_the_parent_opens_no_archive(mixed, tmp_path, monkeypatch):
    def opened(*_):
        raise AssertionError

    monkeypatch.setattr("sanjiang.documents.archive.Archive.__init__", opened)
    monkeypatch.setattr("sanjiang.documents.gather.read_bytes", opened)
    assert read_many(documents(mixed), tmp_path / "a.jsonl", workers=1).documents == 20


def test_a_member_that_ends_its_process_costs_only_itself(mixed, tmp_path):
    summary = read_many(documents(mixed), tmp_path / "a.jsonl", workers=2, opener=crashing)
    failed = {fault.where.removeprefix(f"{mixed}/"): fault.what for fault in summary.failures}
    assert "exit 7" in failed["mixed.zip/11.txt"]
    assert summary.documents == 20
    again = read_many(documents(mixed), tmp_path / "a.jsonl", workers=2)
    assert (again.documents, again.kept) == (20, 19)
    assert not [fault for fault in again.failures if "11.txt" in fault.where]


def test_members_that_are_finished_are_not_read_again(mixed, tmp_path, monkeypatch):
    trace, out = tmp_path / "trace", tmp_path / "a.jsonl"
    monkeypatch.setenv("SANJIANG_TEST_TRACE", str(trace))
    trace.touch()

    def interrupt(done, of, told):
        if "/12.txt" in told:
            raise KeyboardInterrupt

    stopped = read_many(documents(mixed), out, workers=1, progress=interrupt, opener=counting)
    assert (stopped.documents, stopped.unfinished) == (20, 12)
    trace.write_text("", "utf-8")
    read_many(documents(mixed), out, workers=1, opener=counting)
    archive = str(mixed / "mixed.zip")
    read = [line.partition("#")[2] for line in trace.read_text("utf-8").splitlines() if line.startswith(archive)]
    assert read[0] == "3"
    assert "" not in read
    whole = out.read_bytes()
    trace.write_text("", "utf-8")
    read_many(documents(mixed), out, workers=1, opener=counting)
    assert trace.read_text("utf-8") == ""
    assert out.read_bytes() == whole


def test_an_archive_that_has_changed_is_read_anew(mixed, tmp_path):
    out = tmp_path / "a.jsonl"
    read_many(documents(mixed), out, workers=1)
    (mixed / "mixed.zip").write_bytes(zipped({"new.txt": article(40)}))
    summary = read_many(documents(mixed), out, workers=1)
    assert (summary.documents, summary.kept) == (6, 5)
    named = {Path(row["document"]).name for row in rows(out)}
    assert "new.txt" in named
    assert "10.txt" not in named


def test_two_documents_of_one_name_are_two(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"in.zip/x.txt": article(1), "in.zip": zipped({"x.txt": article(1), "y.txt": article(2)})}))
    summary = read_many([str(path)], tmp_path / "a.jsonl", workers=1)
    assert (summary.documents, summary.joined) == (3, 1)
    named = list(dict.fromkeys(row["document"] for row in rows(tmp_path / "a.jsonl")))
    assert named == [f"{path}/in.zip/x.txt", f"{path}/in.zip/y.txt"]


def test_many_archives_come_in_order(tmp_path):
    for place in range(5):
        members = {f"{i}.txt": article(40 * place + i) for i in range(40)}
        (tmp_path / f"{place}.zip").write_bytes(zipped(members))
        (tmp_path / f"{place}.zip.txt").write_text(article(300 + place), "utf-8")
    found = [record["document"] for record, _, _ in read_in_order(documents(tmp_path), workers=2)]
    expected = []
    for place in range(5):
        expected += [f"{tmp_path}/{place}.zip/{i}.txt" for i in range(40)] + [f"{tmp_path}/{place}.zip.txt"]
    assert found == expected


def test_what_lies_in_an_archive_is_reached_in_any_order(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{i}.txt": article(i) for i in range(6)}))
    archives = Archives()
    found = [archives.member(str(path), place).name for place in (0, 3, 1, 5)]
    assert found == [f"{path}/{i}.txt" for i in (0, 3, 1, 5)]
    with pytest.raises(ChangedError):
        archives.member(str(path), 6)
    assert archives.member(str(path), 5).name == f"{path}/5.txt"
