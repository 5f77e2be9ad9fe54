"""Tokens, by which a program that calls the API says who it is; and what was changed about people, by whom."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models


class Token(models.Model):
    """A token by its digest; the token itself is shown once and never kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80)
    created = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)


class AccountChange(models.Model):
    """That a user was made, got another role or password, or a token of theirs was made or revoked."""

    user = models.ForeignKey(User, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
