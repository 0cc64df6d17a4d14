"""Measures, the targets on their way, and the values that no query gives."""

from .measures import Measure, Step
from .values import MeasureValue

__all__ = ["Measure", "MeasureValue", "Step"]
