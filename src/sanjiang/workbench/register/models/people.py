"""Tokens: how a program that calls the API says who it is."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models


class Token(models.Model):
    """A token by its digest; the token itself is shown once and never kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80)
    created = models.DateTimeField()
    expires = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)
