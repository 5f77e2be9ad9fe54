"""Runs where files, names or the disk are not as one would wish."""

import os
import subprocess
import sys

import polars as pl
import pytest
from articles import COUNT, article, documents, rows

from sanjiang.batch import read_many
from sanjiang.cli.printing import progress, progress_bar
from sanjiang.core.errors import SanjiangError

FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
from sanjiang.cli import main
sys.argv = ["sanjiang", "read", *sys.argv[1:]]
main()
"""


def test_names_that_no_terminal_takes(sanjiang, tmp_path):
    root = tmp_path / "in"
    root.mkdir()
    for i, name in enumerate((b"\xd6\xd0.txt", b"line\nbreak.txt", "全　角.txt".encode(), b"[b].txt", b"\xd6\xd0.doc")):
        with open(os.fsencode(root) + b"/" + name, "wb") as file:
            file.write(article(i).encode() if name.endswith(b"txt") else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    names = [f"{root}/{name}" for name in ("[b].txt", "line�break.txt", "全　角.txt", "��.doc", "��.txt")]
    printed = sanjiang("read", root, "--format", "jsonl")
    assert f"— {names[3]} —" in printed.err
    assert printed.err.count("\n") == 1
    done = sanjiang("read", root, "-o", "a.jsonl", "--workers", 1)
    assert (done.err, (tmp_path / "a.jsonl").read_text("utf-8")) == (printed.err, printed.out)
    assert [row["document"] for row in rows(tmp_path / "a.documents.jsonl")] == names
    sanjiang("read", root, "-o", "a.parquet", "--workers", 1)
    table = pl.read_parquet(tmp_path / "a.parquet")
    assert set(table["document"]) == {name for name in names if name.endswith("txt")}
    assert "earlier run: 5" in sanjiang("read", root, "-o", "a.jsonl", "--workers", 1).out


def test_progress_shows_any_name(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with progress_bar() as show:
        show(1, 2, "folder[/b].txt")
    with progress(quiet=False) as tell:
        tell("folder[/b].txt")
    assert "1/2" in capsys.readouterr().err


def test_one_name_in_two_folders(tmp_path):
    for i, folder in enumerate(("a", "b")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(article(i), "utf-8")
    read_many(documents(tmp_path), tmp_path / "a.jsonl", workers=1)
    told = {row["document"]: row["statements"] for row in rows(tmp_path / "a.documents.jsonl")}
    assert list(told) == [f"{tmp_path}/a/same.txt", f"{tmp_path}/b/same.txt"]
    assert all(told.values())


def test_what_is_no_regular_file_is_told_and_never_waited_for(tmp_path):
    (tmp_path / "in").mkdir()
    pipe, loop, gone = (tmp_path / "in" / name for name in ("pipe.txt", "loop.txt", "gone.txt"))
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    (tmp_path / "in" / "a.txt").write_text(article(1), "utf-8")
    paths = [*documents(tmp_path / "in"), str(pipe), str(loop), str(gone)]
    assert len(paths) == 4
    summary = read_many(paths, tmp_path / "a.jsonl", workers=1)
    assert [fault.where for fault in summary.failures] == paths[1:]
    assert "time limit" not in "".join(fault.what for fault in summary.failures)


@pytest.mark.parametrize("out", ["a.txt/a.jsonl", "/proc/none/a.jsonl", "folder.jsonl"])
def test_an_output_that_cannot_be_written_is_told_before_anything_is_read(sanjiang, tmp_path, out):
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "a.txt").write_text(article(1), "utf-8")
    assert sanjiang("read", tmp_path / "a.txt", "-o", out, "--workers", 1).fault


def limited(folder, out, most):
    """Read a folder where no file may grow beyond a size; the run must say so."""
    command = [sys.executable, "-c", FULL.format(most=most), str(folder), "-o", str(out), "--workers", "1"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("sanjiang: ")
    assert len(done.stderr.split(" — ")) == 3
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_a_disk_that_is_full_while_reading(folder, tmp_path):
    whole, out = tmp_path / "whole.jsonl", tmp_path / "a.jsonl"
    read_many(documents(folder), whole, workers=1)
    assert f" — {out}.journal — " in limited(folder, out, (tmp_path / "whole.jsonl.journal").stat().st_size // 3)
    assert [path.name for path in tmp_path.glob("*a.*")] == ["a.jsonl.journal"]
    assert 0 < read_many(documents(folder), out, workers=1).kept < COUNT
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_disk_that_is_full_while_writing(folder, tmp_path, form):
    out = tmp_path / f"a.{form}"
    read_many(documents(folder), out, workers=1)
    whole = out.read_bytes()
    assert (tmp_path / "a.documents.jsonl").stat().st_size < len(whole)
    assert f" — {out} — " in limited(folder, out, len(whole) - 1)
    assert out.read_bytes() == whole
    assert len(list(tmp_path.glob("*a.*"))) == 3


def test_a_folder_that_cannot_be_listed_is_told(folder, monkeypatch):
    listed = os.scandir

    def shut(path):
        if str(path).endswith("/1"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", shut)
    from sanjiang.documents.gather import find

    *paths, fault = find([folder])
    assert len(paths) == COUNT // 2
    assert isinstance(fault, SanjiangError)
    assert fault.where == str(folder / "1")
