"""What any page can call by name: when its figures were counted, and where they are counted now."""

from typing import Any

from .indicators.kept import counted_words


def counting_address(request: Any) -> str:
    """This page with its figures counted while one waits."""
    query = request.GET.copy()
    query["count"] = "now"
    return f"?{query.urlencode()}"


GLOBALS = {"counted_words": counted_words, "counting_address": counting_address}
