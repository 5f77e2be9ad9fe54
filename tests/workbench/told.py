"""Documents whose statements a test writes itself."""

from hashlib import sha256

from django.utils import timezone

from sanjiang.workbench.register.add import add_statements
from sanjiang.workbench.register.models import Document, Original, Reading


def told(name, published, *rows, came=None, home=None, supersedes=None):
    """Keep a document of these statements; each has its id by `uid` and the contract's other fields."""
    came = came or timezone.now()
    digest = sha256(name.encode()).hexdigest()
    original = Original.objects.create(sha256=digest, data=name.encode())
    document = Document.objects.create(
        original=original,
        name=name,
        published=published,
        home=home,
        text="",
        fingerprint=b"",
        came=came,
        supersedes=supersedes,
    )
    reading = Reading.objects.create(document=document, reader="test", at=came, by="甲")
    return add_statements(document, [said(name, **row) for row in rows], reading)


def said(of, uid, kind="project", confidence=0.9, rule="told", quote="", **fields):
    evidence = [{"start": 0, "end": len(quote), "quote": quote}]
    core = {"id": uid, "document": of, "kind": kind, "confidence": confidence, "rule": rule}
    return {**core, "evidence": evidence, **fields}


def money(low, high=None, unit="CNY", **more):
    value = low if high is None else [low, high]
    return {"value": value, "unit": unit, "per": None, "as_written": f"{value}{unit}", **more}


def days(start, end, precision="month"):
    return {"start": start, "end": end, "precision": precision, "as_written": f"{start}—{end}"}


def at(name, adcode=None):
    return {"name": name, "adcode": adcode} if adcode else {"name": name}
