"""What changed between two texts and two versions, and what a version is as data."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.refusals import Refused
from goldenthread.plans import actions, compare, snapshot
from goldenthread.plans.compare import ADDED, SAME, TAKEN_OUT, Part
from goldenthread.plans.models import Link, Version
from goldenthread.plans.sections import names, template

from . import making
from .making import ON, worker_of
from .test_checks import line, plan


@given(st.text(max_size=120), st.text(max_size=120))
def test_the_parts_of_a_comparison_give_both_texts_whole(before, after):
    parts = compare.words(before, after)
    assert "".join(part.text for part in parts if part.what != TAKEN_OUT) == after
    assert "".join(part.text for part in parts if part.what != ADDED) == before


WORDS = st.lists(st.sampled_from("Kai reads with an adult for 20 minutes each day .".split()), max_size=14).map(" ".join)


@given(WORDS, WORDS)
def test_so_do_those_of_two_sentences_that_share_words(before, after):
    parts = compare.words(before, after)
    assert "".join(part.text for part in parts if part.what != TAKEN_OUT) == after
    assert "".join(part.text for part in parts if part.what != ADDED) == before


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("Kai reads.", "Kai reads.", [Part(SAME, "Kai reads.")]),
        ("", "New", [Part(ADDED, "New")]),
        ("Old", "", [Part(TAKEN_OUT, "Old")]),
        ("20 minutes a day", "30 minutes a day", [Part(TAKEN_OUT, "20"), Part(ADDED, "30"), Part(SAME, " minutes a day")]),
        ("each school day", "every other day", [Part(TAKEN_OUT, "each school"), Part(ADDED, "every other"), Part(SAME, " day")]),
        ("Kai’s book", "Kai’s books", [Part(SAME, "Kai’s "), Part(TAKEN_OUT, "book"), Part(ADDED, "books")]),
    ],
)
def test_words_are_compared_whole(before, after, parts):
    assert list(compare.words(before, after)) == parts


def test_lines_of_two_versions_are_known_by_their_lineage():
    kept, changed, gone = (line(lineage=uuid4(), text=text) for text in ("Kept.", "Changed.", "Gone."))
    before = plan(kept, changed, gone)
    after = plan(replace(kept, id=uuid4()), replace(changed, id=uuid4(), text="Changed much.", primary=True), line("outcome", lineage=uuid4(), text="New."))
    found = {(change.after or change.before).text: change.what for change in compare.versions(before, after)}
    assert found == {"Kept.": SAME, "Changed much.": "changed", "Gone.": TAKEN_OUT, "New.": ADDED}
    much = next(change for change in compare.versions(before, after) if change.what == "changed")
    assert much.fields == (("Main need", "no", "yes"),)


def test_the_same_plan_is_the_same_bytes_and_another_word_another_digest():
    told = plan(line(text="Kai reads."), line("outcome", text="Kai reads 50 words."))
    again = replace(told, lines=tuple(replace(each, changed_by_id=7) for each in told.lines))
    assert snapshot.digest(told) == snapshot.digest(again)
    other = replace(told, lines=(replace(told.lines[0], text="Kai reads!"), told.lines[1]))
    assert snapshot.digest(told) != snapshot.digest(other)
    assert json.loads(snapshot.canonical(told))["format"] == "golden-thread-plan/1"


def test_every_template_has_every_section_that_the_law_asks_for():
    assert "2026" in names()
    for name in names():
        assert [section.letter for section in template(name).sections] == "A B C D E F G H1 H2 I J K".split()
    with pytest.raises(KeyError):
        template("../2026")


@pytest.mark.django_db
def test_a_sealed_version_says_what_it_said_and_a_change_breaks_the_seal():
    version = making.draft()
    worker, text = worker_of(version.child), making.line(version, text="Kai reads little.")
    kept = actions.seal(version=version, by=worker, on=ON)
    assert kept == snapshot.digest(snapshot.of(Version.objects.get(pk=version.pk), on=ON)) and len(kept) == 64
    text.version = version
    actions.change_line(line=text, said={"text": "Kai reads."}, revision=1, by=worker, on=ON)
    assert Version.objects.get(pk=version.pk).digest == ""


@pytest.mark.django_db
def test_an_amended_version_begins_as_a_copy_with_sources_links_and_lineage():
    version = making.draft()
    worker = worker_of(version.child)
    making.advice(version.child, "psychology", "Kai reads little.", {"text": "Kai reads 50 words.", "kind": "outcome"})
    actions.take_in_advice(version=version, by=worker, on=ON)
    need, outcome = (version.lines.get(section=letter) for letter in "BE")
    actions.link(upper=need, lower=outcome, by=worker, on=ON)
    gone = making.line(version, text="Taken out before.")
    actions.remove_line(line=gone, by=worker, on=ON)
    actions.give_up_version(version=version, why="For the test", by=worker, on=ON)
    later = actions.start_draft(child=version.child, earlier=version, by=worker, on=ON)
    before, after = snapshot.of(version), snapshot.of(later)
    assert [each.lineage for each in before.lines] == [each.lineage for each in after.lines]
    assert not {each.id for each in before.lines} & {each.id for each in after.lines}
    assert [source.words for source in after.in_section("B")[0].sources] == ["Kai reads little."]
    assert Link.objects.filter(lower__version=later).count() == 1
    assert all(change.what == SAME for change in compare.versions(before, after))


@pytest.mark.django_db
def test_an_issued_version_never_changes_again():
    """The actions say so; the database holds it where something else should try."""
    from django.db import DatabaseError, transaction

    from goldenthread.plans.models import Plan

    version = making.draft()
    worker, text = worker_of(version.child), making.line(version)
    made = Plan.objects.create(child=version.child, area=version.area, made_on=ON)
    Version.objects.filter(pk=version.pk).update(plan=made, issued_on=ON, issued_by=worker, digest="0" * 64)
    text.version = Version.objects.get(pk=version.pk)
    with pytest.raises(Refused, match="never changes"):
        actions.change_line(line=text, said={"text": "Other"}, revision=1, by=worker, on=ON)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        version.lines.update(text="Other")
