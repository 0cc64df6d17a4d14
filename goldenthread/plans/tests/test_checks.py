"""What code says of a plan while it is written. No database: a snapshot is made by hand."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.law import wording
from goldenthread.law.cite import Force
from goldenthread.plans import checks
from goldenthread.plans.snapshot import FIELDS, ChildSaid, LineSaid, PlanSaid, Said

ON = date(2026, 11, 23)


def child(born: date = date(2016, 3, 9)) -> ChildSaid:
    return ChildSaid(uuid4(), "Kai", "Alder", "Kai", born)


def source(kind: str = "psychology") -> Said:
    return Said(1, "As they said it.", "Owen Pritchard", kind)


def line(kind: str = "need", section: str = "", **said) -> LineSaid:
    section = section or {"need": "B", "outcome": "E", "provision": "F", "aspiration": "A", "view": "A", "none": "C"}[kind]
    return LineSaid(**{"id": uuid4(), "section": section, "kind": kind, "text": f"A {kind}.", "sources": (source(),), **said})


def plan(*lines: LineSaid, kind: str = "draft", born: date = date(2016, 3, 9)) -> PlanSaid:
    return PlanSaid(uuid4(), 1, kind, "2026", ON, child(born), tuple(lines))


def linked(upper: LineSaid, lower: LineSaid) -> tuple[LineSaid, LineSaid]:
    return replace(upper, lowers=(*upper.lowers, lower.id)), replace(lower, uppers=(*lower.uppers, upper.id))


def codes(*lines: LineSaid, of: LineSaid | None = None, **fields) -> set[str]:
    found = checks.findings(plan(*lines, **fields))
    return {one.code for one in found if of is None or one.line_id == of.id}


def alone(given: LineSaid, **fields) -> set[str]:
    return {one.code for one in checks.of_line(given, plan(given, **fields))}


# Words that do not specify or quantify

VAGUE = [
    ("Kai will have access to a speech therapist.", ["access to"]),
    ("Regular sessions with a mentor.", ["Regular"]),
    ("Sessions held regularly.", ["regularly"]),
    ("Opportunities for turn-taking.", ["Opportunities for"]),
    ("An opportunity to talk at break.", ["opportunity to"]),
    ("Help as required, and breaks when needed.", ["as required", "when needed"]),
    ("A laptop where possible.", ["where possible"]),
    ("Input from the therapist.", ["Input from"]),
    ("Up to 30 minutes a day.", ["Up to"]),
    ("up to an hour", ["up to"]),
    ("Kai would benefit from a quiet room.", ["would benefit from"]),
    ("Kai should be encouraged to join in.", ["should be encouraged"]),
    ("Support as and when necessary.", ["as and when necessary"]),
    ("A range of strategies such as cards.", ["A range of", "such as"]),
    ("An HLTA or equivalent.", ["or equivalent"]),
    ("Occasional visits, subject to availability.", ["Occasional", "subject to availability"]),
    ("Access To\ta lift", ["Access To"]),
]
PLAIN = [
    "Kai forms irregular verbs wrongly.",
    "Teaching of regular verbs for 20 minutes each day.",
    "A teacher keeps the book up to date.",
    "Reading up to the end of the book.",
    "Checks as required by law.",
    "Wheelchair access to the hall by a fixed ramp.",
    "Kai said “I want access to the garden as required”.",
    "Kai calls it ‘regular time’ and sits down.",
    "Kai asks for \"regular chips\" at lunch.",
    "The accessible toilet is on the ground floor.",
    "Opportunity knocks.",
    "The adult counts to ten.",
    "Kai’s therapist reports to Kai’s parents’ group each term.",
    "",
]


@pytest.mark.parametrize(("text", "words"), VAGUE)
def test_words_that_leave_room_for_doubt_are_found_where_they_stand(text, words):
    found = wording.vague(text)
    assert [each.words for each in found] == words
    assert all(text[each.start : each.end] == each.words and each.instead for each in found)


@pytest.mark.parametrize("text", PLAIN)
def test_words_that_only_look_vague_or_are_quoted_are_left_alone(text):
    assert wording.vague(text) == ()


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_without_a_fault(text):
    blanked = wording.without_quotations(text)
    assert len(blanked) == len(text)
    for each in wording.vague(text):
        assert text[each.start : each.end] == each.words
    assert isinstance(alone(line("provision", text=text)), set)
    assert isinstance(alone(line("outcome", text=text)), set)


@given(st.text(string.ascii_lowercase + " ", max_size=40), st.sampled_from(["access to", "as required", "opportunities for"]))
def test_quotation_marks_take_any_vague_words_out_of_reach(rest, words):
    assert [each.words for each in wording.vague(f"{words} {rest.replace('“', '')}")][:1] == [words] or rest.strip().startswith("by ")
    assert wording.vague(f"“{words} {rest}”") == ()


# Provision

FULL = {"deliverer": "Speech and language therapist", "skill": "HCPC registered", "minutes": 30, "times": 1, "per": "week"}


def test_provision_that_says_everything_is_left_alone():
    assert not {"vague", "not_specified"} & alone(line("provision", text="Direct therapy for expressive language.", **FULL))


@pytest.mark.parametrize(
    ("without", "said"),
    [("deliverer", "who gives it"), ("minutes", "how long each time"), ("per", "how often"), ("times", "how often"), ("skill", "with what skill")],
)
def test_provision_says_who_how_often_how_long_and_with_what_skill(without, said):
    given = line("provision", text="Direct work on language.", **{**FULL, without: None if without in ("minutes", "times") else ""})
    found = [one for one in checks.of_line(given, plan(given)) if one.code == "not_specified"]
    assert len(found) == 1 and said in found[0].sentence


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("A trained teaching assistant will read with Kai for 20 minutes every day.", []),
        ("Therapy by a qualified speech therapist, two 30-minute sessions each week.", []),
        ("Kai is taught by a qualified teacher of the deaf for one hour per week.", []),
        ("One adult trained in autism is with Kai at all times, by an assistant.", []),
        ("Help with reading.", ["who gives it", "how often", "how long each time", "with what skill or training"]),
        ("A quiet room.", ["who gives it", "how often", "how long each time", "with what skill or training"]),
        ("Kai is visited by a nurse weekly.", ["how long each time"]),
    ],
)
def test_what_the_words_themselves_say_need_not_be_said_again(text, missing):
    assert checks.missing_parts(line("provision", text=text)) == missing


def test_in_section_f_doubt_stops_issue_and_elsewhere_it_is_guidance():
    for section, stops, force in (("F", True, Force.DUTY), ("G", False, Force.GUIDANCE)):
        given = line("provision", section=section, text="Access to a physiotherapist.", **FULL)
        vague = next(one for one in checks.of_line(given, plan(given)) if one.code == "vague")
        assert (vague.stops, vague.force) == (stops, force)


def test_care_that_teaches_belongs_in_f():
    assert "educates" in alone(line("provision", section="G", text="A therapist teaches Kai to use a communication aid.", sources=(source("medical"),)))
    assert "educates" not in alone(line("provision", section="G", text="A nurse gives Kai his feed at noon.", sources=(source("medical"),)))
    assert "educates" not in alone(line("provision", section="G", text="A nurse trains staff to give the feed: training for staff.", sources=(source("medical"),)))
    assert "not_education" in alone(line("provision", text="A nurse gives Kai his feed at noon.", sources=(source("medical"),)))
    assert "not_education" not in alone(line("provision", text="A nurse gives Kai his feed at noon.", sources=(source("medical"), source("education"))))


# Outcomes


@pytest.mark.parametrize(
    ("text", "is_provision"),
    [
        ("Kai will have access to speech and language therapy.", True),
        ("Kai will receive weekly physiotherapy sessions.", True),
        ("Weekly speech therapy.", True),
        ("To have one to one support in class.", True),
        ("Kai will be supported by an adult.", True),
        ("By July 2027 Kai will ask a friend to play, without help, on three days of five.", False),
        ("Kai will read 50 words with an adult’s help.", False),
        ("Kai will attend a social skills group so that he can join in games.", False),
        ("Kai will walk to school by himself.", False),
        ("Kai can tell an adult that he needs a break.", False),
        ("Kai says: “I will have access to a laptop”.", False),
    ],
)
def test_an_outcome_is_a_change_in_the_child_and_no_service(text, is_provision):
    assert ("outcome_is_provision" in alone(line("outcome", text=text))) is is_provision


def test_an_outcome_says_by_when_and_how_it_will_be_known():
    assert {"no_date", "no_measure"} <= alone(line("outcome"))
    assert not {"no_date", "no_measure"} & alone(line("outcome", by_when=date(2027, 7, 1), measure="His teacher counts the words each half term."))


# The thread


def test_a_need_that_no_provision_is_for_stops_issue_in_b():
    need = line("need")
    found = next(one for one in checks.findings(plan(need)) if one.code == "need_unmet")
    assert found.stops and found.force is Force.DUTY and found.line_id == need.id
    elsewhere = line("need", section="C")
    assert not next(one for one in checks.findings(plan(elsewhere)) if one.code == "need_unmet").stops


def test_provision_reaches_a_need_directly_or_by_an_outcome():
    need, provision = linked(line("need"), line("provision"))
    assert "need_unmet" not in codes(need, provision)
    need, outcome = linked(line("need"), line("outcome"))
    outcome, provision = linked(outcome, line("provision"))
    assert not {"need_unmet", "need_without_outcome", "outcome_unserved", "outcome_without_need", "provision_for_nothing"} & codes(need, outcome, provision)


def test_an_outcome_that_nothing_serves_and_provision_for_nothing_are_named():
    outcome, provision = line("outcome"), line("provision")
    assert {"outcome_unserved", "outcome_without_need"} <= codes(outcome, provision, of=outcome)
    assert "provision_for_nothing" in codes(outcome, provision, of=provision)


@pytest.mark.parametrize("section", ["B", "C", "D", "E", "F", "G", "H1", "H2"])
def test_a_line_from_nowhere_stops_issue(section):
    kind = "outcome" if section == "E" else "provision" if section in ("F", "G", "H1", "H2") else "need"
    given = line(kind, section=section, sources=())
    assert next(one for one in checks.of_line(given, plan(given)) if one.code == "no_source").stops
    assert "no_source" not in alone(replace(given, sources=(source(),)))


def test_that_there_is_nothing_has_a_source_too_and_stands_alone():
    nothing = line("none", section="C", sources=())
    assert "no_source" in alone(nothing)
    assert "none_and_some" in codes(nothing, line("need", section="C"))
    assert "none_and_some" not in codes(nothing)


# Sections and the whole


def test_a_section_without_a_line_is_named_with_what_may_be_said_instead():
    found = {one.section: one for one in checks.findings(plan()) if one.code == "section_empty"}
    assert list(found) == ["A", "B", "C", "D", "E", "F", "G", "H1", "H2", "J", "K"]
    assert "or say: “No health needs" in found["C"].sentence and "or say" not in found["F"].sentence
    assert "I" in {one.section for one in checks.findings(plan(kind="final")) if one.code == "section_empty"}


def test_h1_is_for_those_under_eighteen():
    given = line("provision", section="H1")
    assert "h1_adult" in alone(given, born=date(2008, 11, 23))
    assert "h1_adult" not in alone(given, born=date(2008, 11, 24))


def test_a_draft_that_names_a_setting_may_not_be_issued_as_one():
    given = line("setting", section="I", text="Hill School")
    assert "names_setting" in alone(given)
    assert "names_setting" not in alone(given, kind="final")


@pytest.mark.parametrize(("born", "asked"), [(date(2013, 8, 31), True), (date(2013, 9, 1), False)])
def test_from_year_nine_a_plan_prepares_for_adult_life(born, asked):
    assert ("adulthood" in codes(born=born)) is asked
    work = line("provision", theme="employment")
    assert "adulthood" not in codes(work, born=born)
    missing = {one.sentence for one in checks.findings(plan(work, born=born)) if one.code == "adulthood_theme"}
    assert len(missing) == (3 if asked else 0)


def test_before_year_nine_a_plan_that_looks_ahead_to_nothing_is_told_so_and_nothing_stops_it():
    primary = date(2017, 3, 9)
    early = [one for one in checks.findings(plan(line("outcome"), born=primary)) if one.code == "adulthood_early"]
    assert len(early) == 1 and not early[0].stops
    assert "adulthood_early" not in codes(line("outcome", theme="living"), born=primary)
    assert "adulthood_early" not in codes(line("outcome"), born=date(2022, 9, 9)), "before Year 1 nothing is said"


def test_words_marked_as_the_childs_own_are_in_the_childs_voice():
    assert "not_own_voice" in alone(line("view", said_by="child", text="Kai likes trains."))
    assert "not_own_voice" not in alone(line("view", said_by="child", text="I like trains. Kai is my name."))
    assert "not_own_voice" not in alone(line("view", said_by="parent", text="Kai likes trains."))
    assert "no_voice" in alone(line("view", text="I like trains."))
    assert "first_person" in alone(line("need", text="I find reading hard."))
    assert "first_person" not in alone(line("need", text="Kai says “I find reading hard”."))


def test_section_a_holds_the_child_and_a_parent_each_with_where_it_was_said():
    child_said, parent_said = (line("view", said_by=who, text="I like trains.") for who in ("child", "parent"))
    assert not {"no_childs_voice", "no_parents_voice", "view_undated"} & codes(child_said, parent_said)
    assert "no_parents_voice" in codes(child_said) and "no_childs_voice" in codes(parent_said)
    assert "no_parents_voice" not in codes(child_said, born=date(2009, 1, 1)), "a young person speaks for themself"
    assert "view_undated" in alone(line("view", said_by="child", text="I like trains.", sources=()))


def test_another_childs_name_stops_issue_and_the_childs_own_does_not():
    given = line("need", text="Tom needs help. Kai Alder does not. Tomorrow he rests.")
    found = [one for one in checks.findings(plan(given), names=("Tom", "Kai", "Kai Alder", "Wren")) if one.code == "other_child"]
    assert [one.words for one in found] == ["Tom"] and found[0].stops


def test_every_finding_says_what_to_do_and_where_that_is_written():
    lines = [line("provision", text="Access to help.", sources=()), line("outcome", text="Weekly therapy."), line("need", text="I am tired."), line("view", text="x")]
    found = checks.findings(plan(*lines, born=date(2010, 1, 1)), names=("x",))
    assert len({one.code for one in found}) > 12
    for one in found:
        assert one.sentence.endswith((".", "”.")) and one.citation.text and one.force_words in ("Law", "Guidance", "Local rule")


def test_findings_come_in_the_order_of_the_plan_and_are_counted_by_section():
    found = checks.findings(plan(line("provision", text="Access to help."), line("need")))
    order = "A B C D E F G H1 H2 I J K".split()
    places = [order.index(one.section) for one in found]
    assert places == sorted(places)
    counted = checks.counts(found)
    assert sum(number for number, _ in counted.values()) == len(found)
    assert sum(stops for _, stops in counted.values()) == len(checks.stopping(found))


TEXTS = st.one_of(st.text(max_size=60), st.sampled_from([text for text, _ in VAGUE]))
KINDS = st.sampled_from([("need", "B"), ("need", "C"), ("outcome", "E"), ("provision", "F"), ("provision", "H2"), ("view", "A"), ("none", "D")])


@st.composite
def whole_plans(draw):
    lines = [line(kind, section=section, text=draw(TEXTS), sources=draw(st.sampled_from([(), (source(),)]))) for kind, section in draw(st.lists(KINDS, max_size=6))]
    for _ in range(draw(st.integers(0, 4)) if len(lines) > 1 else 0):
        a, b = draw(st.permutations(range(len(lines))))[:2]
        lines[a], lines[b] = linked(lines[a], lines[b])
    return plan(*lines, born=draw(st.dates(date(2001, 1, 1), date(2025, 1, 1))))


# A hundred made-up plans: half a second.
@given(whole_plans())
def test_the_same_plan_is_always_found_the_same_and_every_finding_is_about_it(told):
    found = checks.findings(told)
    assert found == checks.findings(told)
    ids = {each.id for each in told.lines}
    assert {one.line_id for one in found} <= ids | {None}


@given(whole_plans())
def test_a_source_on_every_line_leaves_none_that_comes_from_nowhere(told):
    traced = replace(told, lines=tuple(replace(each, sources=(source(),)) for each in told.lines))
    assert "no_source" not in {one.code for one in checks.findings(traced)}


def test_what_a_line_says_is_known_by_the_same_names_everywhere():
    assert set(FIELDS) <= set(LineSaid.__dataclass_fields__)
