"""Statistics of a measure over time, as functions of numbers: no Django, no database, no today.

The chart is the XmR chart (individuals and moving ranges) with the rules that NHS England's “Making Data Count” uses.
"""

from .assurance import Assurance, assured
from .forecast import Forecast, forecast
from .xmr import Signal, Variation, XmR, process

__all__ = ["Assurance", "Forecast", "Signal", "Variation", "XmR", "assured", "forecast", "process"]
