"""Finding a child by name, UPN, reference, school or date of birth, with typing errors forgiven.

Every word a child can be found by is kept folded (lower case, no accents or marks) in a vocabulary; a child is tied to
its words. A search first finds words of the vocabulary that are, begin with or look like what was typed, then, beginning
with the word that fewest share, the children that this person may see who have a match for every word typed. Where very
many do, those who have the very words come first, and no more are looked for than a list holds. A number or a date that is there exactly as typed
(UPN, reference, date of birth) brings no others like it. Nothing of the vocabulary is ever shown.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from uuid import UUID

from django.db import connection

from goldenthread.core import clock
from goldenthread.core.keeping import Some
from goldenthread.core.prepared import FEW, prepared_cursor, roomy
from goldenthread.core.rows import Part, write

from . import many
from .models import Child, Organisation

_SPLIT = re.compile(r"[^0-9a-z]+")
_QUIET = re.compile(r"['’ʼ`´.]")
_DATE = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\b")
_UNFOLDED = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
)

#: How many words of a search count, and how alike a misspelt word must be (trigram similarity, 0 to 1).
MOST_WORDS = 6
ALIKE = 0.4


def fold(text: str) -> str:
    """Lower case, without accents, apostrophes or full stops."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UNFOLDED))
    return _QUIET.sub("", "".join(c for c in plain if not unicodedata.combining(c)))


def words_in(text: str) -> list[str]:
    """The words of a text as the vocabulary keeps them, each once; a hyphenated name also as one word."""
    if text.isascii() and text.isalnum():  # a number, a date or a plain name
        return [text.lower()[:60]]
    folded = fold(text)
    found = [word for word in _SPLIT.split(folded) if word]
    found += [part.replace("-", "") for part in folded.split() if "-" in part.strip("-")]
    return list(dict.fromkeys(word[:60] for word in found if word))


def words_typed(text: str) -> list[str]:
    """The words of a search. A date typed as 3/4/2015 becomes the one word by which a date of birth is kept."""
    text = _DATE.sub(lambda m: f"{m[3]}{int(m[2]):02}{int(m[1]):02}", text)
    text = re.sub(r"(?i)\bgt-([0-9a-z]{8})\b", r"gt\1", text)
    folded = fold(text)
    return list(dict.fromkeys(word[:60] for word in _SPLIT.split(folded.replace("-", "")) if word))[:MOST_WORDS]


_IDENTITY = """
SELECT c.id, CASE WHEN c.closed_list_on IS NULL THEN c.area_id END, c.forename, c.surname, c.preferred_name, c.upn, c.reference,
       to_char(c.date_of_birth, 'YYYYMMDD'),
       (SELECT string_agg(f.upn, ' ') FROM people_formerupn f WHERE f.child_id = c.id),
       (SELECT string_agg(o.name, ' ') FROM people_attendance a JOIN people_organisation o ON o.id = a.organisation_id
         WHERE a.child_id = c.id AND a.left_on IS NULL)
  FROM people_child c WHERE c.id = ANY(%s)
"""

# A word that somebody else adds at the same moment is waited for and then given back by DO UPDATE, which changes nothing.
_LEARN = """
given AS (SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::text[]) AS g(child_id, area_id, word)),
known AS (SELECT w.id, w.word FROM people_searchword w WHERE w.word IN (SELECT word FROM given)),
learned AS (INSERT INTO people_searchword AS w (word)
            SELECT DISTINCT word FROM given WHERE word NOT IN (SELECT word FROM known) ORDER BY 1
            ON CONFLICT (word) DO UPDATE SET word = excluded.word RETURNING w.id, w.word),
ties AS (SELECT g.child_id, g.area_id, w.id AS word_id
           FROM given g JOIN (SELECT id, word FROM known UNION ALL SELECT id, word FROM learned) w ON w.word = g.word)
"""

_TIE = f"""{_LEARN},
gone AS (DELETE FROM people_childword c WHERE c.child_id = ANY(%s)
          AND NOT EXISTS (SELECT 1 FROM ties w WHERE w.child_id = c.child_id AND w.word_id = c.word_id) RETURNING 1),
missing AS (SELECT * FROM ties t WHERE NOT EXISTS (  -- a row that is tried in vain costs as much as one that is written
             SELECT 1 FROM people_childword c WHERE (c.child_id, c.word_id) = (t.child_id, t.word_id) AND c.area_id IS NOT DISTINCT FROM t.area_id)),
tied AS (INSERT INTO people_childword AS kept (child_id, area_id, word_id) SELECT child_id, area_id, word_id FROM missing
         ON CONFLICT (child_id, word_id) DO UPDATE SET area_id = excluded.area_id
         WHERE kept.area_id IS DISTINCT FROM excluded.area_id RETURNING 1),
changed AS (SELECT FROM gone UNION ALL SELECT FROM tied)
"""

_TIE_NEW = f"""{_LEARN},
tied AS (INSERT INTO people_childword (child_id, area_id, word_id) SELECT child_id, area_id, word_id FROM ties)
"""


def _words_of(texts: Iterable[str | None]) -> list[str]:
    """The words a child can be found by, from its names, numbers, date of birth and settings; each once."""
    return list(dict.fromkeys(word for text in texts if text for word in kept_words(text)))


@lru_cache(maxsize=20_000)  # names and schools come again and again
def kept_words(text: str) -> tuple[str, ...]:
    """The words that a child can be found by from one text of it, each once."""
    return tuple(words_in(text.replace("GT-", "GT")))


def refresh_words(child_ids: Collection[UUID]) -> int:
    """Tie each of these children to the words it can be found by. Returns how many ties had to change."""
    # Of many, most are tied as they should be, and to find that out costs less than to tie them again.
    ids = list(differing(Some(named=child_ids)) if len(child_ids) > FEW else child_ids)
    if not ids:
        return 0
    few = len(ids) <= FEW
    children, areas, words = [], [], []
    with prepared_cursor(when=few) as cursor:
        cursor.execute(_IDENTITY, [ids])
        for child_id, area_id, *texts in cursor.fetchall():
            found = _words_of(texts)
            children += [child_id] * len(found)
            areas += [area_id] * len(found)
            words += found
    return write([Part(_TIE, [children, areas, words, ids], "changed")], prepared=few)[0]


_KEPT = """
SELECT c.id::text, CASE WHEN c.closed_list_on IS NULL THEN c.area_id END, k.words, k.least, k.most,
       c.forename, c.surname, c.preferred_name, c.upn, c.reference, to_char(c.date_of_birth, 'YYYYMMDD'), f.upns, a.names
  FROM people_child c
  LEFT JOIN (SELECT f.child_id, string_agg(f.upn, ' ') AS upns FROM people_formerupn f WHERE {former} GROUP BY 1) f ON f.child_id = c.id
  LEFT JOIN (SELECT a.child_id, string_agg(o.name, ' ') AS names FROM people_attendance a JOIN people_organisation o ON o.id = a.organisation_id
              WHERE {attending} AND a.left_on IS NULL GROUP BY 1) a ON a.child_id = c.id
  LEFT JOIN (SELECT t.child_id, string_agg(w.word, ' ') AS words, min(coalesce(t.area_id, -1)) AS least, max(coalesce(t.area_id, -1)) AS most
               FROM people_childword t JOIN people_searchword w ON w.id = t.word_id WHERE {tied} GROUP BY 1) k ON k.child_id = c.id
 WHERE {children}
"""


def differing(some: Some) -> set[UUID]:
    """The children who are not tied to the words they can be found by, or not in their area."""
    if some.named is None and many.by_column():
        from . import wholesale_words  # brings numpy, which a page does not need

        return wholesale_words.differing(some)
    sql = _KEPT.format(
        former=some.among("f.child_id"), attending=some.among("a.child_id"), tied=some.among("t.child_id"), children=some.among("c.id")
    )
    found = set()
    with connection.cursor() as cursor:
        roomy(cursor)
        cursor.execute(sql, some.values)
        for child_id, area_id, kept, least, most, *texts in cursor.fetchall():
            area = -1 if area_id is None else area_id
            if not (least == most == area) or kept is None or set(kept.split()) != set(_words_of(texts)):
                found.add(UUID(child_id))
    return found


def words_of_new(child: Child, setting: Organisation | None) -> Part:
    """The words of a child whose record is made in the same statement."""
    texts = (child.forename, child.surname, child.preferred_name, child.upn, child.reference, f"{child.date_of_birth:%Y%m%d}")
    found = _words_of([*texts, setting.name if setting else None])
    return Part(_TIE_NEW, [[child.pk] * len(found), [child.area_id] * len(found), found])


#: The children of the person's areas, and of those that involvement alone opens (a closed record, a child of another area)
#: the few that match. How they are found is `gt_search` (migrations 0021 and 0024).
_FIND = """
SELECT found.child_id, found.score
  FROM (SELECT coalesce(array_agg(i.child_id) FILTER (WHERE i.area_id <> ALL (%(areas)s::bigint[])), '{}') AS elsewhere,
               coalesce(array_agg(i.child_id), '{}') AS involved
          FROM people_involvement i
         WHERE (i.user_id = %(user)s OR i.organisation_id = ANY (%(organisations)s))
           AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s) AND i.role <> 'deliverer') mine
 CROSS JOIN LATERAL gt_search(%(typed)s::text[], %(areas)s::bigint[], mine.elsewhere, mine.involved, %(most)s::int) found
 ORDER BY found.score DESC, found.child_id LIMIT %(most)s::int
"""


def _areas(standing) -> list[int]:
    return list(standing.areas_where("ident", "list"))


def search_sql() -> str:
    """The search as SQL giving (child_id, score), for a list to join; its parameters are `search_parameters`."""
    return _FIND


def search_parameters(standing, text: str, *, most: int = 1000) -> dict:
    return {
        "typed": words_typed(text), "areas": _areas(standing), "most": most, "user": standing.user_id,
        "organisations": list(standing.organisation_ids), "today": standing.on or clock.today(),
    }  # fmt: skip


def search(standing, text: str, *, most: int = 1000) -> list[tuple[UUID, float]]:
    """Children that this person may see and that match every word typed, best first, each with its score.

    Empty for a text without a word. What the person may not see is not found: the second wall holds as well.
    """
    parameters = search_parameters(standing, text, most=most)
    if not parameters["typed"]:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(search_sql(), parameters)
        return [(child_id, float(score)) for child_id, score in cursor.fetchall()]
