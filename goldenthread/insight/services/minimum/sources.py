"""Where the values of a minimum data set come from: indicators, what services tell, or what a body enters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...indicators import LIBRARY
from ..flow import Flow
from ..waits import Waits

ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class ServiceMeasure:
    """A number of one service in a quarter. `read` takes it from the waits at its end, or from what happened in it; both as they may be seen."""

    key: str
    name: str
    unit: str
    read: Callable[[Waits, Flow], float | None]


MEASURES = {
    each.key: each
    for each in (
        ServiceMeasure("waiting", "Children waiting at the end of the quarter", "count", lambda waits, flow: waits.whole.waiting),
        ServiceMeasure("within", "Waited no longer than the standard", "%", lambda waits, flow: waits.whole.share),
        ServiceMeasure("median", "Median wait", "weeks", lambda waits, flow: waits.whole.median_weeks),
        ServiceMeasure("over_year", "Children who have waited over 52 weeks", "count", lambda waits, flow: waits.whole.bands[-1]),
        ServiceMeasure("referred", "Referrals in the quarter", "count", lambda waits, flow: flow.referred),
        ServiceMeasure("again", "Re-referrals, of referrals", "%", lambda waits, flow: flow.again_share),
        ServiceMeasure("rejected", "Rejected, of those decided on", "%", lambda waits, flow: flow.rejected_share),
        ServiceMeasure("discharged", "Discharges in the quarter", "count", lambda waits, flow: flow.discharged),
        ServiceMeasure("time", "Median time in the service", "weeks", lambda waits, flow: flow.median_weeks),
    )
}


def offered() -> list[tuple[str, str]]:
    """Every source, by its name."""
    indicators = [(f"indicator:{code}", f"{each.name} ({code})") for code, each in LIBRARY.items() if each.counted]
    return [(ENTERED, "The body that gives it enters it"), *((f"service:{key}", f"Of a service: {each.name}") for key, each in MEASURES.items()), *indicators]


def unit_of(source: str) -> str:
    """The unit of what is counted; "" for what is entered and for what no source knows."""
    kind, _, key = source.partition(":")
    if kind == "service" and key in MEASURES:
        return MEASURES[key].unit
    if kind == "indicator" and key in LIBRARY and LIBRARY[key].counted:
        unit = LIBRARY[key].unit
        return unit if unit in ("count", "%", "weeks", "days", "£") else "count"
    return ""
