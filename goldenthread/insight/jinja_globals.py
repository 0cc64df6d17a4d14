"""What any page can call by name: when its figures were counted, where they are counted now, and a name within a sentence."""

from typing import Any

from goldenthread.core.words import in_a_sentence

from .indicators.kept import counted_words


def counting_address(request: Any) -> str:
    """This page with its figures counted while one waits."""
    query = request.GET.copy()
    query["count"] = "now"
    return f"?{query.urlencode()}"


GLOBALS = {"counted_words": counted_words, "counting_address": counting_address}
FILTERS = {"in_a_sentence": in_a_sentence}
