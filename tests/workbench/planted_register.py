"""Keeps made names in the register, with the documents that mention them, and measures what is proposed of them."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from planted import Made, Maker

from sanjiang.workbench.register.entities.propose import Proposal, proposals
from sanjiang.workbench.register.models import Document, Mention, Name, Original, Statement


@dataclass(frozen=True, slots=True)
class Measured:
    """How many of the planted doubles were proposed, and how many of the proposals are of one thing."""

    seconds: float
    pairs: int
    recall: float
    precision: float


def keep(maker: Maker) -> dict[int, Made]:
    """Keep what was made, a statement a document, and return it by the ids of its names."""
    now, made = timezone.now(), list(maker.names.values())
    with transaction.atomic():
        digests = [f"{i:064x}" for i in range(maker.documents)]
        Original.objects.bulk_create([Original(sha256=each, data=b"") for each in digests], batch_size=500)
        documents = Document.objects.bulk_create(
            [
                Document(original_id=each, name=f"{i}.txt", text="", fingerprint=b"", came=now, home=maker.home(i))
                for i, each in enumerate(digests)
            ],
            batch_size=500,
        )
        statements = Statement.objects.bulk_create(
            [
                Statement(uid=each, document=document, kind="indicator", said={}, confidence=1)
                for each, document in zip(digests, documents, strict=True)
            ],
            batch_size=500,
        )
        names = Name.objects.bulk_create(
            [Name(kind=each.kind, text=each.text, within=each.within, at=now) for each in made], batch_size=500
        )
        Name.objects.update(entity=F("id"))
        Mention.objects.bulk_create(
            [
                Mention(statement=statements[document], name=name, role=name.kind)
                for name, each in zip(names, made, strict=True)
                for document in sorted(each.documents)
            ],
            batch_size=500,
        )
    return {name.id: each for name, each in zip(names, made, strict=True)}


def measure(maker: Maker, made: dict[int, Made]) -> tuple[Measured, list[Proposal]]:
    """Propose, and count."""
    began = time.perf_counter()
    found = proposals()
    seconds = time.perf_counter() - began
    right = [each for each in found if made[each.left.id].truth == made[each.right.id].truth]
    ids = {id(each): name for name, each in made.items()}
    planted = {tuple(sorted((ids[id(one)], ids[id(other)]))) for one, other in maker.pairs}
    proposed = {tuple(sorted((each.left.id, each.right.id))) for each in found}
    recall = len(planted & proposed) / len(planted)
    return Measured(seconds, len(found), recall, len(right) / len(found)), found
