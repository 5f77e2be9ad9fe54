"""Broken files of every format end in a document or one clear error; the same ones every time.

More of them, guided by what code they reach: fuzz.py.
"""

import resource
import time

import pytest
from broken import broken
from formats import formats
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from outcome import outcomes

FORMATS = formats()
EACH = 60
SECONDS, MEBIBYTES = 20, 512


@pytest.mark.parametrize("name", FORMATS)
@seed(7)
@settings(max_examples=EACH, deadline=None, database=None)
@given(st.data())
def test_broken_files(name, data):
    format_ = FORMATS[name]
    whole = data.draw(st.sampled_from(format_.seeds))
    begun, held = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes(format_.file(broken(whole, data.draw(st.integers(0, 2**32)))), format_.name)
    assert time.monotonic() - begun < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held < MEBIBYTES * 1024


@pytest.mark.parametrize("name", FORMATS)
def test_whole_files_are_read(name):
    format_ = FORMATS[name]
    for whole in format_.seeds:
        assert any(hasattr(found, "text") for found in outcomes(format_.file(whole), format_.name))
