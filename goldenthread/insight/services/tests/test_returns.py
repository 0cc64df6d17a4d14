"""A service gives its return for a quarter, again to correct it, and the same file twice changes nothing."""

from datetime import date

import pytest

from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.collecting.actions import set_collection
from goldenthread.insight.collecting.models import Collection
from goldenthread.insight.services.actions import add_service, change_service, end_service, settle_districts
from goldenthread.insight.services.due import owed, told
from goldenthread.insight.services.models import Referral, ServiceReturn
from goldenthread.insight.services.tests.made import ON, QUARTER, file, row, send, service
from tests import making

pytestmark = pytest.mark.django_db


def counts(made):
    return made.created, made.changed, made.unchanged, len(made.refused), made.absent


def test_a_return_says_what_was_new_changed_as_before_and_not_taken():
    one = service()
    assert counts(send(one, row("AU-1"), row("AU-2"), row("AU-3"), row("AU-4", "soon"))) == (3, 0, 0, 1, 0)
    again = send(one, row("AU-1"), row("AU-2", started_on="2026-10-02"), row("AU-4"))
    assert counts(again) == (1, 1, 1, 0, 1)
    assert (again.version, again.quarter) == (2, QUARTER)
    assert Referral.objects.get(number="AU-2").started_on == date(2026, 10, 2)


def test_the_same_file_twice_changes_nothing():
    one = service()
    first, second = send(one, row()), send(one, row())
    assert first.pk == second.pk
    assert ServiceReturn.objects.count() == Referral.objects.count() == 1
    assert Event.objects.filter(verb="insight.take_in_return").count() == 2


def test_rows_that_were_not_taken_are_looked_at_again_when_the_same_file_comes_again():
    one = service()
    lines = row("AU-1"), row("AU-2", district="Beck Valley")
    first = send(one, *lines)
    assert "none of the area’s districts" in first.refused[0]["sentence"]
    assert send(one, *lines).pk == first.pk
    settle_districts(area=one.area, names=("Calder North", "Calder South", "Beck Valley"), by=making.somebody("commissioner"), on=ON)
    assert counts(send(one, *lines)) == (1, 0, 1, 0, 0)


def test_a_file_of_which_no_row_could_be_taken_gives_no_return():
    one = service(first_quarter=QUARTER)
    asked = {"owner": making.somebody("analyst"), "whose": "", "every": 3, "as_at": QUARTER, "due_on": date(2026, 10, 30), "remind": 7}
    set_collection(area=one.area, figure=f"service:{one.pk}", said=asked, by=making.somebody("head_of_send"), on=ON)
    send(one, row("AU-1", "soon"), row("Kai Alder"))
    assert owed([one], ON)[one.pk][0].state(ON) == "late"
    assert told([one], ON)[one.pk].newest is None
    assert Collection.objects.get().waits_for == QUARTER
    send(one, row("AU-1"))
    assert owed([one], ON)[one.pk][0].state(ON) == "given late"
    assert Collection.objects.get().waits_for > QUARTER


def test_a_comma_that_makes_a_cell_too_many_is_told_as_that():
    made = send(service(), content=file(row("AU-1", district="Calder North, or South"), row("AU-2")))
    assert [(each["line"], each["column"]) for each in made.refused] == [(2, "–")]
    assert "more cells than the heading" in made.refused[0]["sentence"]


def test_a_service_that_ended_gives_its_return_up_to_the_quarter_in_which_it_ended():
    one = service()
    end_service(service=one, by=making.somebody("commissioner"), on=date(2026, 8, 2))
    send(one, row("AU-1"))
    assert next(each.quarter for each in owed([one], date(2027, 5, 1))[one.pk]) == QUARTER
    with pytest.raises(Refused, match="Its last return is for July to September 2026"):
        send(one, row("AU-2"), quarter=date(2026, 12, 31), on=date(2027, 1, 9))


def test_a_refused_row_is_kept_as_line_column_and_sentence_without_its_value():
    made = send(service(), row("AU-1"), row("Kai Alder"))
    (refused,) = made.refused
    assert (refused["line"], refused["column"]) == (3, "Number")
    assert "Alder" not in str(refused)


def test_an_older_quarter_does_not_undo_what_a_later_one_told():
    one = service()
    send(one, row("AU-1", "2026-02-01", started_on="2026-08-01"))
    made = send(one, row("AU-1", "2026-02-01"), row("AU-2", "2026-02-02"), quarter=date(2026, 3, 31))
    assert counts(made)[:4] == (1, 0, 0, 1)
    assert "The return for July to September 2026 tells of this referral already" in made.refused[0]["sentence"]
    assert Referral.objects.get(number="AU-1").started_on == date(2026, 8, 1)


def test_a_referral_entered_by_mistake_is_struck_out_and_can_come_back():
    one = service()
    send(one, row())
    send(one, row(decision="mistake"))
    assert Referral.objects.get().struck_on == ON
    send(one, row(decision="accepted"))
    assert Referral.objects.get().struck_on is None


@pytest.mark.parametrize(("quarter", "why"), [(date(2026, 12, 31), "is not over yet"), (date(2024, 12, 31), "gives returns from January to March 2025 on")])
def test_a_quarter_that_no_return_is_due_for_is_refused(quarter, why):
    with pytest.raises(Refused, match=why):
        send(service(), row(), quarter=quarter)


def test_its_own_people_and_the_councils_give_a_return_and_nobody_else():
    body = making.body("health", name="Calder Community Therapies")
    one = service(at=body)
    send(one, row(), by=making.somebody("provider", body))
    for role in ("commissioner", "analyst", "head_of_send"):
        send(one, row(role.replace("_", "-")[:4] + "1"), by=making.somebody(role))
    with pytest.raises(NotAllowed, match="does not let you give the return of Autism assessment"):
        send(one, row("AU-9"), by=making.somebody("provider", making.body("health")))
    with pytest.raises(NotAllowed):
        send(one, row("AU-9"), by=making.somebody("board_member"))
    assert list(ServiceReturn.objects.order_by("version").values_list("sent_by__memberships__role", flat=True)) == ["provider", "commissioner", "analyst", "head_of_send"]


def test_what_is_owed_follows_from_what_was_given():
    one = service(first_quarter=date(2026, 1, 1))
    send(one, row("AU-1", "2026-01-05"), quarter=date(2026, 3, 31), on=date(2026, 4, 20))
    send(one, row("AU-2", "2026-05-05"), quarter=date(2026, 6, 30), on=date(2026, 9, 1))
    assert [(each.quarter, each.state(ON)) for each in owed([one], ON)[one.pk]] == [(QUARTER, "late"), (date(2026, 6, 30), "given late"), (date(2026, 3, 31), "given")]
    assert next(each.state(date(2026, 10, 15)) for each in owed([one], date(2026, 10, 15))[one.pk]) == "due"


def test_a_return_stands_in_the_calendar_of_figures_and_is_waited_for():
    one = service()
    send(one, row("AU-1", "2026-05-01"), quarter=date(2026, 6, 30), on=date(2026, 7, 20))
    by = making.somebody("analyst")
    said = {"owner": by, "whose": "", "every": 3, "as_at": date(2026, 6, 30), "due_on": date(2026, 7, 30), "remind": 14}
    made = set_collection(area=one.area, figure=f"service:{one.pk}", said=said, by=by, on=ON)
    assert (made.name, made.waits_for) == ("Return of Autism assessment", QUARTER)
    send(one, row("AU-1", "2026-05-01"))
    made.refresh_from_db()
    assert made.waits_for == date(2026, 12, 31)


def test_a_service_is_added_once_changed_and_ended_by_those_who_may():
    one = service()
    by = making.somebody("commissioner")
    said = {"name": "Autism assessment", "standard_weeks": 13, "again_months": 6, "first_quarter": date(2025, 5, 1), "due_days": 20}
    with pytest.raises(Refused, match="There is a service called Autism assessment already"):
        add_service(area=one.area, organisation=one.organisation, said=said, by=by, on=ON)
    with pytest.raises(Refused, match="gives no service in Calderbeck"):
        add_service(area=one.area, organisation=making.school(), said={**said, "name": "Other"}, by=by, on=ON)
    change_service(service=one, said=said, by=by, on=ON)
    assert (one.standard_weeks, one.first_quarter) == (13, date(2025, 6, 30))
    with pytest.raises(NotAllowed, match="does not let you change the services"):
        change_service(service=one, said=said, by=making.somebody("provider", one.organisation), on=ON)
    end_service(service=one, by=by, on=ON)
    with pytest.raises(Refused, match="has ended already"):
        end_service(service=one, by=by, on=ON)


def test_districts_are_kept_once_each_and_only_so_many():
    area, by = making.area(), making.somebody("commissioner")
    assert settle_districts(area=area, names=["  North  End ", "", "north end", "South"], by=by, on=ON) == ["north end", "South"]
    with pytest.raises(Refused, match="at most 40"):
        settle_districts(area=area, names=[f"D{number}" for number in range(41)], by=by, on=ON)


def test_a_row_without_a_known_district_says_what_to_do_where_the_area_named_none():
    one = service()
    settle_districts(area=one.area, names=[], by=making.somebody("commissioner"), on=ON)
    made = send(one, content=file(row(district="Calder North")))
    assert "has not said which districts" in made.refused[0]["sentence"]
