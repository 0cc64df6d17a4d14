"""A search begins with the word that fewest share, and finds the same however common its words are."""

import pytest
from django.db import connection

from goldenthread.people.standing import stand
from goldenthread.people.words import search, search_parameters, words_typed

from . import making
from .making import ON

NAMES = (
    "Muhammad Smith", "Muhammad Smithson", "Muhammad Smyth", "Amy Smith", "Amy Smithson-Jones", "Muhammad Jones", "Samuel Smith", "Sam Ash",
)  # fmt: skip
TYPED = ("muhammad smith", "smith", "sam", "smiht muhammad", "amy smithson jones", "muhammad smith jones", "muhamad", "smith ash", "2016 smith", "zz smith")


@pytest.fixture
def children(area):
    return {name: making.child(area, forename=name.split()[0], surname=name.split()[1]) for name in NAMES}


def found(standing, text, *, most=1000, few_ties=1000):
    parameters = {**search_parameters(standing, text, most=most), "few": few_ties}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', '0.4', true)")
        cursor.execute(
            "SELECT child_id, round(score::numeric, 3) FROM gt_search(%(typed)s::text[], %(areas)s::bigint[], '{}', '{}', %(most)s, %(few)s) ORDER BY 2 DESC, 1",
            parameters,
        )
        return cursor.fetchall()


def test_common_words_find_the_same_children_in_the_same_order_as_rare_ones(children, ellis):
    standing = stand(ellis, ON)
    for typed in TYPED:
        for few_ties in (0, 1):  # every word is common; so are some, and the children of the other are looked up
            assert found(standing, typed, few_ties=few_ties) == found(standing, typed), typed


def score(typed: str, word: str, alike: dict[tuple[str, str], float]) -> float:
    """How well a kept word stands for a typed one: the very word, one that begins with it, one that looks like it, or none."""
    if word == typed:
        return 3
    if len(typed) >= 2 and word.startswith(typed):
        return 2
    return alike[typed, word] if len(typed) >= 4 and alike[typed, word] >= 0.4 else 0


# Every child against every word, as one would do it by hand: two tenths of a second.
def test_what_is_found_is_what_going_through_every_child_finds(children, ellis):
    standing = stand(ellis, ON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t.child_id, array_agg(w.word::text) FROM people_childword t JOIN people_searchword w ON w.id = t.word_id GROUP BY 1")
        kept = dict(cursor.fetchall())
        for text in (each for each in TYPED if not any(letter.isdigit() for letter in each)):
            typed = words_typed(text)
            cursor.execute(
                "SELECT t, w.word::text, similarity(w.word, t)::float8 FROM unnest(%s::text[]) t CROSS JOIN people_searchword w", [typed]
            )
            alike = {(one, word): value for one, word, value in cursor.fetchall()}
            best = {child_id: [max(score(one, word, alike) for word in words) for one in typed] for child_id, words in kept.items()}
            wanted = {child_id: round(sum(scores), 3) for child_id, scores in best.items() if all(scores)}
            for few_ties in (0, 1, 1000):
                assert {child_id: float(points) for child_id, points in found(standing, text, few_ties=few_ties)} == pytest.approx(wanted, abs=0.002), text


# Twelve children of one name, made one by one, and a list that holds ten: two tenths of a second.
def test_where_more_match_than_a_list_holds_the_very_words_come_before_those_that_look_like_them(area, children, ellis):
    same = {making.child(area, forename="Muhammad", surname="Smith").pk for _ in range(11)} | {children["Muhammad Smith"].pk}
    standing = stand(ellis, ON)
    for few_ties in (0, 1000):
        first = [child_id for child_id, _ in found(standing, "muhammad smith", most=10, few_ties=few_ties)][:10]
        assert len(first) == 10 and set(first) <= same


# Eleven children are made one by one: two tenths of a second.
def test_what_involvement_opens_beside_an_area_is_found_with_the_areas_own(area, children, ellis):
    other = making.area("Thornmouth")
    away = making.child(other, forename="Amy", surname="Smith", worker=ellis)
    closed = making.child(area, forename="Amy", surname="Smith", worker=ellis, closed_list_on=ON)
    mine = making.child(area, forename="Amy", surname="Smith", worker=ellis)
    for of, told in ((other, {}), (area, {"closed_list_on": ON}), (other, {"closed_list_on": ON})):  # nobody here is involved with these
        making.child(of, forename="Amy", surname="Smith", **told)
    elsewhere = making.officer(making.area("Northmarsh"))
    standing = stand(ellis, ON)
    very = {away.pk, closed.pk, mine.pk, children["Amy Smith"].pk}
    assert {child_id for child_id, score in search(standing, "amy smith") if score == 6} == very
    assert [child_id for child_id, _ in search(standing, "smith amy")][:4] == sorted(very)
    assert search(stand(elsewhere, ON), "amy smith") == []


def test_every_word_typed_must_be_there(children, ellis):
    standing = stand(ellis, ON)
    assert {child_id for child_id, _ in search(standing, "Smith Amy")} == {children["Amy Smith"].pk, children["Amy Smithson-Jones"].pk}
    assert search(standing, "Smith Amy Zebedee") == []


def test_no_search_reads_the_ties_from_end_to_end(children, ellis):
    standing = stand(ellis, ON)
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
        cursor.execute("SET LOCAL enable_seqscan = off")  # so that it is done only where there is no other way

        def whole_readings():
            cursor.execute(
                "SELECT sum(pg_stat_get_xact_numscans(c)) FROM unnest(ARRAY['people_childword', 'people_child', 'people_searchword']::regclass[]) c"
            )
            return cursor.fetchone()[0]

        before = whole_readings()
        for typed in TYPED:
            for few_ties in (0, 1000):
                found(standing, typed, few_ties=few_ties)
        assert whole_readings() == before
