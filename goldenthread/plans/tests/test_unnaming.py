"""A plan goes to the forum only without names, after a person has read it; its readers judge it, and what they find is counted."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Address, Adult, Attendance, Relationship
from goldenthread.plans import actions, unnaming
from goldenthread.plans.models import Judgement, Line, Plan, UnnamedPlan, Version
from tests import making

pytestmark = pytest.mark.django_db
TODAY = making.TODAY
WORDS = {
    "A": ("view", "Kai loves trains. Kai's friend Bartholomew comes on 3 March 2026 to 1 Mill Lane, ZZ1 1ZZ."),
    "B": ("need", "KAI ALDER reads slowly, says Mill School. Call 07700 900123 or jo@example.org. UPN A999000000001."),
    "E": ("outcome", "Kai cooks a meal for friends."),
}


def issued():
    child = making.child("Kai Alder")
    school = making.school("Mill School")
    Attendance.objects.create(child=child, organisation=school)
    Address.objects.create(child=child, lines="1 Mill Lane", postcode="ZZ1 1ZZ", from_on=date(2020, 1, 1))
    plan = Plan.objects.create(child=child, area=child.area, made_on=TODAY)
    version = Version.objects.create(child=child, area=child.area, plan=plan, number=1, started_on=TODAY, kind="final")
    for section, (kind, text) in WORDS.items():
        Line.objects.create(version=version, section=section, kind=kind, position=1, text=text)
    Version.objects.filter(pk=version.pk).update(issued_on=TODAY, issued_by=making.officer("Mo Brook"), digest="d" * 64)
    version.refresh_from_db()
    return version


def reader(name="Ade Bello"):
    return making.somebody("forum", making.body("forum"), name=name)


def given():
    return actions.give_without_names(version=issued(), also=["Bartholomew"], by=making.somebody("team_manager"), on=TODAY)


@pytest.fixture
def sign_in(client):
    def enter(who):
        client.force_login(who)
        return client

    return enter


def key_of(page):
    return {"form_key": page.content.decode().split('name="form_key" value="')[1].split('"')[0]}


def test_whatever_is_known_to_be_a_name_a_number_a_place_or_a_date_is_taken_out():
    text = " ".join(line["text"] for line in unnaming.lines_of(issued()))
    for name in ("Kai", "KAI", "Alder", "ALDER", "Mill", "ZZ1", "07700", "jo@", "A99900", "March"):
        assert name not in text, (name, text)
    assert "[child]’s friend" in text and "reads slowly, says [school or service]" in text and "[child] cooks a meal for friends." in text


def test_a_name_that_nobody_has_on_record_is_shown_to_the_person_who_reads_and_goes_when_they_say_so():
    version = issued()
    assert unnaming.left_over(unnaming.lines_of(version)) == ["Bartholomew"]
    assert unnaming.left_over(unnaming.lines_of(version, ["Bartholomew"])) == []


def test_nothing_leads_from_a_plan_without_names_to_the_child():
    made = given()
    kept = str([getattr(made, field.name) for field in made._meta.fields])
    assert "Kai" not in kept and "Bartholomew" not in kept and str(Version.objects.get().pk) not in kept
    assert Event.objects.get(verb="plans.give_without_names").subject_id == ""


def test_an_officer_reads_it_first_and_a_parent_of_the_forum_judges_it(sign_in):
    version, boss, ade = issued(), making.somebody("team_manager"), reader()
    client, at = sign_in(boss), f"/children/{version.child_id}/plan/{version.pk}/unnamed"
    page = client.get(at)
    assert "These may be names. Take out those that are: Bartholomew" in page.content.decode()
    again = client.post(at, {**key_of(page), "also": "Bartholomew", "look": "yes"})
    assert "These may be names" not in again.content.decode() and not UnnamedPlan.objects.exists()
    assert "Read every line, and tick the box" in client.post(at, {**key_of(again), "also": "Bartholomew"}).content.decode()
    assert client.post(at, {**key_of(client.get(at)), "also": "Bartholomew", "sure": "yes"}).status_code == 302
    one = UnnamedPlan.objects.get()
    assert client.get(f"/plans-to-judge/{one.pk}").status_code in (403, 404), "whoever writes plans does not judge them"
    forum = sign_in(ade)
    assert "A plan from" in forum.get("/plans-to-judge").content.decode()
    read = forum.get(f"/plans-to-judge/{one.pk}")
    assert "cooks a meal for friends" in read.content.decode() and "Alder" not in read.content.decode()
    refused = forum.post(f"/plans-to-judge/{one.pk}", {**key_of(read), "person_centred": "yes", "broader": "no", "good": "Clear."})
    assert "Say what would be better" in refused.content.decode() and "Clear." in refused.content.decode()
    forum.post(f"/plans-to-judge/{one.pk}", {**key_of(forum.get(f"/plans-to-judge/{one.pk}")), "person_centred": "yes", "broader": "yes"})
    assert Judgement.objects.get().by == ade
    shown = forum.get("/plans-to-judge").content.decode()
    assert "1 (100%)" in shown and "Nothing waits" in shown
    assert forum.get(at).status_code in (403, 404)


def test_a_plan_is_good_only_where_every_reader_says_so_and_each_reads_it_once(sign_in):
    one, ade, sam = given(), reader(), reader("Sam Poole")
    actions.judge(plan=one, person_centred=True, broader=True, good="", better="", by=ade, on=TODAY)
    with pytest.raises(Refused, match="already"):
        actions.judge(plan=one, person_centred=True, broader=True, good="", better="", by=ade, on=TODAY)
    actions.judge(plan=one, person_centred=True, broader=False, good="", better="All of it is about school.", by=sam, on=TODAY)
    page = sign_in(making.somebody("head_of_send")).get("/plans-to-judge").content.decode()
    assert "0 (0%)" in page and "All of it is about school." in page and "Waiting for you" not in page
    with pytest.raises(NotAllowed):
        actions.judge(plan=one, person_centred=True, broader=True, good="", better="", by=making.officer("Priya Nair"), on=TODAY)


def test_whoever_sees_whose_plan_it_is_takes_it_back_and_its_words_are_gone(sign_in):
    one = given()
    assert sign_in(reader()).post(f"/plans-to-judge/{one.pk}/take-back").url == "/plans-to-judge"
    one.refresh_from_db()
    assert one.taken_back_on is not None and one.lines == []
    assert sign_in(reader("Sam Poole")).get(f"/plans-to-judge/{one.pk}").status_code == 404


def test_a_draft_is_not_judged(sign_in):
    version = issued()
    draft = Version.objects.create(child=version.child, area=version.area, plan=version.plan, number=2, started_on=TODAY)
    with pytest.raises(Refused, match="Only a plan that was issued"):
        actions.give_without_names(version=draft, also=[], by=making.somebody("team_manager"), on=TODAY)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Jo likes trains, and so does his sister.", "Jo"), ("Zoe likes trains.", "Zoe"), ("ZOË likes trains.", "ZOË"), ("Ask Mrs O’Neil.", "Neil"),
        ("Zoe\u0308 likes trains.", "Zoe"), ("The Alders live in Mill Lane.", "Alders"), ("The Alders live in Mill Lane.", "Mill Lane"),
        ("Grandma is Mrs Reed.", "Reed"), ("Dad lives at 7 Fell Road.", "Fell"), ("Call +44 7700 900123.", "900123"), ("Call 0044 7700 900123.", "900123"),
        ("Lives at zz1 1zz.", "zz1"), ("Born in June 2014.", "June"), ("Born on the 3rd of March 2014.", "March"), ("Seen on 2026-03-03.", "2026"),
        ("Seen on 3 Sept 2025.", "Sept"), ("Seen on March 3rd, 2025.", "March"), ("He went to Little Acorns.", "Acorns"), ("Mill  School says so.", "Mill"),
    ],
)  # fmt: skip
def test_no_other_way_to_write_a_name_a_number_a_place_or_a_date_leaves_it_in(text, gone):
    child = making.child("Jo Alder", preferred_name="Zoë")
    Attendance.objects.create(child=child, organisation=making.school("Mill School"))
    Attendance.objects.create(child=child, setting_other="Little Acorns", setting_type="OTH", rank=2)
    Address.objects.create(child=child, lines="1 Mill Lane", from_on=date(2020, 1, 1))
    for name, address in (("Ann-Marie O'Neil", "7 Fell Road, Northmarsh"), ("Sue Smith-Reed", "")):
        Relationship.objects.create(child=child, adult=Adult.objects.create(name=name, address=address), kind="mother", from_on=date(2020, 1, 1))
    said = unnaming.without_names(text, unnaming.known_of(Version(child=child, area=child.area)))
    assert gone not in said, said
    assert "his sister" in said or "sister" not in text


def test_a_short_name_takes_no_common_word_with_it():
    child = making.child("An So")
    assert unnaming.without_names("An so so quiet child: so is an owl.", unnaming.known_of(Version(child=child, area=child.area))) == "[child] so so quiet child: so is an owl."


@pytest.mark.parametrize("words", ["Poppy, his sister, plays too.", "Poppy’s dog helps.", "Poppy comes on Monday.", "Poppy and Max come.", "It helps. Poppy will come."])
def test_a_name_at_the_beginning_of_a_sentence_is_shown_to_the_person_who_reads(words):
    assert "Poppy" in unnaming.left_over([{"text": words}])
    assert "It" not in unnaming.left_over([{"text": words}])


def test_whoever_gave_it_takes_it_back_when_they_see_a_name_too_late(sign_in):
    version = issued()
    writes, other = making.officer("Priya Nair"), making.officer("Mo Reed")
    making.involve(writes, version.child, "named_worker")
    one = actions.give_without_names(version=version, also=[], by=writes, on=TODAY)
    assert sign_in(other).post(f"/plans-to-judge/{one.pk}/give-up").status_code == 404
    client = sign_in(writes)
    assert "Given to the forum before" in client.get(f"/children/{version.child_id}/plan/{version.pk}/unnamed").content.decode()
    page = client.post(f"/plans-to-judge/{one.pk}/give-up", follow=True).content.decode()
    assert "Nobody can read it any more" in page
    one.refresh_from_db()
    assert one.lines == [] and one.taken_back_on == TODAY
    assert client.post(f"/plans-to-judge/{one.pk}/give-up").status_code == 404
