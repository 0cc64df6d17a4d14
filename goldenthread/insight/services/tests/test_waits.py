"""Waits follow from the days that services told, as at any day; re-referrals from discharges; and small numbers are hidden."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.insight.guarding import Guard
from goldenthread.insight.indicators import figure
from goldenthread.insight.services import flow, telling, waits
from goldenthread.insight.services.actions import end_service
from goldenthread.insight.services.codes import BANDS, band_of, weeks_begun
from goldenthread.insight.services.models import Service
from goldenthread.insight.services.quarters import (
    last_quarters,
    quarter_end,
    quarter_start,
    quarter_words,
    quarters_between,
)
from goldenthread.insight.services.tests.made import ON, QUARTER, row, send, service, waiting
from tests import making

GUARDED = Guard(open_rows=False)


def ago(days, of=ON):
    return (of - timedelta(days=days)).isoformat()


@pytest.mark.parametrize(("days", "words"), [(0, "0 to 6 weeks"), (42, "0 to 6 weeks"), (43, "7 to 12 weeks"), (126, "13 to 18 weeks"), (127, "19 to 26 weeks"), (364, "27 to 52 weeks"), (365, "Over 52 weeks")])
def test_a_week_counts_once_it_has_begun(days, words):
    assert band_of(days).words == words


def test_weeks_begun_and_quarters():
    assert [weeks_begun(days) for days in (0, 1, 7, 8)] == [0, 1, 1, 2]
    assert (quarter_start(date(2026, 12, 31)), quarter_end(date(2026, 10, 1)), quarter_end(date(2024, 2, 29))) == (date(2026, 10, 1), date(2026, 12, 31), date(2024, 3, 31))
    assert last_quarters(date(2026, 9, 30), 2) == last_quarters(date(2026, 11, 23), 2) == [date(2026, 6, 30), date(2026, 9, 30)]
    assert quarters_between(date(2025, 12, 31), date(2026, 6, 1)) == [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]
    assert quarter_words(QUARTER) == "July to September 2026"


@pytest.mark.django_db
def test_who_waits_follows_from_the_days_as_at_any_day():
    one = service()
    send(
        one, row("A1", "2026-01-10"), row("A2", "2026-02-01", started_on="2026-07-01"), row("A3", "2026-03-01", decision="rejected", decided_on="2026-03-20", reason="criteria"),
        row("A4", "2026-04-01", discharged_on="2026-05-01", discharge_reason="moved"), row("A5", "2026-08-01", decision="accepted", decided_on="2026-08-02"), row("A6", "2026-03-02", decision="mistake"),
    )  # fmt: skip
    days = [date(2026, 1, 9), date(2026, 3, 10), date(2026, 3, 20), date(2026, 4, 15), date(2026, 5, 1), date(2026, 7, 1), ON]
    assert [each.whole.waiting for each in waits.waits([one], days)[one.pk]] == [0, 3, 2, 3, 2, 1, 2]


@pytest.mark.django_db
def test_how_long_they_wait_in_all_and_in_each_district():
    one = service()
    send(one, row("A1", ago(10), district="Calder North"), row("A2", ago(126), district="Calder North"), row("A3", ago(127), district="Calder South"), row("A4", ago(400)))
    (found,) = waits.waits([one], [ON])[one.pk]
    assert (found.whole.waiting, found.whole.within, found.whole.share, found.whole.median, found.whole.longest) == (4, 2, 50.0, 126.5, 400)
    assert found.whole.bands == (1, 0, 1, 1, 0, 1)
    assert {name: (each.waiting, each.median) for name, each in found.districts.items()} == {"Calder North": (2, 68.0), "Calder South": (1, 127.0), "": (1, 400.0)}
    apart = waits.spread(found.districts)
    assert (apart.lowest, apart.highest, apart.range) == (("Calder North", 9.7), ("Calder South", 18.1), 8.4)
    assert "shortest in Calder North (9.7 weeks) and longest in Calder South (18.1 weeks): 8.4 weeks apart" in telling.spread_sentence(found)


@pytest.mark.django_db
def test_the_standard_of_a_service_is_its_own():
    one, other = service(standard_weeks=6), service("Speech and language", standard_weeks=52)
    for each in (one, other):
        send(each, row("A1", ago(50)))
    found = waits.waits([one, other], [ON])
    assert [found[each.pk][0].whole.share for each in (one, other)] == [0.0, 100.0]


@pytest.mark.django_db
def test_small_numbers_are_hidden_with_all_that_would_tell_them():
    one = service()
    send(one, *waiting(3, ago(20), "Calder North"), *waiting(24, ago(150), "Calder South", first=10))
    shown = waits.shown_as(waits.waits([one], [ON])[one.pk][0], GUARDED)
    assert (shown.whole.waiting, shown.whole.within, shown.whole.share) == (25, None, None)
    assert shown.districts["Calder North"].waiting is None
    assert shown.districts["Calder North"].median is None
    assert shown.whole.longest is None
    assert telling.longest(shown.whole) == "19 to 26 weeks"
    assert shown.whole.bands[0] is None


@pytest.mark.django_db
def test_of_a_service_with_few_waiting_nothing_but_that_is_told():
    one = service()
    send(one, *waiting(5, ago(150)))
    shown = waits.shown_as(waits.waits([one], [ON])[one.pk][0], GUARDED)
    assert (shown.whole.waiting, shown.whole.median, shown.whole.longest_band, shown.whole.bands) == (None, None, None, (None,) * len(BANDS))
    assert "Fewer than eight children wait" in telling.wait_sentence(one, shown)


@pytest.mark.django_db
def test_nobody_waits_for_a_service_from_the_day_it_ends():
    one = service()
    send(one, *waiting(3, ago(150)))
    end_service(service=one, by=making.somebody("commissioner"), on=ON)
    days = [ON - timedelta(days=1), ON]
    assert [each.whole.waiting for each in waits.waits([one], days)[one.pk]] == [3, 0]
    assert [figure("SVC01", area=one.area_id, at=day).value for day in days] == [3, 0]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (flow.Flow(QUARTER, 0, 0, 0, 0), "no referrals came to Autism. No children were discharged."),
        (flow.Flow(QUARTER, 1, 0, 1, 1, rejected=1, again_share=0.0, rejected_share=100.0), "1 referral came to Autism, of which 0 (0%) came within 12 months of a discharge. Of those decided on, 1 (100%) was rejected. 1 child was discharged."),
        (flow.Flow(QUARTER, 40, None, 40, None, rejected=None, hidden=True), "40 referrals came to Autism. Fewer than eight children were discharged."),
    ],
)
def test_what_became_of_referrals_is_said_in_words_and_never_in_stars(made, words):
    assert telling.flow_sentence(Service(name="Autism", again_months=12), made) == f"In July to September 2026, {words}"


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ((0, 2, 5, 1, 0, 0), "5 of them have waited 13 to 18 weeks, the largest group. Nobody has waited over 52 weeks."), ((0, 0, 0, 0, 2, 1), "2 of them have waited 27 to 52 weeks, the largest group. 1 has waited over 52 weeks."),
        ((0, 0, 0, 0, 0, 9), "9 of them have waited over 52 weeks, the largest group."), ((None, 10, 15, None, 0, None), "15 of them have waited 13 to 18 weeks, the largest group."), ((None,) * 6, "Too few wait to say how long each has waited."),
    ],
)  # fmt: skip
def test_how_long_most_have_waited_is_said(bands, words):
    assert telling.band_sentence(replace(waits.NOBODY, bands=bands)) == words


@pytest.mark.django_db
def test_those_with_a_right_to_rows_see_numbers_as_they_are():
    one = service()
    send(one, *waiting(3, ago(20)))
    found = waits.waits([one], [ON])[one.pk][0]
    assert waits.shown_as(found, Guard(open_rows=True)) == found


@pytest.mark.django_db
def test_a_referral_within_the_term_of_a_discharge_is_a_re_referral_and_no_other_is():
    one = service(again_months=12)
    left = {"started_on": "2025-08-01", "discharged_on": "2025-09-15", "discharge_reason": "done"}
    send(
        one, row("A1", "2025-07-01", **left), row("A1", "2026-09-15"), row("A2", "2025-07-01", **left), row("A2", "2026-09-16"),
        row("A3", "2026-09-01"), row("A4", "2026-07-01", decision="rejected", decided_on="2026-07-05", reason="information"), row("A4", "2026-08-01"),
    )  # fmt: skip
    (found,) = flow.flows([one], [QUARTER])[one.pk]
    assert (found.referred, found.again, found.decided, found.rejected) == (5, 1, 1, 1)
    assert found.again_share == 20.0


@pytest.mark.django_db
def test_discharges_count_by_their_day_with_the_time_in_the_service_and_the_reason():
    one = service()
    send(
        one, row("A1", "2026-01-01", started_on="2026-05-01", discharged_on="2026-07-10", discharge_reason="done"), row("A2", "2026-01-01", started_on="2026-06-01", discharged_on="2026-08-10", discharge_reason="moved"),
        row("A3", "2026-01-01", discharged_on="2026-09-30", discharge_reason="declined"), row("A4", "2026-01-01", started_on="2026-02-01", discharged_on="2026-06-30", discharge_reason="done"),
    )  # fmt: skip
    spring, summer = flow.flows([one], [date(2026, 6, 30), QUARTER])[one.pk]
    assert (spring.discharged, summer.discharged, summer.seen, summer.median) == (1, 3, 2, 70.0)
    assert telling.reason_rows([spring, summer], "discharged") == [["The assessment or help is finished", "1", "1"], ["The family or young person did not want it", "0", "1"], ["Moved away", "0", "1"]]


@pytest.mark.django_db
def test_small_numbers_of_what_became_of_referrals_are_hidden():
    one = service()
    rejected = {"decision": "rejected", "decided_on": "2026-08-20"}
    send(one, *waiting(30, "2026-08-01", decision="accepted", decided_on="2026-08-20"), *waiting(10, "2026-08-01", first=50, reason="criteria", **rejected), *waiting(2, "2026-08-01", first=80, reason="age", **rejected))
    shown = flow.shown_as(flow.flows([one], [QUARTER])[one.pk][0], GUARDED)
    assert (shown.referred, shown.decided, shown.rejected, shown.rejected_share) == (40, 40, 10, 25.0)
    assert shown.rejected_by == (10, 0, 0, 0, None, 0, 0, 0)
    few = flow.shown_as(flow.flows([one], [date(2026, 6, 30)])[one.pk][0], GUARDED)
    assert (few.referred, few.discharged, few.median) == (0, 0, None)
