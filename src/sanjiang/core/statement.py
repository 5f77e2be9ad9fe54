"""A statement: one typed claim of a document, with the clause that says it. This is the contract of `sanjiang read`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any, Final, Literal, NamedTuple, get_args

from sanjiang.core.dates import DateSpan
from sanjiang.core.evidence import Span
from sanjiang.core.quantity import Quantity

Kind = Literal["project", "agreement", "alliance", "policy", "indicator", "park", "task", "brand"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Stage = Literal[
    "lead", "signed", "planned", "under_construction", "partly_operating", "operating", "suspended", "cancelled"
]
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)


class Place(NamedTuple):
    """A place as written, and the code of the narrowest region known to hold it."""

    name: str
    adcode: str | None = None

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Place:
        """Return the place that `to_json` told."""
        return cls(_text(told["name"]), None if told.get("adcode") is None else _text(told["adcode"]))

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape; an unknown code is left out."""
        return {"name": self.name} if self.adcode is None else {"name": self.name, "adcode": self.adcode}


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One typed claim. A field that is None (or empty) means that the text does not say.

    Parameters
    ----------
    id : str
        From `statement_id`; a better reader keeps it.
    document : str
        The document's name as the user gave it.
    kind : str
        One of `KINDS`.
    evidence : tuple of Span
        The clauses that say it, the main one first.
    confidence : float
        Between 0 and 1.
    rule : str
        The pattern that said so.
    organisation_id : str, optional
        The organisation's unified social credit code (统一社会信用代码), where a table or a person told it.
    arrived : Quantity, optional
        Of an investment, the money that came so far.
    origin : Place, optional
        Where the investor comes from.
    items : tuple of str
        What a count counts, by name; empty where no list beside it names it.
    """

    id: str
    document: str
    kind: Kind
    evidence: tuple[Span, ...]
    confidence: float
    rule: str
    name: str | None = None
    organisation: str | None = None
    product: str | None = None
    process: str | None = None
    organisation_id: str | None = None
    product_id: str | None = None
    process_id: tuple[str, ...] = ()
    capacity: Quantity | None = None
    investment: Quantity | None = None
    stage: Stage | None = None
    phase: str | None = None
    part_of: str | None = None
    place: Place | None = None
    parties: tuple[str, ...] = ()
    date: DateSpan | None = None
    count: int | None = None
    value: float | tuple[float, float] | None = None
    unit: str | None = None
    arrived: Quantity | None = None
    origin: Place | None = None
    items: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape: only the fields that the text fills."""
        out: dict[str, object] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value == ():
                continue
            if field.name == "evidence":
                value = [{"start": s.start, "end": s.end, "quote": s.quote} for s in value]
            elif field.name == "parties":
                value = [{"name": name} for name in value]
            elif field.name == "process_id":
                value = value[0] if len(value) == 1 else list(value)
            elif isinstance(value, Place | Quantity | DateSpan):
                value = value.to_json()
            elif isinstance(value, tuple):
                value = list(value)
            out[field.name] = value
        return out


def made(fields: Mapping[str, Any]) -> Statement:
    """Return ``Statement(**fields)`` at a seventh of its cost: what is not told is left to the class."""
    statement = object.__new__(Statement)
    vars(statement).update(fields)
    return statement


def statement_from_json(told: Mapping[str, Any]) -> Statement:
    """Return the statement that `Statement.to_json` told.

    Raises
    ------
    ValueError
        If a field is unknown, missing or not of its kind; the message names it.
    """
    unknown = sorted(set(told) - {field.name for field in fields(Statement)})
    if unknown:
        raise ValueError(unknown[0])
    values: dict[str, Any] = {}
    for name, value in told.items():
        try:
            values[name] = READ.get(name, _text)(value) if name != "evidence" else _spans(value, told["document"])
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
            raise ValueError(name) from None
    for name in ("id", "document", "kind", "evidence", "confidence", "rule"):
        if name not in values:
            raise ValueError(name)
    return Statement(**values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in words:
            raise ValueError
        return _text(value)

    return read


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _value(value: object) -> float | tuple[float, float]:
    if isinstance(value, list | tuple):
        low, high = value
        return _number(low), _number(high)
    return _number(value)


def _spans(value: list[Mapping[str, Any]], document: str) -> tuple[Span, ...]:
    return tuple(Span(document, _count(e["start"]), _count(e["end"]), _text(e["quote"])) for e in value)


READ: Final[Mapping[str, Callable[[Any], object]]] = {
    "kind": _one_of(KINDS),
    "stage": _one_of(STAGES),
    "confidence": _number,
    "process_id": lambda value: (value,) if isinstance(value, str) else tuple(map(_text, value)),
    "capacity": Quantity.from_json,
    "investment": Quantity.from_json,
    "arrived": Quantity.from_json,
    "place": Place.from_json,
    "origin": Place.from_json,
    "parties": lambda value: tuple(_text(party["name"]) for party in value),
    "items": lambda value: tuple(map(_text, value)),
    "date": DateSpan.from_json,
    "count": _count,
    "value": _value,
}
"""How each field that is no plain text is read back."""


def statement_id(document_sha256: str, kind: Kind, span: tuple[int, int], ordinal: int) -> str:
    """Return the id of the `ordinal`-th statement (0 first) of this kind and first span in the document."""
    key = f"{document_sha256}\n{kind}\n{span[0]}\n{span[1]}\n{ordinal}"
    return hashlib.sha256(key.encode()).hexdigest()
