"""A folder of many documents."""

import pytest
from articles import COUNT, article


@pytest.fixture
def folder(tmp_path):
    """Return a folder of documents, in two folders, one of them HTML."""
    root = tmp_path / "documents"
    for i in range(COUNT):
        path = root / f"{i % 2}" / (f"{i:02}.html" if i == 7 else f"{i:02}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(i), "utf-8")
    return root
