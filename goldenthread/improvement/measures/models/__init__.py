"""Measures, the targets on their way, the values that no query gives, what partners say of them, and the cases and stories behind them."""

from .evidence import EvidencePaper, MeasureEvidence
from .measures import Measure, Step
from .remarks import Remark
from .values import MeasureValue

__all__ = ["EvidencePaper", "Measure", "MeasureEvidence", "MeasureValue", "Remark", "Step"]
