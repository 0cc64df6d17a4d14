"""Every write to a plan while it is being written."""

from .assembling import take_in_advice
from .lines import LineChanged, add_line, bring_back_line, change_line, move_line, remove_line, say_nothing_here
from .linking import link, set_links, unlink
from .sourcing import add_source, remove_source
from .unnaming import give_without_names, judge, take_back
from .versions import give_up_version, seal, start_draft

__all__ = [
    "LineChanged",
    "add_line",
    "add_source",
    "bring_back_line",
    "change_line",
    "give_up_version",
    "give_without_names",
    "judge",
    "link",
    "move_line",
    "remove_line",
    "remove_source",
    "say_nothing_here",
    "seal",
    "set_links",
    "start_draft",
    "take_back",
    "take_in_advice",
    "unlink",
]
