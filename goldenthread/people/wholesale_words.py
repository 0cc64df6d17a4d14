"""Who of thousands of children is not tied to the words they can be found by: by column, as in `wholesale`.

The words of a child go as two numbers: how many there are, and one that PostgreSQL makes of each of them, all put together. Texts that
many share, names and settings, are split into words once each by the readable functions; numbers and dates of birth, which nearly
every child has for itself and which are one word each, by PostgreSQL. Children of whom that cannot be said go by the readable functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

import numpy as np
from django.db import connection

from goldenthread.core.keeping import Some
from goldenthread.core.prepared import end_to_end, roomy

from . import words
from .wholesale import Column, Matters, read, uuids

#: Settings that a child is at, and words of one text, that have room here. Whoever has more goes by the readable functions.
SETTINGS, LONGEST = 2, 8
#: What stands for no word.
NONE = 0

_MARK = "hashtextextended({}, 0)"
_CHILDREN = [
    ("c.id", "id"), *((_MARK.format(f"c.{name}"), "number") for name in ("forename", "surname", "preferred_name")),
    (f"CASE WHEN c.upn <> '' THEN {_MARK.format('lower(c.upn)')} ELSE {NONE} END", "number"), (_MARK.format("'gt' || lower(substr(c.reference, 4))"), "number"),
    (_MARK.format("to_char(c.date_of_birth, 'YYYYMMDD')"), "number"), ("CASE WHEN c.closed_list_on IS NULL THEN c.area_id END", "whose"),
    # Of these the words are what stands above.
    ("c.upn ~ '^[0-9A-Za-z]*$' AND c.reference ~ '^GT-[0-9A-Za-z]+$' AND c.date_of_birth BETWEEN '1000-01-01' AND '9999-12-31'", "flag"),
]  # fmt: skip
_TIED = [("k.child_id", "id"), ("k.mark", "number"), ("k.words", "code"), ("k.least", "whose"), ("k.most", "whose")]
_TIES = f"""(SELECT t.child_id, bit_xor({_MARK.format("w.word")}) AS mark, count(*) AS words, min(coalesce(t.area_id, -1)) AS least, max(coalesce(t.area_id, -1)) AS most
  FROM people_childword t JOIN people_searchword w ON w.id = t.word_id WHERE {{among}} GROUP BY 1) k"""
_NAMES = f"""
SELECT DISTINCT {_MARK.format("n.name")}, n.name
  FROM people_child c CROSS JOIN LATERAL (VALUES (c.forename), (c.surname), (c.preferred_name)) n(name) WHERE {{among}}
"""
_AT = "people_attendance a WHERE {among} AND a.left_on IS NULL AND a.organisation_id IS NOT NULL"


def differing(some: Some) -> set[UUID]:
    """The children who are not tied to the words they can be found by, or not in their area: as `words.differing` has it."""
    ids, *texts, areas, plain = read(_CHILDREN, f"people_child c WHERE {some.among('c.id')}", some)
    children = Matters(ids, ids, areas, areas)
    names, one_word = texts[:3], texts[3:]
    with connection.cursor() as cursor:
        roomy(cursor)
        with end_to_end(cursor):
            cursor.execute(_NAMES.format(among=some.among("c.id")), some.values)
            of_names = _Texts(cursor.fetchall())
        cursor.execute("SELECT id, name FROM people_organisation")
        of_settings = _Texts(cursor.fetchall())
    apart = ~plain
    slots = [each[:, None] for each in one_word]
    for each in names:
        slots.append(of_names.marks(each))
        apart |= of_names.too_long(each)
    for each in _settings(children, some, apart):
        slots.append(of_settings.marks(each))
        apart |= of_settings.too_long(each)
    (former,) = read([("f.child_id", "id")], f"people_formerupn f WHERE {some.among('f.child_id')}", some)
    at, there = children.places(former)
    apart[at[there]] = True

    marks = np.concatenate(slots, axis=1)
    marks.sort(axis=1)
    marks[:, 1:][marks[:, 1:] == marks[:, :-1]] = NONE  # a word that comes twice counts once
    wanted, many = np.bitwise_xor.reduce(marks, axis=1), np.count_nonzero(marks, axis=1)

    tied, mark, count, least, most = read(_TIED, _TIES.format(among=some.among("t.child_id")), some)
    at, there = children.places(tied)
    right = np.zeros(len(ids), dtype=bool)
    same = (mark == wanted[at]) & (count == many[at]) & (least == areas[at]) & (most == areas[at]) if len(ids) else there
    right[at[there & same]] = True
    wrong = set(uuids(ids[~right & ~apart]))
    doubtful = uuids(ids[apart])
    return wrong | (words.differing(Some(named=doubtful)) if doubtful else set())


def _settings(children: Matters, some: Some, apart: Column) -> list[Column]:
    """The settings that each child is at, so many columns of their keys. Whoever is at more is said to be apart."""
    of, keys = read([("a.child_id", "id"), ("a.organisation_id", "number")], _AT.format(among=some.among("a.child_id")), some)
    at, there = children.places(of)
    at, keys = at[there], keys[there]
    order = np.argsort(at, kind="stable")
    at, keys = at[order], keys[order]
    first = np.flatnonzero(np.concatenate([[True], at[1:] != at[:-1]])) if len(at) else at
    nth = np.arange(len(at)) - np.repeat(first, np.diff(np.append(first, len(at))))
    apart[at[nth >= SETTINGS]] = True
    found = []
    for n in range(SETTINGS):
        column = np.full(len(children.ids), -1, dtype=np.int64)
        column[at[nth == n]] = keys[nth == n]
        found.append(column)
    return found


class _Texts:
    """The words of each of these texts, by a number that stands for it."""

    def __init__(self, texts: Sequence[tuple[int, str]]) -> None:
        split = [words.kept_words(text) for _, text in texts]
        mark_of = _marks(dict.fromkeys(word for each in split for word in each))
        self.keys = np.array([key for key, _ in texts], dtype=np.int64)
        self.order = np.argsort(self.keys)
        self.keys = self.keys[self.order]
        width = max([min(len(each), LONGEST) for each in split], default=0)
        self.table = np.full((len(texts) + 1, width), NONE, dtype=np.int64)  # the last is for a text that is not there
        self.long = np.zeros(len(texts) + 1, dtype=bool)
        for row, each in enumerate(split):
            self.long[row] = len(each) > LONGEST
            self.table[row, : min(len(each), LONGEST)] = [mark_of[word] for word in each[:LONGEST]]

    def marks(self, keys: Column) -> Column:
        """The words of each, as rows of numbers."""
        return self.table[self._rows(keys)]

    def too_long(self, keys: Column) -> Column:
        """Which have more words than there is room for."""
        return self.long[self._rows(keys)]

    def _rows(self, keys: Column) -> Column:
        if not len(self.keys):
            return np.full(len(keys), len(self.table) - 1)
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        return np.where(self.keys[at] == keys, self.order[at], len(self.table) - 1)


def _marks(found: Iterable[str]) -> dict[str, int]:
    """The number that PostgreSQL makes of each word."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT x.word, {_MARK.format('x.word')} FROM unnest(%s::text[]) x(word)", [list(found)])
        return dict(cursor.fetchall())
