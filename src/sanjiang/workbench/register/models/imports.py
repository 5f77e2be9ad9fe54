"""Imports: a workbook's rows came in together, and may be taken back together."""

from __future__ import annotations

from django.db import models

from sanjiang.workbench.register.models.documents import Document


class Import(models.Model):
    """An import of a workbook, which is a document like any other."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="imports")
    at = models.DateTimeField()
    by = models.CharField(max_length=150)


class ImportDecision(models.Model):
    """That an import was taken back, or not after all; the last one counts."""

    source = models.ForeignKey(Import, models.PROTECT, related_name="decisions")
    ordinal = models.PositiveIntegerField()
    undone = models.BooleanField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Meta:
        """One decision of each number."""

        constraints = [models.UniqueConstraint(fields=["source", "ordinal"], name="import_decision_once")]
