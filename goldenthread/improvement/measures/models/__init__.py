"""Measures, the targets on their way, the values that no query gives, and what partners say of them."""

from .measures import Measure, Step
from .remarks import Remark
from .values import MeasureValue

__all__ = ["Measure", "MeasureValue", "Remark", "Step"]
