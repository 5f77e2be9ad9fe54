"""A document's fingerprint: min-hashes of its body's shingles and of its numbers, 400 bytes whatever its length."""

from __future__ import annotations

import re
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from sanjiang.documents.document import Document
from sanjiang.documents.lines import half_width

SHINGLE = 4
"""Letters and digits in a row that are compared as one."""
HASHES, NUMBERS = 128, 64
FINGERPRINT = np.dtype(
    [("digest", "<u8"), ("letters", "<u8"), ("shingles", "<u2", (HASHES,)), ("numbers", "<u2", (NUMBERS,))]
)
"""The digest of all letters, how many they are, and the min-hashes; 16 bits of each tell two apart well enough."""

Hashes = npt.NDArray[np.uint64]

_PIECE = 4096  # shingles that are hashed at a time, so that a long text takes no more memory than a short one
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BETWEEN = re.compile(r"[\W_]+")
_ROLL, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)
_DRAWN = np.random.Generator(np.random.PCG64(20210430)).integers(1, 2**63, size=(2, HASHES), dtype=np.uint64)
_FACTORS, _TERMS = _DRAWN[0] | np.uint64(1), _DRAWN[1]


def fingerprint(document: Document) -> bytes:
    """Return the fingerprint of a document's body; white space, punctuation and full width make no difference."""
    body = half_width("\n".join([document.text[block.start : block.end] for block in document.body()]))
    letters = bare(body)
    found = np.zeros((), FINGERPRINT)
    found["digest"], found["letters"] = digest(letters), len(letters)
    found["shingles"] = _least(_shingles(letters), HASHES)
    found["numbers"] = _least(np.array([digest(n) for n in set(_NUMBER.findall(body))], np.uint64), NUMBERS)
    return found.tobytes()


def bare(text: str) -> str:
    """Return the letters and digits of a text."""
    return _BETWEEN.sub("", half_width(text))


def digest(text: str) -> int:
    """Return 64 bits that stand for a text, the same in every run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _shingles(letters: str) -> Hashes:
    """Return a hash of every `SHINGLE` letters in a row; a shorter text is one shingle."""
    codes = np.frombuffer(letters.ljust(SHINGLE).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    count = len(codes) - SHINGLE + 1
    hashes = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        hashes = (hashes ^ codes[place : place + count]) * _ROLL
        hashes ^= hashes >> _SHIFT
    return hashes * _MIX


def _least(hashes: Hashes, count: int) -> npt.NDArray[np.uint16]:
    """Return 16 bits of the least value that each of `count` hash functions takes; all ones of nothing."""
    least = np.full(count, np.iinfo(np.uint64).max, np.uint64)
    factors, terms = _FACTORS[:count, None], _TERMS[:count, None]
    for start in range(0, len(hashes), _PIECE):
        np.minimum(least, (factors * hashes[start : start + _PIECE] + terms).min(axis=1), out=least)
    return ((least * _MIX) >> np.uint64(48)).astype(np.uint16)
