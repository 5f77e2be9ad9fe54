"""Lets tests import the files beside them, however pytest imports tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def pdf_in_this_process(monkeypatch):
    """Read pdf files here, where they are watched, and quicker."""
    from sanjiang.documents import pdf
    from sanjiang.documents.pdf_pages import pdf_lines

    monkeypatch.setattr(pdf, "_pages", pdf_lines)
