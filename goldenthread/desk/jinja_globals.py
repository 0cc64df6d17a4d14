"""What any page can call by name: `navigation_for(request)`, and the desk's plain words."""

from . import words
from .addresses import address_of
from .context import navigation
from .lines import options, when
from .sections import KINDS, day

GLOBALS = {
    "address_of": address_of,
    "clock_name": words.clock_name,
    "clock_task": words.clock_task,
    "day_of": day,
    "file_words": words.file_words,
    "how_late": words.how_late,
    "kinds": KINDS,
    "navigation_for": navigation,
    "options": options,
    "setting_words": words.setting_words,
    "short_day": words.short_day,
    "when": when,
    "why_then": words.why,
}

FILTERS = {"london": words.london, "london_day": words.london_day}
