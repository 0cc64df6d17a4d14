"""Services of the invented area: eight quarters of returns, and a minimum data set in two versions.

Waits for an autism assessment grow, most of all in Beck Valley; those for speech and language fall after staff came. Every number is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from goldenthread.access.models import User
from goldenthread.core import wall
from goldenthread.core.actors import command
from goldenthread.insight.services.actions import add_service, settle_districts, take_in_return
from goldenthread.insight.services.codes import DISCHARGED, REJECTED
from goldenthread.insight.services.dictionary import HEADINGS
from goldenthread.insight.services.minimum.actions import add_item, agree_set, begin_draft, give_values
from goldenthread.insight.services.minimum.held import asked_in
from goldenthread.insight.services.minimum.models import MinimumSet
from goldenthread.insight.services.minimum.reading import Given
from goldenthread.insight.services.models import Service
from goldenthread.insight.services.quarters import last_quarters, quarter_start
from goldenthread.insight.services.sheets import as_file
from goldenthread.people.models import Area, Organisation

QUARTERS = 8
DISTRICTS = ("Calder North", "Calder South", "Beck Valley", "Osmondley")
THERAPIES, SPARKS = "Calder Community Therapies", "Saturday Sparks"


@dataclass(frozen=True)
class Told:
    """How a service goes: referrals a quarter, weeks until a child is seen at first and at last, weeks in the service, and what share is rejected."""

    name: str
    body: str
    letters: str
    referrals: int
    first_wait: int
    last_wait: int
    stay: int
    rejected: float


SERVICES = (
    Told("Autism assessment", THERAPIES, "AU", 42, 34, 58, 6, 0.16), Told("Speech and language therapy", THERAPIES, "SL", 55, 26, 13, 30, 0.12),
    Told("Occupational therapy", THERAPIES, "OT", 28, 18, 21, 24, 0.22), Told("Short breaks at weekends", SPARKS, "SB", 12, 7, 8, 40, 0.08),
)  # fmt: skip
#: What the strategic group asks for: name, source, service, body, unit, every how many months, side, target. The first four stood in version 1.
ASKED: tuple[tuple[str, str, str, str, str, int, str, str], ...] = (
    ("Autism assessment: seen within the standard so far", "service:within", "Autism assessment", THERAPIES, "%", 3, "least", "92"),
    ("Autism assessment: median wait", "service:median", "Autism assessment", THERAPIES, "weeks", 3, "most", "18"),
    ("Speech and language: median wait", "service:median", "Speech and language therapy", THERAPIES, "weeks", 3, "most", "18"),
    ("Families satisfied with short breaks", "entered", "Short breaks at weekends", SPARKS, "%", 3, "least", "85"),
    ("Speech and language: re-referrals", "service:again", "Speech and language therapy", THERAPIES, "%", 3, "most", "10"),
    ("Occupational therapy: referrals rejected", "service:rejected", "Occupational therapy", THERAPIES, "%", 3, "most", "15"),
    ("Therapists in post", "entered", "", THERAPIES, "count", 6, "least", "40"), ("Requests received in the calendar year", "indicator:EHC10", "", "Calderbeck SEND Team", "count", 12, "", ""),
)  # fmt: skip
FIRST = 4


def keep_services(area: Area, *, today: date, seed: int = 7) -> None:
    """Farhana adds the services, each sends its returns, and the strategic group agrees what it must see. The newest return of one is late."""
    people = {user.email: user for user in User.objects.filter(email__in=("farhana.latif@calderbeck.example", "nora.finch@saturdaysparks.example", "dev.chowdhury@calderbeck.example"))}
    farhana, nora, dev = (people[email] for email in ("farhana.latif@calderbeck.example", "nora.finch@saturdaysparks.example", "dev.chowdhury@calderbeck.example"))
    ends = last_quarters(today, QUARTERS)
    began = quarter_start(ends[0])
    with wall.lifted(because="load_demo makes an invented area"):
        settle_districts(area=area, names=DISTRICTS, by=farhana, on=began)
        made = {}
        for number, told in enumerate(SERVICES):
            body = Organisation.objects.get(area=area, name=told.body)
            said = {"name": told.name, "standard_weeks": 18, "again_months": 12, "first_quarter": ends[0], "due_days": 30}
            made[told.name] = service = add_service(area=area, organisation=body, said=said, by=farhana, on=began)
            _send(service, told, ends, Random(f"{seed} {number}"), today, by=nora if told.body == SPARKS else dev)
        _agree(area, made, ends, today, farhana=farhana, nora=nora)


def _send(service: Service, told: Told, ends: list[date], dice: Random, today: date, *, by: User) -> None:
    referrals = _history(told, ends, dice)
    for end in ends:
        sent_on = min(end + timedelta(days=dice.randrange(12, 28)), today)
        if end == ends[-1] and told.name == "Occupational therapy" and today > end + timedelta(days=30):
            continue  # the one that is late
        rows = [_row(each, end) for each in referrals if each["referred_on"] <= end and not _over(each, quarter_start(end))]
        if told.letters == "SL" and end == ends[-2]:
            rows.append(["", "SL-9001", "Elsewhere", end, "", "", "", "", "", ""])
        content = as_file("csv", [("Return", HEADINGS, rows)])
        take_in_return(service=service, quarter=end, file_name=f"{told.letters.lower()}-{end:%Y-%m}.csv", content=content, by=by, on=sent_on)


def _history(told: Told, ends: list[date], dice: Random) -> list[dict[str, Any]]:
    """Every referral since a year before the first quarter, as it went in the end."""
    first, last = quarter_start(ends[0]) - timedelta(days=365), ends[-1]
    days = (last - first).days
    found: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    for number in range(told.referrals * (len(ends) + 4)):
        referred_on = first + timedelta(days=int(days * number / (told.referrals * (len(ends) + 4))))
        back = [each for each in gone if 20 < (referred_on - each["discharged_on"]).days < 330] if dice.random() < 0.11 else []
        before = dice.choice(back) if back else None
        one: dict[str, Any] = {"number": before["number"] if before else f"{told.letters}-{number + 101:05}", "referred_on": referred_on, "district": before["district"] if before else dice.choices([*DISTRICTS, ""], [8, 7, 4, 5, 1])[0]}
        found.append(one)
        decided_on = referred_on + timedelta(days=dice.randrange(5, 25))
        one |= {"decided_on": decided_on, "decision": "accepted"}
        if dice.random() < told.rejected:
            one |= {"decision": "rejected", "reason": dice.choices(list(REJECTED), [5, 6, 3, 1, 1, 1, 1, 1])[0]}
            continue
        weeks = told.first_wait + (told.last_wait - told.first_wait) * number / (told.referrals * (len(ends) + 4))
        weeks *= dice.uniform(0.55, 1.35) * {"Beck Valley": 1.4, "Calder North": 0.85}.get(one["district"], 1)
        until = referred_on + timedelta(days=max(30, int(7 * weeks)))
        if dice.random() < 0.06:
            one |= {"discharged_on": until - timedelta(days=4), "discharge_reason": dice.choice(["declined", "moved", "contact"])}
            continue
        one |= {"started_on": until, "discharged_on": until + timedelta(days=int(7 * told.stay * dice.uniform(0.5, 1.6))), "discharge_reason": dice.choices(list(DISCHARGED), [9, 2, 2, 1, 2, 1, 1, 0, 1])[0]}
        gone.append(one)
    return found


def _over(one: dict[str, Any], day: date) -> bool:
    """Whether nothing of it changes from a day on."""
    if one["decision"] == "rejected":
        return one["decided_on"] < day
    return one["discharged_on"] < day


def _row(one: dict[str, Any], end: date) -> list[Any]:
    """What is known of it at the end of a quarter."""
    day = {name: one[name] if one.get(name) and one[name] <= end else "" for name in ("decided_on", "started_on", "discharged_on")}
    return [
        "", one["number"], one["district"], one["referred_on"], one["decision"] if day["decided_on"] else "", day["decided_on"], one.get("reason", "") if day["decided_on"] else "", day["started_on"],
        day["discharged_on"], one["discharge_reason"] if day["discharged_on"] else "",
    ]  # fmt: skip


def _agree(area: Area, services: dict[str, Service], ends: list[date], today: date, *, farhana: User, nora: User) -> None:
    for asked, on, where in ((ASKED[:FIRST], ends[1] + timedelta(days=20), "Strategic group for SEND, item 5"), (ASKED[FIRST:], ends[-4] + timedelta(days=34), "Strategic group for SEND, item 7")):
        draft = begin_draft(area=area, by=farhana, on=on)
        for name, source, service, body, unit, every, side, target in asked:
            said = {
                "name": name, "source": source, "service": services.get(service), "contract": "Therapies contract 2024 to 2029" if body == THERAPIES else "", "unit": unit, "every": every, "due_days": 30, "side": side,
                "giver": Organisation.objects.get(area=area, name=body), "target": Decimal(target) if target else None,
            }  # fmt: skip
            add_item(draft=draft, said=said, by=farhana, on=on)
        newest = agree_set(draft=draft, agreed_on=on, agreed_in=where, by=farhana, on=on)
    _give(newest, ends[-4:], today, nora)


def _give(newest: MinimumSet, ends: list[date], today: date, nora: User) -> None:
    """Saturday Sparks gives what families say, once late; the therapies have not told of their staff since a year ago."""
    items = {each.name: each for each in newest.items.select_related("giver")}
    satisfied, staff = items["Families satisfied with short breaks"], items["Therapists in post"]
    for end, share, days in zip(ends, ("88", "84", "86.5", "90"), (20, 41, 15, 22), strict=True):
        give_values(of=newest, quarter=end, given=[Given(satisfied.code, Decimal(share), 60)], by=nora, on=min(end + timedelta(days=days), today))
    half = next(end for end in ends if asked_in(staff, end))
    give_values(of=newest, quarter=half, given=[Given(staff.code, Decimal(37))], by=command("load_demo"), on=min(half + timedelta(days=18), today))
