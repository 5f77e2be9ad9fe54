"""Very many documents: every one is told of once, in order, whatever happens meanwhile."""

from pathlib import Path

import polars as pl
import pytest
from articles import COUNT, article, counting, crashing, documents, never, rows

from sanjiang.batch import read_in_order, read_many
from sanjiang.batch.journal import Journal
from sanjiang.batch.record import Task, line_of_failure, record_of
from sanjiang.core.errors import DocumentError, SanjiangError


def test_a_folder_becomes_what_the_single_command_prints(sanjiang, folder, tmp_path):
    printed = sanjiang("read", folder, "--format", "jsonl")
    assert printed.code == 0
    out = tmp_path / "out" / "all.jsonl"
    done = sanjiang("read", folder, "--workers", 2, "-o", out)
    assert done.code == 0, done.err
    assert out.read_text("utf-8") == printed.out != ""
    assert sanjiang("read", folder, "--workers", 2, "--format", "jsonl").out == printed.out
    told = rows(tmp_path / "out" / "all.documents.jsonl")
    assert [d["document"] for d in told] == documents(folder)
    assert sum(d["statements"] for d in told) == len(printed.out.splitlines())
    assert sorted(p.name for p in out.parent.iterdir()) == ["all.documents.jsonl", "all.jsonl", "all.jsonl.journal"]


def test_what_the_reader_had_to_decide_is_told(sanjiang, tmp_path):
    text = article(1)
    (tmp_path / "a.txt").write_text(text.encode("gb18030").decode("latin-1"), "utf-8")
    (tmp_path / "b.txt").write_text(text, "utf-8")
    for more in ((), ("--workers", 1)):
        printed = sanjiang("read", tmp_path / "a.txt", tmp_path / "b.txt", *more).out
        assert "".join(printed.split()).count("已修复乱码（gb18030曾按latin-1读）") == 1
    sanjiang("read", tmp_path / "a.txt", tmp_path / "b.txt", "-o", "a.jsonl", "--workers", 1)
    repaired, clean = rows(tmp_path / "a.documents.jsonl")
    assert "repaired gb18030 once read as latin-1" in repaired["notes"][0]
    assert "notes" not in clean


def test_a_table_holds_the_same(folder, tmp_path):
    paths = documents(folder)
    read_many(paths, tmp_path / "a.jsonl", workers=1)
    read_many(paths, tmp_path / "a.parquet", workers=2)
    table = pl.read_parquet(tmp_path / "a.parquet").to_dicts()
    for one, other in zip(rows(tmp_path / "a.jsonl"), table, strict=True):
        for evidence in one["evidence"]:
            evidence.setdefault("raw", None)
        same = ("id", "document", "kind", "name", "organisation", "stage", "confidence", "rule", "evidence", "count")
        assert {key: one.get(key) for key in same} == {key: other[key] for key in same}
        if "capacity" in one:
            assert one["capacity"]["value"] == other["capacity_low"] == other["capacity_high"]
        assert one.get("place", {}).get("name") == other["place_name"]


def test_one_bad_document_costs_only_itself(folder, tmp_path):
    (folder / "0" / "broken.txt").write_bytes(b"\x00\x01\x02")
    paths = documents(folder)
    summary = read_many(paths, tmp_path / "a.jsonl", workers=2, seconds=8, opener=crashing)
    assert summary.documents == COUNT + 1
    failed = {Path(fault.where).name: fault.what for fault in summary.failures}
    assert set(failed) == {"04.txt", "09.txt", "broken.txt"}
    assert "exit 7" in failed["04.txt"]
    assert "8 s" in failed["09.txt"]
    assert all(len(str(fault).split(" — ")) == 3 for fault in summary.failures)
    named = list(dict.fromkeys(row["document"] for row in rows(tmp_path / "a.jsonl")))
    assert named == [path for path in paths if Path(path).name not in failed]
    told = {d["document"]: d for d in rows(tmp_path / "a.documents.jsonl")}
    assert set(told[str(folder / "0" / "04.txt")]["failure"]) == {"what", "where", "mend"}
    # What may end otherwise is tried again by the next run, what is no document is not.
    again = read_many(paths, tmp_path / "a.jsonl", workers=2)
    assert again.kept == COUNT - 1
    assert [Path(fault.where).name for fault in again.failures] == ["broken.txt"]


def test_processes_that_never_start_are_an_error(folder, tmp_path):
    paths = documents(folder)
    with pytest.raises(SanjiangError, match="no process that reads starts"):
        read_many(paths, tmp_path / "a.jsonl", workers=2, opener=never)


def test_the_command_line_tells_failures_and_leaves_with_two(sanjiang, folder, tmp_path):
    (folder / "0" / "broken.txt").write_bytes(b"\x00\x01\x02")
    done = sanjiang("read", folder, "-o", tmp_path / "a.jsonl", "--workers", 1)
    assert len(done.fault) == 3
    assert f"documents {COUNT + 1}" in done.out
    assert sanjiang("read", folder, "-o", tmp_path / "a.csv").fault[1] == "--out"
    assert sanjiang("read", folder, "-o", tmp_path / "a.jsonl", "--text").fault[1] == "--text"


def test_only_what_is_new_or_changed_is_read_again(folder, tmp_path, monkeypatch):
    trace, out = tmp_path / "trace", tmp_path / "a.jsonl"
    monkeypatch.setenv("SANJIANG_TEST_TRACE", str(trace))
    read_many(documents(folder), out, workers=1, opener=counting)
    before = rows(out)
    trace.unlink()
    changed, new, gone = folder / "0" / "08.txt", folder / "1" / "z.txt", folder / "1" / "11.txt"
    changed.write_text(article(77), "utf-8")
    new.write_text(article(66), "utf-8")
    gone.unlink()
    read_many(documents(folder), out, workers=1, opener=counting)
    assert trace.read_text("utf-8").split() == [str(changed), str(new)]
    kept = {str(changed), str(new), str(gone)}
    assert [r for r in rows(out) if r["document"] not in kept] == [r for r in before if r["document"] not in kept]
    assert {r["document"] for r in rows(out)} >= {str(changed), str(new)}
    assert str(gone) not in {r["document"] for r in rows(out)}


def test_a_copy_is_written_once_and_a_correction_is_named(folder, tmp_path):
    first = folder / "0" / "06.txt"
    text = first.read_text("utf-8")
    (folder / "1" / "copy.txt").write_text("首页 新闻 政务\n" + text.replace("乐山日报", "四川日报"), "utf-8")
    later = text.replace("2021-04-07", "2021-05-20").replace("8GW", "9GW")
    assert later != text
    (folder / "1" / "later.txt").write_text(later, "utf-8")
    summary = read_many(documents(folder), tmp_path / "a.jsonl", workers=2)
    assert (summary.joined, summary.versions) == (1, 1)
    told = {Path(d["document"]).name: d for d in rows(tmp_path / "a.documents.jsonl")}
    assert told["06.txt"]["also"] == [str(folder / "1" / "copy.txt")]
    assert told["copy.txt"]["same_as"] == str(first)
    assert told["later.txt"]["supersedes"] == str(first)
    named = {Path(row["document"]).name for row in rows(tmp_path / "a.jsonl")}
    assert {"06.txt", "later.txt"} <= named
    assert "copy.txt" not in named


def test_documents_come_in_their_order_and_not_too_far_ahead(folder):
    paths = documents(folder)
    found = [(record["document"], faults) for record, _, faults in read_in_order(paths, workers=2)]
    assert found == [(path, []) for path in paths]


def test_a_journal_is_kept_from_harm(tmp_path):
    path = tmp_path / "a.jsonl.journal"
    path.write_text("mine\n", "utf-8")
    with pytest.raises(SanjiangError, match="no journal"):
        Journal(path)
    assert path.read_text("utf-8") == "mine\n"
    path.unlink()
    with Journal(path) as journal:
        journal.add(line_of_failure(Task("不\udcff.txt", "不�.txt"), DocumentError("w", "x", "y"), again=False))
        with pytest.raises(SanjiangError, match="another command"):
            Journal(path)
    assert record_of(path.read_bytes().splitlines()[1])["file"] == "不\udcff.txt"
    path.write_bytes(path.read_bytes().replace(b'"reader": "', b'"reader": "0'))
    with Journal(path) as journal:
        assert list(journal.records(["不\udcff.txt"])) == []
