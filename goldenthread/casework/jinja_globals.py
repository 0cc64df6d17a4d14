"""Words about advice for the pages."""

from __future__ import annotations

from .advice import words

GLOBALS = {
    "advice_short": words.short,
    "advice_who": words.who,
    "advice_state": words.state,
    "advice_states": words.STATES,
    "advice_kinds": words.KINDS,
}
