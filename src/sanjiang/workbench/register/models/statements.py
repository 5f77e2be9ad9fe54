"""Statements: each reading's version of them, and what people judged, followed up and amended."""

from __future__ import annotations

from django.db import models

from sanjiang.workbench.register.models.documents import Document
from sanjiang.workbench.register.models.imports import Import


class Reading(models.Model):
    """One run of a reader over a document."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)


_FILTERS = ("void", "gone", "decision", "kind", "sector", "stage")


class Statement(models.Model):
    """A statement by its id. All other columns follow from its versions and judgements, and say how it is now.

    ``said`` is the statement as it counts, amendments included; ``gone`` that the latest reading finds it no more and
    nobody accepted it; ``changed`` that it reads otherwise since somebody judged it; ``void`` that its document is a
    copy, is superseded, or came by an import that was undone; ``told`` the day from which it stands: of publication, or
    a row's own; null stands always; ``words`` its names in small letters, a line each, for search.
    """

    uid = models.CharField(max_length=64, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="statements")
    source = models.ForeignKey(Import, models.PROTECT, null=True, related_name="statements")
    kind = models.CharField(max_length=12)
    judged = models.PositiveIntegerField(default=0)
    decision = models.CharField(max_length=8, default="")
    gone = models.BooleanField(default=False)
    changed = models.BooleanField(default=False)
    void = models.BooleanField(default=False)
    said = models.JSONField()
    confidence = models.FloatField()
    name = models.TextField(default="")
    organisation = models.TextField(default="")
    product = models.TextField(default="")
    words = models.CharField(max_length=400, default="")
    region = models.CharField(max_length=6, default="")
    origin = models.CharField(max_length=6, default="")
    sector = models.CharField(max_length=8, default="")
    stage = models.CharField(max_length=20, default="")
    told = models.DateField(null=True, db_index=True)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    invested_low = models.FloatField(null=True)
    invested_high = models.FloatField(null=True)
    arrived_low = models.FloatField(null=True)
    arrived_high = models.FloatField(null=True)

    class Meta:
        """Indices that hold all that a list is filtered by, so that rows are read only to be shown."""

        indexes = [
            models.Index(fields=["id", "words", *_FILTERS], name="statement_list"),
            models.Index(fields=["region", *_FILTERS, "id"], name="statement_region"),
            *(
                models.Index(fields=[first, "id", *(f for f in _FILTERS if f != first)], name=f"statement_{first}")
                for first in ("kind", "decision", "sector", "stage")
            ),
            models.Index(
                fields=["-changed", "confidence", "id", "decision"],
                condition=models.Q(void=False, gone=False),
                name="statement_review",
            ),
        ]


class Version(models.Model):
    """A statement as one reading has it; null where that reading finds it no more."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions")
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="versions")
    said = models.JSONField(null=True)

    class Meta:
        """A reading has a statement once."""

        constraints = [models.UniqueConstraint(fields=["statement", "reading"], name="version_once")]


class Judgement(models.Model):
    """What a person decided about a statement: the `ordinal`-th, so that of two at once the second is told.

    ``fields`` are those that an amendment sets, null for one that the text does not say; ``undoes`` the judgement that
    an undoing takes back, which may be an undoing itself; ``source`` the import that brought it, or whose undoing did.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="judgements")
    ordinal = models.PositiveIntegerField()
    decision = models.CharField(max_length=8, choices=[(d, d) for d in ("accept", "reject", "amend", "undo")])
    fields = models.JSONField(default=dict)
    undoes = models.ForeignKey("self", models.PROTECT, null=True)
    version = models.ForeignKey(Version, models.PROTECT)
    source = models.ForeignKey(Import, models.PROTECT, null=True, related_name="judgements")
    note = models.TextField(default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        """One judgement of each number."""

        constraints = [models.UniqueConstraint(fields=["statement", "ordinal"], name="judgement_once")]


class FollowUp(models.Model):
    """Who sees to a task or an agreement, by when and how far it is: the `ordinal`-th word on it, the last counts."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="follow_ups")
    ordinal = models.PositiveIntegerField()
    owner = models.TextField()
    due = models.DateField(null=True)
    progress = models.FloatField(null=True)
    note = models.TextField(default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        """One word of each number."""

        constraints = [models.UniqueConstraint(fields=["statement", "ordinal"], name="follow_up_once")]
