"""Addresses of what changes a plan: transfers, adulthood, reassessment, ceasing, moves, custody."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
