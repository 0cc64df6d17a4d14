"""Writing a plan line by line: nothing is lost, and nothing that was issued changes."""

from __future__ import annotations

import pytest

from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.plans import actions
from goldenthread.plans.actions import LineChanged
from goldenthread.plans.models import Line, LineWording, Link, Version
from tests import making as people

from . import making
from .making import ON, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db):
    return making.draft()


@pytest.fixture
def worker(version):
    return worker_of(version.child)


def change(line, worker, revision=None, **said):
    return actions.change_line(line=line, said=said, revision=revision or line.revision, by=worker, on=ON)


def test_a_child_has_one_draft_at_a_time(version, worker):
    with pytest.raises(Refused, match="being written already: version 1"):
        actions.start_draft(child=version.child, by=worker, on=ON)


def test_a_draft_that_was_given_up_makes_way_for_another(version, worker):
    actions.give_up_version(version=version, why="Begun for the wrong request", by=worker, on=ON)
    assert actions.start_draft(child=version.child, by=worker, on=ON).number == 2
    with pytest.raises(Refused, match="given up"):
        making.line(version)


def test_a_draft_is_given_up_with_a_reason(version, worker):
    with pytest.raises(Refused, match="Say why"):
        actions.give_up_version(version=version, why=" ", by=worker, on=ON)


def test_each_wording_of_a_line_is_kept(version, worker):
    line = making.line(version, text="Kai finds reading hard.")
    change(line, worker, text="Kai reads as a child of six does.")
    said = [(each.revision, each.said["text"]) for each in LineWording.objects.filter(line=line)]
    assert said == [(2, "Kai reads as a child of six does."), (1, "Kai finds reading hard.")]


def test_the_second_of_two_who_change_one_line_is_told_and_shown_what_stands(version, worker):
    line = making.line(version, text="Kai finds reading hard.")
    mine, theirs = Line.objects.get(pk=line.pk), Line.objects.get(pk=line.pk)
    change(theirs, worker, text="Kai reads slowly.")
    with pytest.raises(LineChanged) as lost:
        change(mine, worker, revision=1, text="Kai reads little.")
    assert lost.value.now.text == "Kai reads slowly." and lost.value.now.revision == 2
    assert Line.objects.get(pk=line.pk).text == "Kai reads slowly."


def test_two_who_change_different_lines_never_meet(version, worker):
    one, other = making.line(version), making.line(version)
    change(one, worker, text="Kai tires by noon.")
    change(other, worker, text="Kai hears little in a noisy room.")
    assert set(Line.objects.filter(version=version).values_list("text", flat=True)) == {"Kai tires by noon.", "Kai hears little in a noisy room."}


def test_a_line_that_somebody_took_out_is_not_changed_behind_their_back(version, worker):
    line = making.line(version)
    actions.remove_line(line=Line.objects.get(pk=line.pk), by=worker, on=ON)
    with pytest.raises(Refused, match="took this line out"):
        change(line, worker, text="Other words")


def test_a_line_that_was_taken_out_comes_back_with_its_words_and_links(version, worker):
    need, outcome = making.line(version, text="Kai tires by noon."), making.line(version, "outcome")
    actions.link(upper=need, lower=outcome, by=worker, on=ON)
    actions.remove_line(line=need, by=worker, on=ON)
    actions.bring_back_line(line=need, by=worker, on=ON)
    back = Line.objects.get(pk=need.pk)
    assert back.removed_on is None and back.text == "Kai tires by noon." and Link.objects.filter(upper=need).exists()


def test_a_line_stands_only_where_its_kind_belongs(version):
    with pytest.raises(Refused, match=r"Section E does not hold this kind of line \(provision\). It belongs in: F, G, H1, H2"):
        making.line(version, "provision", section="E")
    with pytest.raises(Refused, match="no section Z"):
        making.line(version, "need", section="Z")


def test_a_draft_names_no_setting(version, worker):
    with pytest.raises(Refused, match="Leave section I empty") as refused:
        actions.add_line(version=version, section="I", kind="setting", said={"text": "Hill School"}, by=worker, on=ON)
    assert refused.value.citation.rule == "section 38(5)"


@pytest.mark.parametrize(("to", "order"), [("up", "ACBD"), ("down", "ABDC"), ("first", "CABD"), ("last", "ABDC")])
def test_a_line_moves_among_the_others_of_its_section(version, worker, to, order):
    lines = [making.line(version, text=text) for text in "ABCD"]
    actions.move_line(line=lines[2], to=to, by=worker, on=ON)
    assert "".join(Line.objects.filter(version=version).values_list("text", flat=True)) == order


def test_an_outcome_that_is_really_provision_moves_and_keeps_only_the_links_that_follow(version, worker):
    need, outcome, provision = making.line(version), making.line(version, "outcome"), making.line(version, "provision")
    actions.link(upper=need, lower=outcome, by=worker, on=ON)
    actions.link(upper=outcome, lower=provision, by=worker, on=ON)
    actions.move_line(line=outcome, section="F", kind="provision", by=worker, on=ON)
    assert list(Link.objects.values_list("upper_id", "lower_id")) == [(need.pk, outcome.pk)]


@pytest.mark.parametrize(
    ("upper", "lower", "may"),
    [
        ("aspiration", "need", True), ("need", "outcome", True), ("need", "provision", True), ("outcome", "provision", True),
        ("outcome", "need", False), ("provision", "outcome", False), ("need", "need", False), ("aspiration", "provision", False), ("view", "need", False),
    ],
)  # fmt: skip
def test_the_thread_runs_one_way(version, worker, upper, lower, may):
    above, below = making.line(version, upper), making.line(version, lower)
    if may:
        assert actions.link(upper=above, lower=below, by=worker, on=ON).pk
        return
    with pytest.raises(Refused, match="The thread runs from aspiration to need"):
        actions.link(upper=above, lower=below, by=worker, on=ON)


def test_links_are_chosen_together_and_those_not_chosen_end(version, worker):
    first, second, outcome = making.line(version), making.line(version), making.line(version, "outcome")
    provision = making.line(version, "provision")
    actions.link(upper=first, lower=outcome, by=worker, on=ON)
    actions.set_links(line=outcome, uppers={second.pk}, lowers={provision.pk}, by=worker, on=ON)
    assert set(Link.objects.values_list("upper_id", "lower_id")) == {(second.pk, outcome.pk), (outcome.pk, provision.pk)}


def test_a_link_to_another_childs_plan_is_no_link(version, worker):
    outcome, other = making.line(version, "outcome"), making.line(making.draft(making.child(name="Wren Poole")))
    with pytest.raises(Refused, match="no longer in this plan"):
        actions.set_links(line=outcome, uppers={other.pk}, lowers=(), by=worker, on=ON)


def test_where_a_line_came_from_is_said_once(version, worker):
    line, passage = making.line(version), making.advice(version.child, "psychology", "Kai reads as a child of six.").passages.get()
    for _ in range(2):
        actions.add_source(line=line, passage=passage, by=worker, on=ON)
    assert [source.words for source in line.sources.all()] == ["Kai reads as a child of six."]


def test_advice_about_another_child_is_no_source(version, worker):
    other = making.advice(making.child(name="Wren Poole"), "psychology", "Wren reads little.").passages.get()
    with pytest.raises(Refused, match="about another child"):
        actions.add_source(line=making.line(version), passage=other, by=worker, on=ON)


def test_words_of_the_family_are_a_source(version, worker):
    jo = making.parent(version.child)
    made = actions.add_source(line=making.line(version), adult=jo, words="He cries before school.", said_on=ON, by=worker, on=ON)
    assert made.adult == jo
    with pytest.raises(Refused, match="who of the family"):
        actions.add_source(line=making.line(version), words="He cries.", by=worker, on=ON)
    with pytest.raises(Refused, match="of this child’s family"):
        actions.add_source(line=making.line(version), adult=making.parent(making.child(name="Wren Poole"), "Al Poole"), words="x", by=worker, on=ON)


def test_nothing_is_said_only_of_a_section_that_is_empty(version, worker):
    said = actions.say_nothing_here(version=version, section="C", by=worker, on=ON)
    assert said.text.startswith("No health needs")
    making.line(version, section="D")
    with pytest.raises(Refused, match="holds lines"):
        actions.say_nothing_here(version=version, section="D", by=worker, on=ON)
    with pytest.raises(Refused, match="cannot be left with nothing"):
        actions.say_nothing_here(version=version, section="F", by=worker, on=ON)


def test_a_change_after_somebody_put_the_version_forward_takes_that_back(version, worker):
    line = making.line(version)
    Version.objects.filter(pk=version.pk).update(proposed_on=ON, proposed_by=worker)
    change(Line.objects.get(pk=line.pk), worker, text="Other words")
    assert Version.objects.get(pk=version.pk).proposed_on is None


def test_health_writes_its_own_sections_and_no_other(version):
    clinic = people.body("health")
    people.involve(clinic, version.child, "adviser")
    nurse = people.somebody("health_adviser", clinic)
    line = actions.add_line(version=version, section="C", kind="need", said={"text": "Kai has asthma."}, by=nurse, on=ON)
    assert line.section == "C"
    with pytest.raises(NotAllowed, match="You do not write section B"):
        actions.add_line(version=version, section="B", kind="need", said={"text": "Kai reads little."}, by=nurse, on=ON)


@pytest.mark.parametrize("role", ["psychologist", "head_of_send", "analyst"])
def test_whoever_the_table_does_not_let_write_a_draft_does_not(version, role):
    body = people.body("psychology")
    people.involve(body, version.child, "adviser")
    with pytest.raises(NotAllowed):
        actions.add_line(version=version, section="B", kind="need", said={"text": "x"}, by=people.somebody(role, body), on=ON)


def test_an_event_holds_no_words_of_the_plan(version, worker):
    change(making.line(version, text="Kai is afraid of dogs."), worker, text="Kai is afraid of cats.")
    assert all("afraid" not in str(event.fact) for event in Event.objects.all())
