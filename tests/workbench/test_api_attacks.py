"""What somebody with bad intent sends to the API: refused, each with one clear line, and nothing is written."""

import io
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from callers import anybody, caller, send
from django.contrib.auth.models import User
from django.test import override_settings
from django.utils import timezone

from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.register import people
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.models import Document, FollowUp, Judgement, Statement, Token
from sanjiang.workbench.register.people import make_token, revoke_token, set_user

EXAMPLE = Path(__file__).parents[2] / "examples/leshan-2019-11.txt"
PASSWORD = "三江并流-2021"
BYTES = "application/octet-stream"


@pytest.fixture
def uid(register):
    add(Found(EXAMPLE.name, EXAMPLE), load_library(), "甲")
    return Statement.objects.first().uid


def refused(answer, status):
    """Assert that an answer is a fault of one line; return what it says."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/json"
    fault = answer.json()
    assert set(fault) >= {"what", "where", "mend"}
    assert all(fault[part] and "\n" not in fault[part] for part in ("what", "where", "mend"))
    assert "Traceback" not in str(fault)
    assert "SELECT" not in str(fault)
    return fault["what"]


def logged_in(name="viewer", role="viewer"):
    """Return a browser that is logged in, and what it sends against forgery."""
    set_user(name, role, PASSWORD, "甲")
    browser = anybody(enforce_csrf_checks=True)
    csrf = browser.get("/api/login").json()["csrf"]
    answer = send(browser, "login", {"name": name, "password": PASSWORD}, **{"X-CSRFToken": csrf})
    assert answer.status_code == 200, answer.content
    return browser, answer.json()["csrf"]


def test_a_token_that_is_revoked_expired_tampered_with_or_nobodys(register):
    user = set_user("甲", "administrator", None, "甲")
    token, text = make_token(user, 1, "", "甲")
    other, other_text = make_token(set_user("乙", "viewer", None, "甲"), 1, "", "甲")

    def tried(told):
        return anybody().get("/api/me", headers={"Authorization": told})

    assert tried(f"Bearer {text}").json()["name"] == "甲"
    assert tried(f"Bearer {other_text}").json()["name"] == "乙"
    secret, flipped = text.partition(".")[2], "B" if text[-20] == "A" else "A"
    wrong = [
        f"{token.id}.{other_text.partition('.')[2]}",
        f"{other.id}.{secret}",
        text[:-20] + flipped + text[-19:],
        text[:-1],
        text + "A",
        f"{'9' * 18}.{secret}",
        f"{'9' * 40}.{secret}",
        f"0x1.{secret}",
        f"1 OR 1=1.{secret}",
        token.digest,
        "",
        ".",
        "é",
    ]
    for told in wrong:
        assert "令牌" in refused(tried(f"Bearer {told}"), 401), told
    for told in ("Basic YTpi", text, "Bearer"):
        refused(tried(told), 401)
    Token.objects.filter(id=token.id).update(expires=timezone.now())
    refused(tried(f"Bearer {text}"), 401)
    Token.objects.filter(id=token.id).update(expires=timezone.now() + timedelta(days=1))
    assert tried(f"Bearer {text}").status_code == 200
    revoke_token(user, token.id, "甲")
    refused(tried(f"Bearer {text}"), 401)
    set_user("乙", "none", None, "甲")
    refused(tried(f"Bearer {other_text}"), 403)
    User.objects.filter(username="乙").update(is_active=False)
    refused(tried(f"Bearer {other_text}"), 401)


def test_no_token_is_kept_and_digests_are_compared_in_constant_time(register, monkeypatch):
    token, text = make_token(set_user("甲", "viewer", None, "甲"), 1, "", "甲")
    secret = text.partition(".")[2]
    assert len(secret) == 43
    assert secret not in str(Token.objects.values_list().get())
    compared, compare = [], people.constant_time_compare
    monkeypatch.setattr(people, "constant_time_compare", lambda a, b: compared.append((a, b)) or compare(a, b))
    assert people.holder_of(text) == token.user
    assert people.holder_of(f"{token.id + 1}.{secret}") is None
    assert [len(b) for _, b in compared] == [64, 64]


def test_a_bad_token_is_not_mended_by_a_good_session(register):
    browser, _ = logged_in()
    assert browser.get("/api/me").json()["name"] == "viewer"
    refused(browser.get("/api/me", headers={"Authorization": "Bearer 1.x"}), 401)


def test_what_a_session_changes_takes_what_it_got_against_forgery(uid):
    browser, csrf = logged_in("复核", "reviewer")
    body = {"decision": "accept", "seen": 0}
    for headers in ({}, {"X-CSRFToken": "x" * 64}, {"X-CSRFToken": csrf, "Origin": "https://example.org"}):
        refused(send(browser, f"statements/{uid}/judgements", body, **headers), 403)
    assert not Judgement.objects.exists()
    assert send(browser, f"statements/{uid}/judgements", body, **{"X-CSRFToken": csrf}).status_code == 200
    assert Judgement.objects.get().by == "复核"
    refused(send(browser, "logout", {}), 403)
    assert send(browser, "logout", {}, **{"X-CSRFToken": csrf}).status_code == 204
    refused(browser.get("/api/me"), 401)


def test_a_login_takes_what_was_given_against_forgery(register):
    set_user("甲", "viewer", PASSWORD, "甲")
    browser = anybody(enforce_csrf_checks=True)
    refused(send(browser, "login", {"name": "甲", "password": PASSWORD}), 403)
    browser.get("/api/login")
    refused(send(browser, "login", {"name": "甲", "password": PASSWORD}, **{"X-CSRFToken": "y" * 64}), 403)


def test_a_session_that_was_planted_is_not_the_one_that_is_logged_in(register):
    set_user("甲", "viewer", PASSWORD, "甲")
    browser = anybody()
    planted = browser.session
    planted["mark"] = 1
    planted.save()
    browser.cookies["sessionid"] = planted.session_key
    assert send(browser, "login", {"name": "甲", "password": PASSWORD}).status_code == 200
    assert browser.cookies["sessionid"].value != planted.session_key
    thief = anybody()
    thief.cookies["sessionid"] = planted.session_key
    refused(thief.get("/api/me"), 401)
    cookie = browser.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


def test_a_session_ends_with_the_password_and_with_the_logout(register):
    browser, csrf = logged_in()
    stolen = browser.cookies["sessionid"].value
    set_user("viewer", None, PASSWORD + "!", "甲")
    refused(browser.get("/api/me"), 401)
    browser, csrf = logged_in()
    stolen = browser.cookies["sessionid"].value
    send(browser, "logout", {}, **{"X-CSRFToken": csrf})
    thief = anybody()
    for key in (stolen, "x" * 32, "'; DROP TABLE django_session; --"):
        thief.cookies["sessionid"] = key
        refused(thief.get("/api/me"), 401)


def test_who_fails_five_times_is_locked_out_and_nobody_else(register):
    set_user("甲", "viewer", PASSWORD, "甲")
    set_user("乙", "viewer", PASSWORD, "甲")
    browser = anybody()

    def tried(name, password, **more):
        return browser.post(
            "/api/login", json.dumps({"name": name, "password": password}), content_type="application/json", **more
        )

    for _ in range(4):
        assert "wrong name or password" in refused(tried("甲", "wrong"), 401)
    assert tried("甲", PASSWORD).status_code == 200
    for _ in range(4):
        refused(tried("甲", "wrong"), 401)
    for forwarded in ("10.0.0.1", "10.0.0.2"):
        assert "locked out" in refused(tried("甲", "wrong", headers={"X-Forwarded-For": forwarded}), 429)
    refused(tried("甲", PASSWORD), 429)
    assert tried("乙", PASSWORD).status_code == 200
    assert tried("甲", PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("name", ["甲\0", "", "a b", "'--", "x" * 151, "\ud800"])
def test_a_name_that_is_none(register, name):
    refused(send(anybody(), "login", {"name": name, "password": "x"}), 422)


@pytest.mark.parametrize(
    "more", [{"by": "乙"}, {"at": "2000-01-01"}, {"ordinal": 9}, {"version": 1}, {"statement_id": 1}, {"id": 1}]
)
def test_nothing_is_slipped_in_with_a_judgement_or_a_word(uid, more):
    reviewer = caller("reviewer")
    refused(send(reviewer, f"statements/{uid}/judgements", {"decision": "accept", "seen": 0, **more}), 422)
    refused(send(reviewer, f"statements/{uid}/follow-ups", {"owner": "丙", "seen": 0, **more}), 422)
    assert not Judgement.objects.exists()
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("field", ["id", "document", "kind", "evidence", "confidence", "rule", "by", "__class__"])
def test_no_amendment_sets_what_is_fixed(uid, field):
    body = {"decision": "amend", "seen": 0, "fields": {field: "x"}}
    assert "不能这样改" in refused(send(caller("reviewer"), f"statements/{uid}/judgements", body), 422)
    assert not Judgement.objects.exists()


@pytest.mark.parametrize("more", [{"is_superuser": True}, {"is_staff": True}, {"is_active": True}, {"groups": [4]}])
def test_nothing_is_slipped_in_with_a_user(register, more):
    administrator = caller("administrator")
    refused(send(administrator, "users/乙", {"role": "viewer", **more}, "put"), 422)
    refused(send(administrator, "tokens", {"user": "administrator", "digest": "0" * 64}), 422)
    assert not User.objects.filter(username="乙").exists()
    for role in ("viewer", "reviewer", "editor"):
        own = caller(role)
        refused(send(own, f"users/{role}", {"role": "administrator"}, "put"), 403)
        refused(send(own, "tokens", {"user": "administrator"}), 403)
        refused(own.delete("/api/tokens/1"), 403)
    assert not User.objects.filter(is_superuser=True).exists()


INJECTED = [
    "' OR '1'='1",
    '"; DROP TABLE register_statement; --',
    "%",
    "_",
    "\\",
    "*",
    "[a-z]",
    "$ne",
    "{}",
    "é' UNION",
]


@pytest.mark.parametrize("told", INJECTED)
def test_a_filter_is_a_text_and_nothing_else(uid, told):
    viewer, count = caller("viewer"), Statement.objects.count()
    assert viewer.get("/api/statements", {"q": told}).json()["rows"] == []
    assert viewer.get("/api/documents", {"q": told}).json()["rows"] == []
    assert viewer.get("/api/follow-ups", {"owner": told}).json()["rows"] == []
    for name in ("kind", "region", "decision", "sector", "stage", "document", "as_of", "known", "after", "limit"):
        refused(viewer.get("/api/statements", {name: told}), 422)
    refused(viewer.get("/api/statements", {"kind__startswith": "p"}), 422)
    refused(viewer.get("/api/statements", {"document__original__data": "p"}), 422)
    assert Statement.objects.count() == count


def test_numbers_have_bounds(uid):
    viewer = caller("viewer")
    for query in ("limit=201", "limit=0", "limit=1e3", "after=-1", f"after={2**63}", "limit=5&limit=6"):
        refused(viewer.get(f"/api/statements?{query}"), 422)
    assert viewer.get(f"/api/statements?after={2**63 - 1}").json() == {"rows": [], "next": None}


@pytest.mark.parametrize("told", ["\0", "a\0b", "a\nb", "\x1b[2J", "\x7f"])
def test_characters_that_are_no_text(uid, told):
    editor = caller("editor")
    refused(editor.get("/api/statements", {"q": told}), 422)
    refused(editor.get("/api/follow-ups", {"owner": told}), 422)
    refused(send(editor, f"statements/{uid}/follow-ups", {"owner": told, "seen": 0}), 422)
    refused(editor.post(f"/api/documents?{_query(told)}", b"x", content_type=BYTES), 422)


def test_lone_surrogates_are_refused_or_kept_as_unreadable(uid):
    reviewer = caller("reviewer")
    for body in ('{"owner": "\\ud800", "seen": 0}', '{"owner": "x", "note": "\\udfff", "seen": 0}'):
        answer = reviewer.post(f"/api/statements/{uid}/follow-ups", body, content_type="application/json")
        refused(answer, 422)
    body = '{"decision": "amend", "seen": 0, "fields": {"name": "a\\ud800\\u0000"}}'
    answer = reviewer.post(f"/api/statements/{uid}/judgements", body, content_type="application/json")
    assert answer.json()["name"] == "a\ufffd\ufffd"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"decision": "accept", "seen": NaN}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000],
)
def test_bodies_that_are_no_json_of_the_kind(uid, body):
    answer = caller("reviewer").post(f"/api/statements/{uid}/judgements", body, content_type="application/json")
    refused(answer, answer.status_code)
    assert answer.status_code in (400, 422)


def test_a_body_of_json_has_a_size(uid):
    body = {"decision": "accept", "seen": 0, "note": "x" * 2**20}
    refused(send(caller("reviewer"), f"statements/{uid}/judgements", body), 413)


def _query(name):
    from urllib.parse import urlencode

    return urlencode({"name": name})


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "..\\x.txt", "a/b.txt", "C:x.txt", 'a"b.txt', "", "a\r\nX: y", "x" * 201],
)
def test_a_name_is_no_path_and_no_header(register, name):
    editor = caller("editor")
    refused(editor.post(f"/api/documents?{_query(name)}", EXAMPLE.read_bytes(), content_type=BYTES), 422)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "name", ['a"; filename="x.exe', "a\r\nSet-Cookie: x=1", "../../x\\..\\y.txt", "乐山\0.txt", "\u202etxt"]
)
def test_a_download_is_named_safely_whatever_the_document_is_called(register, name):
    document = add(Found(name, EXAMPLE), load_library(), "甲").document
    answer = caller("viewer").get(f"/api/documents/{document.original_id}/original")
    assert answer.content == EXAMPLE.read_bytes()
    told = answer["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename(\*=utf-8''[\w%.~!$&+^`|-]+|=\"([^\"\\/\r\n]|\\.)*\")", told), told
    assert "Set-Cookie" not in answer
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == BYTES
    assert "sandbox" in answer["Content-Security-Policy"]


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_uploads_have_a_size_and_a_kind(register):
    editor = caller("editor")
    refused(editor.post("/api/documents?name=a.txt", b"x" * 1001, content_type=BYTES), 413)
    refused(editor.post("/api/documents?name=a.txt", {"name": "b"}), 415)
    refused(editor.post("/api/documents?name=a.txt", b" ", content_type=BYTES), 422)
    refused(editor.post("/api/documents?name=a.txt&by=x", b"y", content_type=BYTES), 422)
    assert not Document.objects.exists()


def test_zip_bombs_and_archives(register):
    editor = caller("editor")
    sheet = "[Content_Types].xml", "word/document.xml"
    for parts in ((*sheet,), ("../../x.txt",), ("a.txt",)):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in parts:
                archive.writestr(part, b" " * 30_000_000)
        assert len(packed.getvalue()) < 200_000
        refused(editor.post("/api/documents?name=a.docx", packed.getvalue(), content_type=BYTES), 422)
    assert not Document.objects.exists()


def test_addresses_and_hosts_that_are_none(register):
    viewer = caller("viewer")
    for path in ("/", "/admin/", "/api/", "/api/docs", "/api/statements/../users", "/api/statements/%00", "/static/x"):
        answer = viewer.get(path)
        refused(answer, answer.status_code)
        assert answer.status_code in (404, 422)
    refused(viewer.get("/api/me", headers={"Host": "example.org"}), 400)
    assert viewer.post("/api/statements").status_code == 405


def test_the_description_loads_nothing_from_elsewhere(register):
    described = anybody().get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert "http" not in re.sub(r'"type": "http"', "", json.dumps(described))
