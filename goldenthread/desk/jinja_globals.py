"""What any page can call by name: `navigation_for(request)`, and the desk's plain words."""

import jinja2
from markupsafe import Markup

from . import words
from .addresses import address_of
from .clock_rows import clock_matters
from .context import navigation
from .lines import options, when
from .rows import case_rows, team_rows, work_rows
from .sections import KINDS, day


@jinja2.pass_environment
def pages_of(environment: jinja2.Environment, steps: dict) -> Markup:
    """Links to the pages before and after, where there are any. A page that imports the macro looks through all it has."""
    return environment.get_template("components/table.html").module.pages(steps) if steps else Markup()  # type: ignore[attr-defined]


GLOBALS = {
    "address_of": address_of,
    "case_rows": case_rows,
    "clock_matters": clock_matters,
    "clock_name": words.clock_name,
    "clock_task": words.clock_task,
    "day_of": day,
    "file_words": words.file_words,
    "how_late": words.how_late,
    "kinds": KINDS,
    "navigation_for": navigation,
    "options": options,
    "pages_of": pages_of,
    "setting_words": words.setting_words,
    "short_day": words.short_day,
    "team_rows": team_rows,
    "when": when,
    "why_then": words.why,
    "work_rows": work_rows,
}

FILTERS = {"london": words.london, "london_day": words.london_day}
