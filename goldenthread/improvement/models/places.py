"""Where in a file something was read."""

from __future__ import annotations

from django.db import models


class InFile(models.Model):
    """Something read out of a file knows where: the table's and the row's number, from 1; 0 for words between tables."""

    table = models.PositiveIntegerField(default=0)
    row = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
