"""Names of organisations, projects, places and products, where they are mentioned, and which of them are one."""

from __future__ import annotations

from django.db import models

from sanjiang.workbench.register.models.statements import Statement

KINDS = ("organisation", "project", "place", "product")


class Name(models.Model):
    """A name as documents write it; ``code`` is a uscc, an adcode or a product's id, where one is known.

    ``within`` parts projects of one name: the organisation and place that a statement gives with it. ``decides`` is the
    code by which a name is one with all others of that code, and with none of another. ``entity`` follows from the
    joinings: the first of the names that are one, itself where it is alone; null only while it is being kept.
    """

    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    text = models.CharField(max_length=400)
    code = models.CharField(max_length=64, default="")
    decides = models.CharField(max_length=64, default="")
    within = models.CharField(max_length=400, default="")
    entity = models.ForeignKey("self", models.PROTECT, null=True, related_name="names")
    at = models.DateTimeField()

    class Meta:
        """A name is kept once, and found by its code."""

        constraints = [models.UniqueConstraint(fields=["kind", "text", "code", "within"], name="name_once")]
        indexes = [models.Index(fields=["decides"], condition=~models.Q(decides=""), name="name_decides")]


class Mention(models.Model):
    """That a statement names something, and as what: project, organisation, party, place or product."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="mentions")
    name = models.ForeignKey(Name, models.PROTECT, related_name="mentions")
    role = models.CharField(max_length=12)

    class Meta:
        """A statement mentions a name in a role once."""

        constraints = [models.UniqueConstraint(fields=["statement", "name", "role"], name="mention_once")]


class Joining(models.Model):
    """What was decided about two names, the `ordinal`-th time: one, not one, or an earlier word undone."""

    left = models.ForeignKey(Name, models.PROTECT, related_name="+")
    right = models.ForeignKey(Name, models.PROTECT, related_name="+")
    ordinal = models.PositiveIntegerField()
    decision = models.CharField(max_length=8, choices=[(d, d) for d in ("join", "part", "undo")])
    undoes = models.ForeignKey("self", models.PROTECT, null=True)
    reason = models.TextField(default="")
    score = models.FloatField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        """One word of each number on a pair; its names are in the order of their ids."""

        constraints = [
            models.UniqueConstraint(fields=["left", "right", "ordinal"], name="joining_once"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("right")), name="joining_ordered"),
        ]
