"""J11: an exception without proof is refused, one with proof is accepted, and both 20-week rates tell what became of it."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from goldenthread.casework.models import Request
from goldenthread.core import wall
from goldenthread.core.actors import command
from goldenthread.demo.stories import doing
from tests import making
from tests.journeys.hands import WAYS, hand, see, told_what_is_wrong  # noqa: F401 - fixtures
from tests.journeys.steps import heading


def request_of(forename):
    """A child's request."""
    return Request.objects.select_related("child").get(child__forename=forename, received_on__isnull=False, plan__isnull=True)


def issued(request):
    """The plan of this request is made today. The pages of issuing have a journey of their own."""
    doing.issue(request=request, plan_id=uuid4(), decided_on=making.TODAY, setting=None, by=command("tests"), on=making.TODAY)


def rates(who):
    """This month's row of the 20-week chart: in time without the exceptions, and in time of all."""
    who.page.goto("/area/over-time")
    chart = who.page.locator("figure").filter(has_text="20 weeks").first
    who.unfold("Show the numbers", within=chart)
    row = chart.locator("tbody tr").last
    return [cell.strip() for cell in row.locator("td").all_inner_texts()]


@pytest.mark.parametrize("way", WAYS)
def test_an_exception_needs_proof_and_changes_one_rate_and_not_the_other(way, hand, see, calderbeck):  # noqa: F811 - three browsers: about 15 s
    # Given a boy whose 20 weeks ended two weeks ago, and an area whose only plan of this month was made in time
    ruth = hand(way, calderbeck("ruth"))
    with wall.lifted(because="a journey looks for its requests"):
        request = request_of("Callum")
        issued(request_of("Leo"))
    assert rates(ruth) == ["100%", "100%"]
    see(ruth, "rates before")
    # When a coordinator claims an exception that nothing shows, it is refused; a shortage of staff is no ground at all
    ellis = hand(way, calderbeck("ellis"))
    page = ellis.page
    page.goto(f"/requests/{request.pk}")
    ellis.follow("Claim an exception")
    see(ellis, "exception")
    expect(page.get_by_role("radio", name=re.compile("shortage|staff", re.I))).to_have_count(0)
    ellis.push("Claim the exception")
    told_what_is_wrong(ellis)
    ellis.choose(re.compile("20|final plan", re.I))
    ellis.choose(re.compile("^Exceptional"))
    ellis.push("Claim the exception")
    told_what_is_wrong(ellis)
    expect(page.get_by_text("Enter what happened and what shows it").first).to_be_visible()
    see(ellis, "exception without proof")
    # When she says what happened and what shows it, a manager reads it and accepts it, and the family is told
    ellis.write("What happened, and what shows it?", "Callum was in hospital from 7 September to 16 November; the ward’s letter is in the record.")
    ellis.push("Claim the exception")
    expect(page.locator("main")).to_contain_text("Exception")
    see(ellis, "exception claimed")
    marek = hand(way, calderbeck("marek"))
    page = marek.page
    page.goto(f"/requests/{request.pk}")
    marek.follow(re.compile("^Accept the exception"))
    see(marek, "exception accept")
    marek.date("When was the family told?", 20, 11, 2026)
    marek.push("Accept the exception")
    expect(page.locator("main")).to_contain_text("Accepted on 23 November 2026")
    see(marek, "exception accepted")

    # Then, once his plan is made late, he counts in the rate of all, and not in the rate without exceptions
    with wall.lifted(because="a journey stands for the officers who issue"):
        issued(request)
    assert rates(ruth) == ["100%", "50%"]
    see(ruth, "rates after")
    heading(ruth.page, "Over months and years")
