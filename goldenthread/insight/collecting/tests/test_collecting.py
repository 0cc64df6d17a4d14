"""Who gives which figure by when is on a calendar; what is late is chased; its owner may say something beside it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.core import clock
from goldenthread.core.actors import job
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.collecting.actions import end_collection, give_official, remind, say_beside, set_collection
from goldenthread.insight.collecting.models import Collection, FigureNote
from goldenthread.insight.mine import mine_in_words
from goldenthread.insight.official.actions import check_official
from goldenthread.insight.official.models import OfficialFigure
from goldenthread.insight.tests.test_indicator_pages import look, words
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


def collected(figure="official:pupils_plan", **changed):
    said = {"owner": making.somebody("commissioner", name="Wren Okafor"), "whose": "Schools team", "every": 12, "as_at": date(2026, 1, 15), "due_on": date(2026, 11, 1), "remind": 14}
    return set_collection(area=making.area(), figure=figure, said={**said, **changed}, by=making.somebody("analyst"), on=ON)


def given(one, **changed):
    said = {"as_at": date(2026, 1, 15), "value": Decimal(4310), "period": "January 2026", "source": "School census"}
    return give_official(collection=one, **{**said, **changed}, by=one.owner, on=ON)


def test_a_figure_that_is_late_is_its_owners_and_given_it_waits_for_the_next():
    one = collected()
    assert (one.waits_for, one.waits_until) == (date(2026, 1, 15), date(2026, 11, 1))
    assert mine_in_words(one.owner_id, ON) == "1 figure is yours to give, and it is late"
    held = given(one)
    one.refresh_from_db()
    assert (one.waits_for, one.waits_until, mine_in_words(one.owner_id, ON)) == (date(2027, 1, 15), date(2027, 11, 1), "")
    assert (held.value, held.taken_in_by) == (4310, "Wren Okafor")


def test_given_again_with_another_value_it_must_be_checked_again_and_with_the_same_it_stays():
    one = collected()
    given(one)
    check_official(area=making.area(), group=["pupils_plan"], by=making.somebody("head_of_send"), on=ON)
    given(one)
    assert OfficialFigure.objects.get().checked_on == ON
    given(one, value=Decimal(4311))
    assert OfficialFigure.objects.get().checked_on is None


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": Decimal("4310.5")}, "whole number"), ({"as_at": ON + timedelta(days=1)}, "lies ahead"), ({"period": " "}, "of what time"), ({"source": ""}, "of what time"),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_right_is_refused(changed, sentence):
    with pytest.raises(Refused, match=sentence):
        given(collected(), **changed)


def test_a_share_over_a_hundred_is_refused():
    with pytest.raises(Refused, match="0 to 100"):
        given(collected("official:ks2_plan"), value=Decimal(101))


def test_only_its_owner_and_those_who_answer_for_the_figures_give_one():
    one = collected()
    with pytest.raises(NotAllowed, match="Wren Okafor gives this figure"):
        give_official(collection=one, as_at=ON, value=Decimal(1), period="x", source="y", by=making.somebody("commissioner"), on=ON)
    with pytest.raises(NotAllowed):
        set_collection(area=making.area(), figure="official:ks2_plan", said={}, by=making.somebody("commissioner"), on=ON)


def test_who_gives_a_figure_is_said_once_and_only_of_a_figure_that_there_is():
    one = collected()
    with pytest.raises(Refused, match="already"):
        collected()
    with pytest.raises(Refused, match="from the list"):
        collected("official:weather")
    with pytest.raises(Refused, match="cannot be due before"):
        collected("official:ks2_plan", due_on=date(2025, 1, 1))
    with pytest.raises(Refused, match="may not see the figures"):
        collected("official:ks2_plan", owner=making.somebody("coordinator"))
    end_collection(collection=one, by=making.somebody("analyst"), on=ON)
    collected()


def test_a_reminder_is_written_once_before_the_day_and_once_a_week_after_it():
    one = collected(due_on=ON + timedelta(days=10))
    nightly = {"area": making.area(), "by": job("remind")}
    for days in (0, 1, 10, 11, 12, 18, 19, 25, 26):
        remind(**nightly, on=ON + timedelta(days=days))
    told = [each.key.rsplit(".", 1)[0].rsplit(".", 1)[1] if ".late." in each.key else each.key.rsplit(".", 1)[1] for each in Message.objects.filter(to_user_id=one.owner_id)]
    assert sorted(told) == ["late", "late", "late", "soon"]
    assert all("census" not in each.body and "plan" not in each.body.lower() for each in Message.objects.all())


def test_what_was_given_is_not_chased():
    given(one := collected())
    assert remind(area=making.area(), by=job("remind"), on=ON) == 0
    assert not Message.objects.filter(to_user_id=one.owner_id).exists()


def test_what_is_said_beside_a_figure_keeps_every_version():
    one = collected()
    say = {"area": making.area(), "kind": "official", "key": "pupils_plan", "at": date(2026, 1, 15)}
    say_beside(**say, words="Two schools are missing.", by=one.owner, on=ON)
    say_beside(**say, words="One school is missing.", by=making.somebody("head_of_send"), on=ON)
    assert list(FigureNote.objects.values_list("version", "words")) == [(2, "One school is missing."), (1, "Two schools are missing.")]
    with pytest.raises(NotAllowed):
        say_beside(**{**say, "key": "ks2_plan"}, words="x", by=one.owner, on=ON)
    with pytest.raises(Refused, match="no such figure"):
        say_beside(**{**say, "kind": "indicator"}, words="x", by=making.somebody("analyst"), on=ON)


# The pages


def test_the_calendar_says_what_is_late_and_who_gives_what(client):
    assert "Nobody gives a figure yet" in look(client, "head_of_send", "/insight/collecting")
    one = collected()
    page = words(look(client, "head_of_send", "/insight/collecting"))
    assert "Pupils with a plan in the area’s schools , 15 January 2026" in page and "1 November 2026 Remind" in page
    client.post(f"/insight/collecting/{one.pk}/remind")
    client.post(f"/insight/collecting/{one.pk}/remind")
    assert Message.objects.filter(to_user_id=one.owner_id).count() == 1
    board = look(client, "board_member", "/insight/collecting")
    assert "Was due" in board and "Remind<" not in board
    assert client.post(f"/insight/collecting/{one.pk}/end").status_code in (403, 404)


def test_an_analyst_says_who_gives_a_figure_on_a_page(client):
    owner, analyst = making.somebody("commissioner"), making.somebody("analyst")
    client.force_login(analyst)
    sent = {
        "figure": "official:ks2_plan", "owner": owner.pk, "whose": "", "every": "3", "as_at-day": "30", "as_at-month": "9", "as_at-year": "2026", "due_on-day": "1", "due_on-month": "9",
        "due_on-year": "2026", "remind": "7", "form_key": "22222222-2222-4222-8222-222222222222",
    }  # fmt: skip
    assert "cannot be due before" in client.post("/insight/collecting/new?area=990", sent).content.decode()
    client.post("/insight/collecting/new?area=990", {**sent, "due_on-month": "12"})
    assert Collection.objects.get().waits_until == date(2026, 12, 1)


def test_its_owner_gives_a_figure_and_says_something_beside_it(client):
    one = collected()
    client.force_login(one.owner)
    assert "15 January 2026" in client.get("/insight/mine").content.decode()
    assert "yours to give, and it is late" in client.get("/start").content.decode()
    sent = {"as_at-day": "15", "as_at-month": "1", "as_at-year": "2026", "value": "4,310", "period": "January 2026", "source": "School census", "form_key": "33333333-3333-4333-8333-333333333333"}
    assert "must be a number" in client.post(f"/insight/collecting/{one.pk}/give", {**sent, "value": "many"}).content.decode()
    assert "is held" in client.post(f"/insight/collecting/{one.pk}/give", sent, follow=True).content.decode()
    note = {"at-day": "15", "at-month": "1", "at-year": "2026", "words": "Two schools were late with their census."}
    page = client.post("/insight/notes/official/pupils_plan?area=990", note, follow=True).content.decode()
    assert "Two schools were late with their census." in page and "Wren Okafor" in page
    assert client.get("/insight/notes/indicator/EHC20?area=990").status_code == 404


def test_what_is_said_of_an_indicator_stands_on_its_page_with_its_versions(client):
    say = {"area": making.area(), "kind": "indicator", "key": "EHC20", "at": ON, "by": making.somebody("head_of_send"), "on": ON}
    say_beside(**say, words="We counted twice in May.")
    say_beside(**say, words="We counted twice in May and June.")
    page = words(look(client, "head_of_send", "/insight/EHC20"))
    assert "We counted twice in May and June." in page and "What was said before (1)" in page and "version 2" in page
    assert "We counted" not in look(client, "head_of_send", "/insight/EHC20?at=2026-03-01")


def test_a_figure_that_was_given_in_time_and_put_right_later_was_not_late(client):
    one = collected(due_on=ON)
    given(one)
    with clock.standing_on(ON + timedelta(days=40)):
        give_official(collection=one, as_at=date(2026, 1, 15), value=Decimal(4311), period="January 2026", source="School census", by=one.owner, on=ON + timedelta(days=40))
        page = words(look(client, "head_of_send", "/insight/collecting"))
    assert OfficialFigure.objects.get().value == 4311
    assert "Given late" not in page and "Given" in page


@pytest.mark.parametrize("as_at", [date(1, 1, 1), date(1, 1, 31), date(1900, 1, 31), date(9999, 12, 31)])
def test_a_first_day_far_from_today_is_refused(as_at):
    with pytest.raises(Refused, match="too far"):
        collected(as_at=as_at, due_on=max(as_at, ON), every=1)


def test_whoever_gave_a_figure_is_not_the_one_who_checks_it():
    one = collected(owner=(hana := making.somebody("head_of_send", name="Hana Rook")))
    given(one)
    assert check_official(area=making.area(), group=["pupils_plan"], by=hana, on=ON) == 0
    assert check_official(area=making.area(), group=["pupils_plan"], by=making.somebody("head_of_send"), on=ON) == 1


def test_of_a_figure_whose_giver_has_left_those_who_answer_for_the_figures_are_told():
    one = collected()
    one.owner.is_active = False
    one.owner.save()
    analyst = making.somebody("analyst")
    remind(area=making.area(), by=job("remind"), on=ON)
    assert analyst.pk in set(Message.objects.values_list("to_user_id", flat=True)) and one.owner_id not in set(Message.objects.values_list("to_user_id", flat=True))
