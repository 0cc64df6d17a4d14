"""Charts that everybody can read: a picture, a table of the same numbers, and one sentence.

Drawn on the server as SVG with classes only, so that they pass the content policy, print, and need no script.
Each function gives a Chart with ``svg``, ``table`` and ``sentence``; the macro ``chart`` in components/chart.html shows
the three together.
"""

from .across import bars_across
from .bars import bar_chart
from .drawing import Chart, Series
from .lines import line_chart, sparkline
from .ranges import RangeRow, range_chart

__all__ = ["Chart", "RangeRow", "Series", "bar_chart", "bars_across", "line_chart", "range_chart", "sparkline"]
