"""Statements as the deciding modules take them."""

from datetime import date

import pytest

from sanjiang.systems.told import Told


@pytest.fixture
def told():
    def make(kind, name, day="2021-04-27", *, parties=(), quote=None, sector="farming", document="d.txt", **said):
        uid = f"{kind}:{name}:{day}:{quote}"
        evidence = [{"start": 0, "end": 1, "quote": quote or name}]
        full = {"kind": kind, "name": name, "document": document, "evidence": evidence, **said}
        if parties:
            full["parties"] = [{"name": p} for p in parties]
        return Told(uid, full, date.fromisoformat(day) if day else None, sector, document, "")

    return make
