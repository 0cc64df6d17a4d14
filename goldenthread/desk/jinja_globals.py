"""What any page can call by name: `navigation_for(request)`, and the desk's plain words."""

from .context import navigation
from .words import clock_name, clock_task, how_late, setting_words, short_day, why

GLOBALS = {
    "clock_name": clock_name,
    "clock_task": clock_task,
    "how_late": how_late,
    "navigation_for": navigation,
    "setting_words": setting_words,
    "short_day": short_day,
    "why_then": why,
}
