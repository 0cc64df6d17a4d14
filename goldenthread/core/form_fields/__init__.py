"""Form fields that draw themselves from the design system, and say in plain words what is wrong."""

from .dates import DateField, date_of_birth
from .forms import Form

__all__ = ["DateField", "Form", "date_of_birth"]
