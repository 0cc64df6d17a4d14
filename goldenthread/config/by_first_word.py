"""Finds an address among those that begin as it does, however many pages there are.

Django tries every address in its order: some four hundred for a page of a room that comes late.
"""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import ResolverMatch, RoutePattern

#: Stands for a word that no address of ours begins with: browsers send none that holds a question mark.
ANY = "?"


class ByFirstWord(URLResolver):
    """All of these addresses, tried in their order, without those whose first word is another."""

    def __init__(self, patterns: list[Any]) -> None:
        super().__init__(RoutePattern(""), patterns)
        self.beginning: dict[str, URLResolver] = {}

    def resolve(self, path: str) -> ResolverMatch:
        """As Django's own; what begins with no word of ours is looked for among the addresses that begin with any."""
        if not self.beginning:
            self.beginning = {word: narrowed(self, word) for word in {ANY, *_words_within(self)}}
        word = str(path).partition("/")[0]
        return self.beginning.get(word, self.beginning[ANY]).resolve(path)


def first_words(pattern: URLPattern | URLResolver) -> set[str] | None:
    """The words before the first stroke of all that this matches; None where that may be any."""
    if not isinstance(pattern.pattern, RoutePattern):
        return None
    word, stroke, _ = str(pattern.pattern).partition("/")
    if isinstance(pattern, URLResolver) and not word and not stroke:
        each = [first_words(inner) for inner in pattern.url_patterns]
        return None if None in each else {one for words in each for one in words or ()}
    if "<" in word or (isinstance(pattern, URLResolver) and not stroke):
        return None
    return {word}


def _words_within(resolver: URLResolver) -> set[str]:
    """Every word that some of these addresses begin with."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        words = first_words(pattern)
        if words is None and isinstance(pattern, URLResolver) and not str(pattern.pattern):
            words = _words_within(pattern)
        found |= words or set()
    return found


def narrowed(resolver: URLResolver, word: str) -> URLResolver:
    """The same addresses in the same order, without those that begin with another word."""
    kept: list[URLPattern | URLResolver] = []
    for pattern in resolver.url_patterns:
        words = first_words(pattern)
        if words is None or word in words:
            if isinstance(pattern, URLResolver) and isinstance(pattern.pattern, RoutePattern) and not str(pattern.pattern):
                kept.append(narrowed(pattern, word))
            else:
                kept.append(pattern)
    made = URLResolver(resolver.pattern, resolver.urlconf_name, resolver.default_kwargs, resolver.app_name, resolver.namespace)
    made.__dict__["url_patterns"] = kept
    return made
