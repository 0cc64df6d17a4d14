"""A first draft from the advice: every sentence keeps where it came from, and none is dropped."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Document
from goldenthread.plans import actions, assembly, snapshot
from goldenthread.plans.models import Line, Link, Passage, Source
from goldenthread.plans.sentences import alike, plain, sentences
from tests import making as people

from . import making
from .making import ON, worker_of
from .test_checks import plan

# Sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kai reads little. He tires by noon.", ["Kai reads little.", "He tires by noon."]),
        ("Kai needs aids, e.g. a pen grip. He tires.", ["Kai needs aids, e.g. a pen grip.", "He tires."]),
        ("Dr. Amin saw him at 9.30 a.m. on 1.5 mg. Kai slept.", ["Dr. Amin saw him at 9.30 a.m. on 1.5 mg.", "Kai slept."]),
        ("Seen by J. Smith. Kai slept.", ["Seen by J. Smith.", "Kai slept."]),
        ("Kai cannot hear well. This means he sits in front.", ["Kai cannot hear well. This means he sits in front."]),
        ("Kai said “I am tired.” He left.", ["Kai said “I am tired.”", "He left."]),
        ("Needs:\n- Help to dress\n• Help to eat\n2) Sleep", ["Needs:", "Help to dress", "Help to eat", "Sleep"]),
        ("Does he sleep? No! He does not.", ["Does he sleep?", "No!", "He does not."]),
        ("He has a diagnosis of ASD. He is eight.", ["He has a diagnosis of ASD.", "He is eight."]),
        ("  ", []),
        ("No full stop", ["No full stop"]),
    ],
)
def test_a_passage_is_read_as_its_sentences(text, found):
    assert sentences(text) == found


@given(st.text(max_size=300))
def test_no_word_is_lost_between_sentences(text):
    lost = re.sub(r"(?m)^\s*(?:[-–—•*▪◦●]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+", "", "\n".join(text.splitlines()))
    assert "".join("".join(sentences(text)).split()) == "".join(lost.split())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Kai finds it hard to read.", "kai finds it hard to read", True),
        ("Kai has difficulty understanding long spoken instructions.", "He has difficulty in understanding long spoken instructions", True),
        ("Kai can follow two instructions in a busy room.", "Kai cannot follow two instructions in a busy room.", False),
        ("Kai works with an adult for 20 minutes each morning.", "Kai works with an adult for 30 minutes each morning.", False),
        ("Kai works alone for two minutes at a desk.", "Kai works alone for 2 minutes at a desk.", True),
        ("Kai reads little.", "Kai writes little.", False),
        ("Kai is tired.", "Kai is tired.", True),
        ("", "", False),
    ],
)
def test_two_sentences_say_the_same_only_when_nothing_that_matters_differs(one, other, same):
    assert alike(one, other, names=("Kai",)) is same
    assert alike(other, one, names=("Kai",)) is same


@given(st.text(min_size=1, max_size=80))
def test_a_sentence_is_like_itself(text):
    assert alike(text, text) is bool(plain(text))


# Taking advice in

db = pytest.mark.django_db


@pytest.fixture
def version(db):
    return making.draft()


def take_in(version, **fields):
    return actions.take_in_advice(version=version, by=worker_of(version.child), on=ON, **fields)


def sections(version) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in snapshot.of(version).lines:
        found.setdefault(line.section, []).append(line.text)
    return found


@pytest.mark.parametrize(
    ("kind", "passage", "section"),
    [
        ("psychology", {"text": "Kai reads little."}, "B"),
        ("education", {"text": "Kai reads little."}, "B"),
        ("medical", {"text": "Kai has asthma."}, "C"),
        ("medical", {"text": "Kai says few words.", "broad_area": "communication"}, "B"),
        ("education", {"text": "Kai has asthma.", "broad_area": "health"}, "C"),
        ("social_care", {"text": "Kai’s family is tired."}, "D"),
        ("medical", {"text": "Kai smiles often.", "kind": "strength"}, "C"),
        ("education", {"text": "Kai reads 50 words.", "kind": "outcome"}, "E"),
        ("medical", {"text": "Kai sleeps all night.", "kind": "outcome"}, "E"),
        ("education", {"text": "A quiet room.", "kind": "provision"}, "F"),
        ("medical", {"text": "A nurse gives Kai his inhaler at noon.", "kind": "provision"}, "G"),
        ("medical", {"text": "Direct speech therapy to build his vocabulary.", "kind": "provision"}, "F"),
        ("social_care", {"text": "Four hours of short breaks each week.", "kind": "provision"}, "H1"),
        ("social_care", {"text": "A social worker visits each month.", "kind": "provision"}, "H2"),
        ("psychology", {"text": "Kai says that he likes maths.", "kind": "view"}, "A"),
        ("parent_yp", {"text": "We want him to be happy.", "kind": "aspiration"}, "A"),
        ("parent_yp", {"text": "He does not sleep.", "kind": "need", "broad_area": "health"}, "C"),
    ],
)
@db
def test_a_passage_goes_where_its_kind_its_area_and_its_adviser_say(version, kind, passage, section):
    making.advice(version.child, kind, passage)
    take_in(version)
    found = sections(version)
    assert found.pop("K") and found == {section: [passage["text"]]}


@db
def test_from_eighteen_social_care_stands_in_h2():
    version = making.draft(making.child(born=date(2008, 1, 1)))
    making.advice(version.child, "social_care", {"text": "Four hours of short breaks each week.", "kind": "provision"})
    take_in(version)
    assert "H2" in sections(version) and "H1" not in sections(version)


@db
def test_health_that_teaches_stands_in_f_and_the_reason_is_shown(version):
    making.advice(version.child, "medical", {"text": "Direct speech therapy to build his vocabulary.", "kind": "provision"})
    line = assembly.propose(snapshot.of(version), assembly.given(version)).in_section("F")[0]
    assert "educates or trains" in line.why and line.citation.rule == "section 21(5)"


@db
def test_each_sentence_is_a_line_with_its_own_source(version):
    making.advice(version.child, "psychology", "Kai reads as a child of six. He tires by noon. This is worse on Mondays.")
    take_in(version)
    said = [(line.text, [source.words for source in line.sources]) for line in snapshot.of(version).in_section("B")]
    assert said == [
        ("Kai reads as a child of six.", ["Kai reads as a child of six."]),
        ("He tires by noon. This is worse on Mondays.", ["He tires by noon. This is worse on Mondays."]),
    ]


@db
def test_what_two_advisers_say_alike_is_one_line_with_both_as_its_sources(version):
    making.advice(version.child, "education", "Kai has difficulty understanding long spoken instructions.", author="Asha Brook")
    making.advice(version.child, "psychology", "He has difficulty in understanding long spoken instructions.")
    take_in(version)
    (line,) = snapshot.of(version).in_section("B")
    assert [source.words for source in line.sources] == [
        "Kai has difficulty understanding long spoken instructions.", "He has difficulty in understanding long spoken instructions."
    ]  # fmt: skip


@db
def test_provision_that_promises_another_amount_is_another_line(version):
    same = {"text": "Direct work on reading with a trained adult.", "kind": "provision", "times": 1, "per": "day"}
    making.advice(version.child, "education", {**same, "minutes": 20})
    making.advice(version.child, "psychology", {**same, "minutes": 30})
    take_in(version)
    assert sorted(line.minutes for line in snapshot.of(version).in_section("F")) == [20, 30]


@db
def test_what_one_adviser_left_open_another_fills(version):
    same = {"text": "Direct work on reading with a trained adult.", "kind": "provision"}
    making.advice(version.child, "education", same)
    making.advice(version.child, "psychology", {**same, "minutes": 30, "times": 2, "per": "week"})
    take_in(version)
    (line,) = snapshot.of(version).in_section("F")
    assert (line.minutes, line.times, line.per, len(line.sources)) == (30, 2, "week", 2)


@db
def test_what_a_passage_serves_becomes_the_thread(version):
    told = making.advice(version.child, "psychology", "Kai reads little.")
    need = told.passages.get()
    outcome = Passage.objects.create(advice=told, position=2, kind="outcome", text="Kai reads 50 words.")
    outcome.serves.add(need)
    provision = Passage.objects.create(advice=told, position=3, kind="provision", text="A reading programme.")
    provision.serves.add(outcome)
    take_in(version)
    linked = {(a, b) for a, b in Link.objects.values_list("upper__text", "lower__text")}
    assert linked == {("Kai reads little.", "Kai reads 50 words."), ("Kai reads 50 words.", "A reading programme.")}


@db
def test_the_familys_words_stand_in_section_a_as_theirs_and_whole(version):
    amina = people.user("Jo Alder")
    adult = making.parent(version.child, user=amina)
    making.advice(version.child, "parent_yp", {"text": "He is kind. He is funny.", "kind": "view"}, author="Jo Alder", author_role="Mother", user=amina)
    making.advice(version.child, "parent_yp", {"text": "I like trains.", "kind": "view"}, author="Kai", author_role="Young person")
    take_in(version)
    child, parent = snapshot.of(version).in_section("A")
    assert (child.text, child.said_by, child.sources[0].by_child) == ("I like trains.", "child", True)
    assert (parent.text, parent.said_by, parent.adult_id) == ("He is kind. He is funny.", "parent", adult.pk)


@db
def test_a_picture_from_the_child_stands_in_section_a(version):
    stored = StoredFile.objects.create(sha256="a" * 64, size=3, content_type="image/png")
    picture = Document.objects.create(child=version.child, file=stored, kind="picture", title="Me and my train", made_on=ON)
    making.advice(version.child, "parent_yp", author="Kai", author_role="Child", file=picture)
    for _ in range(2):
        take_in(version)
    (line,) = snapshot.of(version).in_section("A")
    assert (line.media_id, line.said_by, line.sources[0].by_child) == (picture.pk, "child", True)


@db
def test_what_has_no_place_is_listed_and_what_the_family_asks_for_is_theirs_to_be_answered(version):
    making.advice(version.child, "psychology", {"text": "Line of a file.", "kind": ""}, {"text": "Page 3 of 9", "kind": "left_out"})
    making.advice(version.child, "parent_yp", {"text": "We want Hill School’s hydrotherapy.", "kind": "provision"})
    proposed = take_in(version)
    assert {passage.text for _, passage, _ in proposed.unplaced} == {"Line of a file.", "We want Hill School’s hydrotherapy."}
    assert [passage.text for _, passage in proposed.left_out] == ["Page 3 of 9"]
    assert set(sections(version)) == {"K"}


@db
def test_looking_first_writes_nothing(version):
    making.advice(version.child, "psychology", "Kai reads little.")
    proposed = assembly.propose(snapshot.of(version), assembly.given(version))
    assert [line.section for line in proposed.lines] == ["B", "K"] and not Line.objects.exists()


@db
def test_doing_it_again_adds_only_what_is_new(version):
    making.advice(version.child, "psychology", "Kai reads little. He tires by noon.")
    take_in(version)
    worker = worker_of(version.child)
    first, second = Line.objects.filter(version=version, section="B")
    actions.change_line(line=first, said={"text": "Kai reads as a child of six."}, revision=1, by=worker, on=ON)
    actions.remove_line(line=second, by=worker, on=ON)
    assert take_in(version).is_empty
    making.advice(version.child, "medical", "Kai has asthma.")
    assert [line.said["text"] for line in take_in(version).lines if line.section != "K"] == ["Kai has asthma."]
    assert sections(version)["B"] == ["Kai reads as a child of six."]


@db
def test_advice_that_is_not_given_yet_is_not_taken_in(version):
    making.advice(version.child, "psychology", "Kai reads little.", given_on=None)
    assert take_in(version).is_empty


@db
def test_only_those_who_write_the_whole_plan_take_advice_in(version):
    clinic = people.body("health")
    people.involve(clinic, version.child, "adviser")
    with pytest.raises(Refused, match="whole plan"):
        actions.take_in_advice(version=version, by=people.somebody("health_adviser", clinic), on=ON)
    with pytest.raises(NotAllowed):
        actions.take_in_advice(version=version, by=people.somebody("analyst"), on=ON)


PASSAGES = st.lists(
    st.tuples(
        st.sampled_from(["psychology", "education", "medical", "social_care", "parent_yp"]), st.sampled_from(["", "view", "aspiration", "strength", "need", "outcome", "provision", "left_out"]),
        st.sampled_from(["", "communication", "health", "care"]), st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60),
    ),
    max_size=8,
)  # fmt: skip


@given(PASSAGES, st.booleans())
def test_every_passage_is_a_line_a_source_or_on_the_list_of_what_has_no_place(passages, adult):
    """Whatever advisers write, no passage is dropped, and no line is without where it came from (save the list in K)."""
    advice = [
        assembly.AdviceSaid(uuid4(), kind, "Somebody", ON, (assembly.PassageSaid(uuid4(), what, text, {"broad_area": area}),))
        for kind, what, area, text in passages
    ]
    proposed = assembly.propose(plan(born=date(2000, 1, 1) if adult else date(2018, 1, 1)), advice)
    placed = {passage.id for line in proposed.lines for _, passage, _ in line.sources if passage}
    accounted = placed | {passage.id for _, passage, _ in proposed.unplaced} | {passage.id for _, passage in proposed.left_out}
    assert accounted == {passage.id for each in advice for passage in each.passages}
    assert all(line.sources for line in proposed.lines if line.section != "K")
    assert not any(line.section == "H1" for line in proposed.lines if adult)


@db
def test_a_long_assembly_asks_no_more_of_the_database_than_a_short_one(version):  # sixty passages: a third of a second
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            take_in(version)
        return len(captured)

    making.advice(version.child, "psychology", "Kai reads little.", {"text": "Kai reads.", "kind": "outcome"})
    few = statements()
    making.advice(version.child, "education", *({"text": f"Kai cannot do thing {number} by himself.", "kind": "need"} for number in range(60)))
    assert statements() <= few + 1
    assert Source.objects.count() == 62
