"""Documents: their bytes as they came, what their heads say, when they came and from whom."""

from __future__ import annotations

from django.db import models


class Original(models.Model):
    """The bytes of a document, kept once."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    data = models.BinaryField()


class Document(models.Model):
    """A document: what its bytes say of themselves, and which other document it copies or corrects.

    ``home`` is the code of the region that it is about. ``copy_of`` is a document that says the same; ``supersedes`` an
    earlier version under the same title, whose statements stand no more once this one is out and known.
    """

    original = models.OneToOneField(Original, models.PROTECT)
    name = models.CharField(max_length=400)
    title = models.TextField(null=True)
    source = models.TextField(null=True)
    published = models.DateField(null=True, db_index=True)
    home = models.CharField(max_length=6, null=True)
    text = models.TextField()
    notes = models.JSONField(default=list)
    fingerprint = models.BinaryField()
    came = models.DateTimeField(db_index=True)
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="superseded_by")


class Arrival(models.Model):
    """That a document came: under which name, when, from whom; the same bytes may come again."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="arrivals")
    name = models.CharField(max_length=400)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
