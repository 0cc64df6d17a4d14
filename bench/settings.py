"""The platform's own settings, with statements counted for the bench when it asks, and without the demonstration's moved clock."""

from goldenthread.config.settings import *  # noqa: F403
from goldenthread.config.settings import MIDDLEWARE as _OURS

MIDDLEWARE = ["bench.counting.CountedMiddleware", *(each for each in _OURS if not each.endswith("MovedClockMiddleware"))]
