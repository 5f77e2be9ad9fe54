"""The register over HTTP: a document comes in, its statements are listed, judged and followed up, by role."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from callers import anybody, caller, send

from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.listing import Wanted, listed, to_review
from sanjiang.workbench.register.models import AccountChange, Statement
from sanjiang.workbench.register.pages import page
from sanjiang.workbench.register.people import role_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("leshan-*.txt"))[:2]


@pytest.fixture
def filled(register):
    library = load_library()
    for path in EXAMPLES:
        add(Found(path.name, path), library, "甲")
    first, second, third, *_ = Statement.objects.order_by("id")
    judge(first.uid, "accept", by="甲")
    judge(second.uid, "reject", by="甲")
    judge(third.uid, "amend", by="甲", fields={"name": "改过的 Name", "place": {"name": "五通桥", "adcode": "511112"}})


def walked(client, path, **query):
    """Return all rows of a list, a page after another."""
    rows, after = [], 0
    while after is not None:
        told = client.get(f"/api/{path}", {**query, "after": after, "limit": 7}).json()
        assert len(told["rows"]) <= 7
        rows, after = rows + told["rows"], told["next"]
    return rows


WANTED = [
    {},
    {"kind": "project"},
    {"decision": "accept"},
    {"decision": "reject"},
    {"decision": "amend"},
    {"decision": "open"},
    {"region": "乐山"},
    {"region": "511112"},
    {"region": "四川", "kind": "project"},
    {"stage": "operating"},
    {"sector": "industry"},
    {"sector": "tourism", "decision": "open"},
    {"q": "改过"},
    {"q": "NAME"},
    {"q": "没有的"},
    {"q": "硅"},
    {"document": sha256(EXAMPLES[0].read_bytes()).hexdigest()},
]


@pytest.mark.parametrize("wanted", WANTED, ids=str)
def test_pages_hold_what_lists_hold_today_and_by_both_clocks(filled, wanted):
    viewer = caller("viewer")
    rows = list(listed(Wanted(**wanted)))
    assert walked(viewer, "statements", **wanted) == rows
    assert walked(viewer, "statements", **wanted, known="2100-01-01") == rows
    assert walked(viewer, "statements", **wanted, as_of="2100-01-01") == rows
    assert walked(viewer, "statements", **wanted, known="2000-01-01") == []
    before = [row for row in rows if row["told"] <= "2020-01-01"]
    assert walked(viewer, "statements", **wanted, as_of="2020-01-01") == before


def test_some_list_of_each_kind_is_not_empty(filled):
    assert sum(bool(list(listed(Wanted(**wanted)))) for wanted in WANTED) >= len(WANTED) - 3


@pytest.mark.parametrize(
    "day", ["5.96e-08", "0", "86400", "2021-1-1", "2021-01-01T00:00", "２０２１-01-01", "1700-01-01"]
)
def test_a_day_is_written_out(filled, day):
    assert caller("viewer").get("/api/follow-ups", {"due": day}).status_code == 422
    assert caller("viewer").get("/api/statements", {"as_of": day}).status_code == 422


@pytest.mark.parametrize("searched", [1, 7, 10_000])
@pytest.mark.parametrize("q", ["项目", "无此名称"])
def test_a_page_searches_a_bounded_number(filled, monkeypatch, searched, q):
    from sanjiang.workbench.register import pages

    monkeypatch.setattr(pages, "SEARCHED", searched)
    assert walked(caller("viewer"), "statements", q=q) == list(listed(Wanted(q=q)))


def test_a_page_of_the_past_looks_at_a_bounded_number(filled, monkeypatch):
    from sanjiang.workbench.register import pages

    monkeypatch.setattr(pages, "LOOKED", 10)
    monkeypatch.setattr(pages, "AT_ONCE", 5)
    from datetime import date

    clocks, after, pages_seen, rows = Clocks(as_of=date(2100, 1, 1)), 0, 0, []
    while after is not None:
        found = page(Wanted(q="改过"), clocks, after, 50)
        rows, after, pages_seen = rows + found.rows, found.next, pages_seen + 1
    assert len(rows) == 1
    assert pages_seen == -(-(Statement.objects.count() + 1) // 10)


def test_a_document_comes_in_and_goes_out_as_it_was(register):
    editor, data = caller("editor"), EXAMPLES[0].read_bytes()
    query = f"/api/documents?name={EXAMPLES[0].name}"
    told = editor.post(query, data, content_type="application/octet-stream").json()
    assert (told["known"], told["statements"] > 0) == (False, True)
    assert editor.post(query, data, content_type="application/octet-stream").json() == {**told, "known": True}
    row = editor.get(f"/api/documents/{told['sha256']}").json()
    assert row["name"] == EXAMPLES[0].name
    assert editor.get("/api/documents").json() == {"rows": [row], "next": None}
    assert editor.get(f"/api/documents/{told['sha256']}/original").content == data
    uids = [row["id"] for row in walked(editor, "statements", document=told["sha256"])]
    assert len(uids) == told["statements"]
    [read] = editor.get(f"/api/statements/{uids[0]}/history").json()["rows"]
    assert (read["event"], read["by"]) == ("read", "editor")


def test_of_two_people_the_second_is_told_by_whom_and_when(filled):
    reviewer, editor = caller("reviewer"), caller("editor")
    row = next(listed(Wanted(decision="open")))
    path = f"statements/{row['id']}/judgements"
    assert send(reviewer, path, {"decision": "accept", "seen": row["judged"]}).json()["decision"] == "accept"
    answer = send(editor, path, {"decision": "reject", "seen": row["judged"]})
    assert answer.status_code == 409
    event = editor.get(f"/api/statements/{row['id']}/history").json()["rows"][-1]
    assert (answer.json()["who"], answer.json()["at"]) == ("reviewer", event["at"])
    assert send(editor, path, {"decision": "undo", "seen": 1}).json()["decision"] is None
    assert editor.get(f"/api/statements/{row['id']}").json()["judged"] == 2


def test_what_to_review(filled):
    assert caller("viewer").get("/api/reviews?limit=20").json()["rows"] == list(to_review(20))


def test_a_task_is_followed_up(filled):
    reviewer, uid = caller("reviewer"), Statement.objects.first().uid
    path = f"statements/{uid}/follow-ups"
    word = {"owner": "招商局", "due": "2021-06-30", "progress": 0.5, "note": "已约", "seen": 0}
    first = send(reviewer, path, word).json()
    assert {k: first[k] for k in ("number", "owner", "due", "progress", "by")} == {
        "number": 1,
        "owner": "招商局",
        "due": "2021-06-30",
        "progress": 0.5,
        "by": "reviewer",
    }
    answer = send(reviewer, path, {**word, "owner": "别人"})
    assert (answer.status_code, answer.json()["who"]) == (409, "reviewer")
    assert walked(reviewer, path) == [first]
    assert walked(reviewer, "follow-ups", owner="招商局", due="2021-06-30") == [first]
    assert walked(reviewer, "follow-ups", due="2021-06-29") == []
    send(reviewer, path, {**word, "progress": 1, "seen": 1})
    assert walked(reviewer, "follow-ups") == []
    assert [row["number"] for row in walked(reviewer, path)] == [1, 2]
    assert reviewer.get(f"/api/statements/{uid}/history").json()["rows"][-1]["event"] == "follow-up"


def test_administrators_name_users_and_give_tokens(register):
    administrator = caller("administrator")

    def put(name, **body):
        return administrator.put(f"/api/users/{name}", json.dumps(body), content_type="application/json")

    assert put("张三", role="editor", password="三江并流-2021").json() == {"name": "张三", "role": "editor"}
    assert put("张三", role="editor", password="123").status_code == 422
    told = send(administrator, "tokens", {"user": "张三", "days": 2, "label": "夜间导入"}).json()
    holder = anybody(headers={"Authorization": f"Bearer {told['token']}"})
    assert {k: holder.get("/api/me").json()[k] for k in ("name", "role")} == {"name": "张三", "role": "editor"}
    assert put("张三", role="none").json() == {"name": "张三", "role": None}
    assert holder.get("/api/me").status_code == 403
    assert administrator.delete(f"/api/tokens/{told['id']}").json()["revoked"]
    assert holder.get("/api/me").status_code == 401
    assert "token" not in administrator.get("/api/tokens").json()["rows"][-1]
    assert walked(administrator, "users")[-1] == {"name": "张三", "role": None}
    changes = AccountChange.objects.filter(user__username="张三").order_by("id").values_list("what", "by")
    number = told["id"]
    assert list(changes) == [
        (what, "administrator")
        for what in ("made", "role editor", "password", f"token {number} made", "role none", f"token {number} revoked")
    ]


def test_the_command_line_makes_users_and_tokens(register, sanjiang, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("三江并流-2021\n"))
    made = sanjiang("register", "user", "李四", "--role", "viewer", "--password-stdin", "--by", "甲", "--json")
    assert made.value == {"name": "李四", "role": "viewer", "password": True}
    told = sanjiang("register", "token", "李四", "--days", "3", "--json").value
    holder = anybody(headers={"Authorization": f"Bearer {told['token']}"})
    assert holder.get("/api/me").json()["name"] == "李四"
    assert sanjiang("register", "token", "李四", "--revoke", told["id"]).code == 0
    assert holder.get("/api/me").status_code == 401
    assert "no such token" in sanjiang("register", "token", "李四", "--revoke", "999").fault[0]
    assert "no such user" in sanjiang("register", "token", "无此人").fault[0]
    assert "no such role" in sanjiang("register", "user", "李四", "--role", "king").fault[0]
    monkeypatch.setattr("sys.stdin", io.StringIO("12345678\n"))
    assert "too weak" in sanjiang("register", "user", "李四", "--password-stdin").fault[0]
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "no password" in sanjiang("register", "user", "李四", "--password-stdin").fault[0]
    assert role_of(AccountChange.objects.first().user) == "viewer"
