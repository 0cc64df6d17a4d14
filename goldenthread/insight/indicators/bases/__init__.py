"""Every base by its name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import around, assessment, exclusions, plans, provision, redress, reviews, schools, services
from .declared import Base

BASES: Mapping[str, Base] = MappingProxyType(
    {**assessment.BASES, **plans.BASES, **reviews.BASES, **redress.BASES, **provision.BASES, **exclusions.BASES, **around.BASES, **services.BASES, **schools.BASES}
)

__all__ = ["BASES", "Base"]
