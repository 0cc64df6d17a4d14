"""The pages of a plan's life: what each lets its reader do, and what it refuses in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from goldenthread.core import clock
from goldenthread.improvement import actions
from goldenthread.improvement.models import Inspection, Milestone, PlanRole, PlanVersion, Rating, UnplacedText
from goldenthread.improvement.standing_now import stands
from tests import making

from .living import action_of, plan_of

pytestmark = pytest.mark.django_db
ON = making.TODAY


@pytest.fixture(autouse=True)
def still(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_on(ON):
        yield


@pytest.fixture
def plan():
    return plan_of("coloured")


@pytest.fixture
def head(plan):
    return making.somebody("head_of_send", of=plan.area)


@pytest.fixture
def signed_in(client, head):
    client.force_login(head)
    return client


@pytest.fixture
def owner(plan, head):
    """A coordinator who holds the role of one action and sees no plan otherwise."""
    person = making.somebody("coordinator", name="Ellis Marsh", of=plan.area)
    actions.hold_role(role=PlanRole.objects.get(words="P Rowe"), user=person, from_on=ON, by=head, on=ON)
    return person


def at(name: str, *args) -> str:
    return reverse(f"improvement:{name}", args=args)


def day(name: str, said: date) -> dict[str, str]:
    return {f"{name}-day": str(said.day), f"{name}-month": str(said.month), f"{name}-year": str(said.year)}


def sent(client, address: str, **said):
    """Fill in the form at an address as its page gives it, and send it."""
    return client.post(address, hidden_in(client.get(address)) | said)


def hidden_in(answer) -> dict[str, str]:
    """The hidden fields of a page's form."""
    page = html.fromstring(answer.content.decode())
    return {one.get("name"): one.get("value") or "" for one in page.xpath("//main//form//input[@type='hidden']") if one.get("name") != "csrfmiddlewaretoken"}


# Opens every page once: a third of a second.
@pytest.mark.parametrize("shape", ["coloured", "lettered", "half_yearly", "outcomes"])
def test_every_page_of_every_shape_opens(signed_in, plan, shape):
    other = plan if shape == "coloured" else plan_of(shape, area=plan.area)
    action = other.sections.first().groups.first().actions.first()
    actions.take_version(plan=other, by=making.somebody("head_of_send", of=plan.area), on=ON)
    inspection = Inspection.objects.create(area=plan.area, title="An inspection")
    text = UnplacedText.objects.filter(plan=other).first()
    addresses = [at(name, other.pk) for name in ("plan", "progress", "quarter", "scale", "to_mend", "unplaced", "changes", "versions", "take_version", "add_partner")]
    addresses += [at(name) for name in ("plans", "my_actions", "roles", "promised", "inspections", "new_inspection", "evaluate")]
    addresses += [at(name, other.pk, action.pk) for name in ("action", "tell", "rate", "mend_date")]
    addresses += [at("add", other.pk, action.pk, kind) for kind in ("task", "cost", "evidence", "wait", "role", "finding", "milestone")]
    addresses += [at("rate_milestone", other.pk, one.action_id, one.pk) for one in Milestone.objects.filter(action__group__section__plan=other)[:1]]
    addresses += [at("mend", other.pk, "action", action.pk), at("mend", other.pk, "group", action.group_id), at("mend", other.pk, "section", action.group.section_id)]
    addresses += [at(name, other.pk, 1) for name in ("version", "sign", "stage")]
    addresses += [at(name, inspection.pk) for name in ("inspection", "change_inspection", "add_finding")]
    addresses += [at(name, role.pk) for role in PlanRole.objects.all()[:1] for name in ("hold_role", "role_partner")] + ([at("place", other.pk, text.pk)] if text else [])
    assert [(address, answer) for address in addresses if (answer := signed_in.get(address).status_code) != 200] == []


def test_an_owner_says_how_far_it_is_and_rates_on_one_form(client, plan, owner):
    client.force_login(owner)
    action = action_of(plan, "1.1")
    assert "Agree who sits in it" in client.get(at("my_actions")).content.decode()
    answer = sent(client, at("tell", plan.pk, action.pk), words="We met and agreed who sits", colour="blue")
    assert answer["Location"] == at("action", plan.pk, action.pk)
    given = Rating.objects.get(given_on=ON)
    assert (given.colour, given.reason, given.quarter_on) == ("blue", "We met and agreed who sits", date(2026, 12, 31))
    page = client.get(at("action", plan.pk, action.pk)).content.decode()
    assert "We met and agreed who sits" in page
    assert "Ellis Marsh" in page


def test_the_same_form_sent_twice_is_told_once(client, plan, owner):
    client.force_login(owner)
    action = action_of(plan, "1.1")
    said = hidden_in(client.get(at("tell", plan.pk, action.pk))) | {"words": "We met", "colour": "stays"}
    assert [client.post(at("tell", plan.pk, action.pk), said).status_code for _ in range(2)] == [302, 302]
    assert action.progress.count() == 1


def test_an_owner_sees_no_other_action_and_no_plan(client, plan, owner):
    client.force_login(owner)
    assert client.get(at("action", plan.pk, action_of(plan, "1.3").pk)).status_code == 404
    assert client.get(at("plan", plan.pk)).status_code == 403
    assert client.get(at("tell", plan.pk, action_of(plan, "1.3").pk)).status_code == 404


def test_a_board_member_reads_an_action_and_tells_nothing(client, plan):
    client.force_login(making.somebody("board_member", of=plan.area))
    action = action_of(plan, "1.1")
    page = client.get(at("action", plan.pk, action.pk)).content.decode()
    assert "Say how far it is" not in page
    assert client.get(at("tell", plan.pk, action.pk)).status_code == 403


def test_a_form_that_says_nothing_is_told_by_the_field_and_keeps_what_was_typed(client, plan, owner):
    client.force_login(owner)
    address = at("tell", plan.pk, action_of(plan, "1.1").pk)
    page = sent(client, address, words="", colour="blue", **{"expected_on-day": "31", "expected_on-month": "9", "expected_on-year": "2026"}).content.decode()
    assert "Say how far it is" in page
    assert "real date" in page
    assert 'value="31"' in page


def test_the_colour_that_waits_asks_for_what(client, plan, owner):
    client.force_login(owner)
    address = at("tell", plan.pk, action_of(plan, "1.1").pk)
    assert "Say which action it waits for" in sent(client, address, words="It waits", colour="pink").content.decode()
    other = action_of(plan, "1.3")
    assert sent(client, address, words="It waits", colour="pink", needs=str(other.pk)).status_code == 302
    assert "Review every contract" in client.get(at("action", plan.pk, action_of(plan, "1.1").pk)).content.decode()


def test_an_impossible_date_is_mended_by_page_and_both_are_shown(signed_in, plan):
    action = action_of(plan, "1.2")
    assert "31/09/2024 is not a day in the calendar" in signed_in.get(at("to_mend", plan.pk)).content.decode()
    assert sent(signed_in, at("mend_date", plan.pk, action.pk), why="The minutes", **day("due_on", date(2024, 9, 30))).status_code == 302
    page = signed_in.get(at("plan", plan.pk)).content.decode()
    assert "31/09/2024" in page
    assert "30 September 2024" in page
    assert "Printed: 31/09/2024" in signed_in.get(at("action", plan.pk, action.pk)).content.decode()


def test_actions_that_nobody_answers_for_are_named(signed_in, plan):
    other = plan_of("outcomes", area=plan.area)
    page = signed_in.get(at("to_mend", other.pk)).content.decode()
    assert "EHC11" in page
    mine = signed_in.get(at("to_mend", plan.pk)).content.decode()
    assert reverse("improvement:action", args=[plan.pk, action_of(plan, "1.3").pk]) not in mine


def test_a_group_that_the_plan_rates_together_is_rated_by_page_and_shown_with_its_quarters(signed_in, plan):
    other = plan_of("lettered", area=plan.area)
    group = action_of(other, "A2a").group
    address = at("rate_group", other.pk, group.pk)
    assert address in signed_in.get(at("plan", other.pk)).content.decode()
    assert sent(signed_in, address, quarter="2026-09-30", period="March 2025", colour="amber", reason="Half are trained").status_code == 302
    page = signed_in.get(at("plan", other.pk)).content.decode()
    assert page.index("March 2025") < page.index("Amber", page.index("March 2025"))
    assert "Not rated yet" not in page


def test_whoever_mends_second_sees_why_and_loses_nothing(signed_in, plan, head):
    action = action_of(plan, "1.1")
    address = at("mend", plan.pk, "action", action.pk)
    hidden = hidden_in(signed_in.get(address))
    actions.mend(of=action, words={"owner": "Another"}, by=head, on=ON)
    page = signed_in.post(address, hidden | {"reference": "1.1", "words": "My own words", "owner": "P Rowe"}).content.decode()
    assert "Somebody else changed this record" in page
    assert "My own words" in page


def test_words_are_given_a_place_by_page(signed_in, plan):
    text, action = UnplacedText.objects.filter(plan=plan).first(), action_of(plan, "1.1")
    address = at("place", plan.pk, text.pk)
    assert "Choose an action" in sent(signed_in, address, place="evidence", into="").content.decode()
    assert sent(signed_in, address, place="evidence", into=f"action:{action.pk}").status_code == 302
    assert "Placed" in signed_in.get(at("unplaced", plan.pk)).content.decode()


def test_a_version_is_signed_and_published_by_page(signed_in, plan):
    sent(signed_in, at("add_partner", plan.pk), name="Bristowe ICB")
    sent(signed_in, at("take_version", plan.pk), what_changed="The first", rated_until="2026-09-30")
    assert signed_in.post(at("publish_version", plan.pk, 1)).status_code == 403
    partner = plan.partners.get()
    sent(signed_in, at("sign", plan.pk, 1), partner=str(partner.pk), name="Chief nurse")
    sent(signed_in, at("stage", plan.pk, 1), stage="submitted_on", **day("day", ON))
    assert signed_in.post(at("publish_version", plan.pk, 1)).status_code == 302
    assert PlanVersion.objects.get().published_on == ON
    page = signed_in.get(at("version", plan.pk, 1)).content.decode()
    assert "July to September 2026, locked" in page
    rate = signed_in.get(at("rate", plan.pk, action_of(plan, "1.1").pk)).content.decode()
    assert "October to December 2026" in rate
    assert "July to September 2026" not in rate


def test_what_changed_is_told_between_versions_and_between_days(signed_in, plan, head):
    actions.take_version(plan=plan, by=head, on=ON)
    actions.mend(of=action_of(plan, "1.1"), words={"owner": "Head of SEND"}, why="She left", by=head, on=ON)
    actions.take_version(plan=plan, by=head, on=ON)
    page = signed_in.get(at("version", plan.pk, 2)).content.decode()
    assert "who is responsible" in page
    assert "P Rowe" in page
    days = signed_in.get(at("changes", plan.pk), day("from_on", ON) | day("until_on", ON)).content.decode()
    assert "She left" in days


def test_evidence_waits_for_the_scan_and_is_then_given_out(signed_in, plan):
    action = action_of(plan, "1.1")
    file = SimpleUploadedFile("minutes.txt", b"The group met.", content_type="text/plain")
    sent(signed_in, at("add", plan.pk, action.pk, "evidence"), file=file, shows="The group met", **day("dated_on", ON))
    kept = action.attachments.get()
    answer = signed_in.get(at("attachment", plan.pk, action.pk, kept.pk))
    if kept.file.scan == "clean":
        assert b"".join(answer.streaming_content) == b"The group met."
    else:
        assert answer.status_code == 409
        assert "cannot be opened" in answer.content.decode()


def test_a_finding_leads_down_to_what_answers_it_and_a_strength_is_not_lost(signed_in, plan):
    sent(signed_in, at("new_inspection"), title="Area SEND inspection", kind="area_send", **day("published_on", date(2024, 5, 1)))
    inspection = Inspection.objects.get(title="Area SEND inspection")
    sent(signed_in, at("add_finding", inspection.pk), kind="weakness", words="Families wait too long")
    sent(signed_in, at("add_finding", inspection.pk), kind="strength", words="Schools listen to families")
    finding, action = inspection.findings.get(kind="weakness"), action_of(plan, "1.3")
    assert "No action answers this" in signed_in.get(at("inspection", inspection.pk)).content.decode()
    sent(signed_in, at("add", plan.pk, action.pk, "finding"), finding=str(finding.pk))
    page = signed_in.get(at("inspection", inspection.pk)).content.decode()
    assert "Review every contract" in page
    assert "Families wait too long" in signed_in.get(at("action", plan.pk, action.pk)).content.decode()
    assert "Schools listen to families" in signed_in.get(at("inspections")).content.decode()


def test_a_rating_of_the_file_and_one_of_a_quarter_say_which_they_are(signed_in, plan, head):
    page = lambda: html.fromstring(signed_in.get(at("plan", plan.pk)).content.decode())  # noqa: E731
    assert "In the file" not in page().text_content()
    actions.rate(of=action_of(plan, "1.1"), colour="red", reason="It was not done", quarter_on=date(2026, 9, 30), by=head, on=ON)
    cell = page().xpath("//td[contains(., 'July to September 2026')]")[0]
    words = [" ".join(part.split()) for part in cell.xpath(".//text()") if part.strip()]
    assert words == ["In the file", "AMBER", "July to September 2026", "Red"]


def test_how_a_plan_stands_is_counted_from_its_ratings(plan, head):
    actions.rate(of=action_of(plan, "1.1"), colour="blue", reason="Done", quarter_on=date(2026, 9, 30), by=head, on=ON)
    found = stands(plan, ON)
    assert found.colours == {"red": 0, "amber": 0, "blue": 2, "pink": 1, "green": 1, "not rated": 0}
    assert (found.sections[0].better, found.sections[0].worse) == (1, 0)
    assert [one.reference for one in found.late] == ["2.1"]


@pytest.mark.parametrize("pounds", ["12k", "-1", "1e99", "NaN"])
def test_a_cost_that_is_no_number_is_told(signed_in, plan, pounds):
    page = sent(signed_in, at("add", plan.pk, action_of(plan, "1.1").pk, "cost"), pounds=pounds).content.decode()
    assert "must be a number of pounds" in page
