"""A figure that passes a limit is looked into once, by somebody, by a day; what they found is kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.core import clock
from goldenthread.core.actors import job
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.benchmarks.comparing import compare
from goldenthread.insight.benchmarks.importing import load_shipped
from goldenthread.insight.mine import mine_in_words
from goldenthread.insight.models import Analysis, Watch
from goldenthread.insight.tests.test_indicator_pages import look, words
from goldenthread.insight.tests.test_indicators import issued
from goldenthread.insight.watching.actions import end_watch, give_analysis, hold_against_rules, set_watch, write_up
from goldenthread.insight.watching.rules import Held, in_a_sentence, passes, to_open
from tests import making

ON = making.TODAY
ENDS = [date(2026, month, 28) for month in range(1, 11)]


@pytest.fixture
def on_the_day():
    with clock.standing_on(ON):
        yield


def months(*values, limit=60):
    return [Held(at, value, passes("below", value, limit)) for at, value in zip(ENDS, values, strict=False)]


def rule(**changed):
    said = {"side": "above", "against": "number", "limit": Decimal(8), "months": 2, "days": 21, "why": "We planned for eight", "owner": making.somebody("board_member")}
    return set_watch(area=making.area(), code="EHC20", said={**said, **changed}, by=making.somebody("head_of_send"), on=ON)


def plans(how_many=10, on=date(2026, 9, 5)):
    return [issued(100, on) for _ in range(how_many)]


# The rule, by itself


def test_a_limit_is_passed_when_as_many_months_as_the_rule_says_lie_beyond_it():
    assert to_open(months(70, 59, 58, 57), 3, None).at == ENDS[3]
    assert to_open(months(70, 61, 58, 57), 3, None) is None
    assert to_open(months(58, 57), 3, None) is None


def test_a_figure_on_the_limit_has_not_passed_it_and_a_hidden_one_never_has():
    assert not passes("below", 60.0, 60) and not passes("above", 60.0, 60)
    assert passes("below", 59.9, 60) and passes("above", 60.1, 60)
    assert not passes("below", None, 60)


def test_it_opens_again_only_after_a_month_that_lay_within_the_limit():
    assert to_open(months(59, 58, 57), 1, ENDS[0]) is None
    assert to_open(months(59, None, 57), 1, ENDS[0]) is None
    assert to_open(months(59, 65, 57), 1, ENDS[0]).at == ENDS[2]
    assert to_open(months(59, 65, 57), 1, ENDS[1]) is None


# In the record


@pytest.mark.django_db
def test_a_rule_that_is_passed_already_opens_an_analysis_at_once_with_who_and_by_when(on_the_day):
    plans()
    made = rule()
    opened = Analysis.objects.get()
    assert (opened.at, opened.value, opened.limit, opened.owner, opened.due_on) == (date(2026, 10, 31), 10, 8, made.owner, ON + timedelta(days=21))
    assert Message.objects.get(to_user_id=made.owner_id).subject == "A figure for you to look into"
    assert mine_in_words(made.owner_id, ON) == "1 figure passed a limit and is yours to look into"
    assert mine_in_words(made.owner_id, ON + timedelta(days=22)).endswith("and it is late")


@pytest.mark.django_db
def test_the_night_opens_it_once_and_never_while_it_is_open_nor_after_it_was_closed_without_going_back(on_the_day):
    plans()
    rule()
    nightly = {"area": making.area(), "by": job("hold_against_rules")}
    assert hold_against_rules(**nightly, on=ON) == []
    one = Analysis.objects.get()
    write_up(analysis=one, found="Ten plans were made in September, as the panels agreed.", outcome="explained", by=one.owner, on=ON)
    assert hold_against_rules(**nightly, on=ON + timedelta(days=40)) == []
    assert Analysis.objects.count() == 1


@pytest.mark.django_db
def test_a_rule_sees_what_everybody_may_see_so_that_it_tells_no_small_number(on_the_day):
    plans(6)
    rule(limit=Decimal(5), months=1)
    assert not Analysis.objects.exists()


@pytest.mark.django_db
def test_a_gap_to_england_is_held_against_the_published_figure(on_the_day):
    load_shipped(by=job("tests"), on=ON)
    plans(20)
    said = {"side": "below", "against": "england", "limit": Decimal(1), "months": 1, "days": 7, "why": "", "owner": making.somebody("head_of_send")}
    made = set_watch(area=making.area(), code="EHC30", said=said, by=making.somebody("analyst"), on=ON)
    opened = Analysis.objects.get()
    assert opened.value == 0 and float(opened.limit) == round(compare("EHC30", la_code="990").england - 1, 1)
    assert in_a_sentence(made) == "more than 1 point below England’s published figure at the end of a month"


@pytest.mark.django_db
def test_only_those_who_answer_for_the_figures_set_limits_and_only_for_people_who_can_open_the_page(on_the_day):
    said = {"side": "above", "against": "number", "limit": Decimal(8), "months": 2, "days": 21, "why": "", "owner": making.somebody("board_member")}
    with pytest.raises(NotAllowed):
        set_watch(area=making.area(), code="EHC20", said=said, by=making.somebody("board_member"), on=ON)
    with pytest.raises(Refused, match="may not see the figures"):
        set_watch(area=making.area(), code="EHC20", said={**said, "owner": making.somebody("coordinator")}, by=making.somebody("head_of_send"), on=ON)
    with pytest.raises(Refused, match="no single number"):
        set_watch(area=making.area(), code="EHC24", said=said, by=making.somebody("head_of_send"), on=ON)
    with pytest.raises(Refused, match="Nothing is published"):
        set_watch(area=making.area(), code="EHC20", said={**said, "against": "england"}, by=making.somebody("head_of_send"), on=ON)
    rule()
    with pytest.raises(Refused, match="set already"):
        rule()


@pytest.mark.django_db
def test_an_analysis_is_written_up_by_whoever_is_to_look_and_closed_with_what_came_of_it(on_the_day):
    plans()
    rule()
    one = Analysis.objects.get()
    with pytest.raises(NotAllowed):
        write_up(analysis=one, found="Something", outcome="acting", by=making.somebody("board_member"), on=ON)
    with pytest.raises(Refused, match="Write what you found"):
        write_up(analysis=one, found="  ", outcome="acting", by=one.owner, on=ON)
    write_up(analysis=one, found="Half way", outcome="", by=one.owner, on=ON)
    assert one.closed_on is None
    write_up(analysis=one, found="Two posts are empty.", outcome="acting", by=one.owner, on=ON)
    assert (one.closed_on, one.closed_by, mine_in_words(one.owner_id, ON)) == (ON, one.owner, "")
    with pytest.raises(Refused, match="closed"):
        write_up(analysis=one, found="More", outcome="", by=one.owner, on=ON)


@pytest.mark.django_db
def test_it_can_be_given_to_somebody_else_who_is_told(on_the_day):
    plans()
    rule()
    one, other = Analysis.objects.get(), making.somebody("team_manager")
    give_analysis(analysis=one, owner=other, due_on=ON, by=making.somebody("analyst"), on=ON)
    assert Message.objects.filter(to_user_id=other.pk).count() == 1
    with pytest.raises(Refused, match="today or later"):
        give_analysis(analysis=one, owner=other, due_on=ON - timedelta(days=1), by=making.somebody("analyst"), on=ON)


@pytest.mark.django_db
def test_a_rule_that_ended_opens_nothing_and_what_it_opened_stays(on_the_day):
    plans()
    made = rule()
    end_watch(watch=made, by=making.somebody("head_of_send"), on=ON)
    with pytest.raises(Refused):
        end_watch(watch=made, by=making.somebody("head_of_send"), on=ON)
    assert Analysis.objects.get().closed_on is None


# The pages


@pytest.mark.django_db
def test_a_limit_is_set_on_a_page_and_what_it_opens_is_written_up_on_another(client, on_the_day):
    plans()
    head = making.somebody("head_of_send")
    client.force_login(head)
    assert "Nothing is to be looked into" in client.get("/insight/watching").content.decode()
    assert client.get("/insight/watching/new?code=EHC20").headers["location"] == "/insight/EHC20/watch?area=990"
    sent = {"against": "number", "side": "above", "limit": "8.55", "months": "2", "days": "21", "owner": head.pk, "form_key": "11111111-1111-4111-8111-111111111111"}
    wrong = words(client.post("/insight/EHC20/watch?area=990", sent).content.decode())
    assert "at most one decimal" in wrong and not Watch.objects.exists()
    sent["limit"] = "8"
    page = words(client.post("/insight/EHC20/watch?area=990", sent, follow=True).content.decode())
    assert "an analysis is open" in page and "10 at the end of October 2026, above 8 for 2 months in a row" in page
    client.post("/insight/EHC20/watch?area=990", sent)
    assert Watch.objects.count() == 1
    one = Analysis.objects.get()
    assert "above the limit of 8" in words(client.get(f"/insight/analyses/{one.pk}").content.decode())
    assert "Write what you found" in client.post(f"/insight/analyses/{one.pk}", {"found": "", "outcome": "acting"}).content.decode()
    page = client.post(f"/insight/analyses/{one.pk}", {"found": "Ten were agreed at once.", "outcome": "explained"}, follow=True).content.decode()
    assert "Ten were agreed at once." in page and "It is explained" in page and "Write it up" not in page


@pytest.mark.django_db
def test_a_councillor_reads_what_was_found_and_changes_nothing(client, on_the_day):
    plans()
    made = rule(owner=making.somebody("head_of_send"))
    one = Analysis.objects.get()
    page = look(client, "board_member", f"/insight/analyses/{one.pk}")
    assert "above 8" in page and "Write it up" not in page and "Give it to" not in page
    assert "Set a limit on" not in look(client, "board_member", "/insight/watching")
    assert client.post(f"/insight/analyses/{one.pk}", {"found": "x", "outcome": "acting"}).status_code == 200
    assert client.post(f"/insight/watching/{made.pk}/end").status_code in (403, 404)
    one.refresh_from_db()
    assert one.found == ""


@pytest.mark.django_db
def test_another_areas_head_finds_nothing_there(client, on_the_day):
    plans()
    made = rule()
    other = making.area("991", "Thornmouth")
    client.force_login(making.somebody("head_of_send", of=other))
    assert client.get(f"/insight/analyses/{Analysis.objects.get().pk}").status_code == 404
    assert client.post(f"/insight/watching/{made.pk}/end").status_code == 404
    assert client.get("/insight/EHC20/watch?area=990").status_code == 404


@pytest.mark.django_db
def test_what_one_person_found_is_not_overwritten_by_another_who_did_not_see_it(client, on_the_day):
    plans()
    rule()
    one = Analysis.objects.get()
    client.force_login(making.somebody("head_of_send"))
    page = client.get(f"/insight/analyses/{one.pk}").content.decode()
    version = page.split('name="version" value="')[1].split('"')[0]
    write_up(analysis=one, found="Two schools were late.", outcome="", by=one.owner, on=ON)
    again = client.post(f"/insight/analyses/{one.pk}", {"found": "Nothing.", "outcome": "explained", "version": version}).content.decode()
    one.refresh_from_db()
    assert one.found == "Two schools were late." and one.closed_on is None
    assert "Somebody else changed" in again and "Nothing." in again and "Two schools were late." in again


@pytest.mark.django_db
def test_an_analysis_is_closed_once(on_the_day):
    plans()
    rule()
    stale = Analysis.objects.get()
    write_up(analysis=Analysis.objects.get(), found="Two schools were late.", outcome="explained", by=stale.owner, on=ON)
    with pytest.raises(Refused, match="is closed"):
        write_up(analysis=stale, found="Nothing.", outcome="records", by=stale.owner, on=ON)
    with pytest.raises(Refused, match="is closed"):
        give_analysis(analysis=stale, owner=stale.owner, due_on=ON, by=making.somebody("head_of_send"), on=ON)
