"""What the invented area has agreed with its partners, and what goes back and forth with health under it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from random import Random

from goldenthread.access.models import User
from goldenthread.casework.models import Case
from goldenthread.core import clock, wall
from goldenthread.people.agreements import actions as agreements
from goldenthread.people.models import Address, Agreement, ApiClient, Area, Child, Organisation
from goldenthread.people.numbers.actions import check_number
from goldenthread.returns.health import actions as health
from goldenthread.returns.health.reading import COLUMNS
from goldenthread.returns.health.reconciling import flagged

THERAPIES, HOSPITAL, ICB = "Calder Community Therapies", "Fellside Children's Hospital Trust", "Pennine Edge Integrated Care Board"
NEIGHBOUR, SCHOOL = "Northmarsh Borough Council", "Cinder Hill Primary School"
#: How many schools are asked to sign, and how many have.
SCHOOLS, SIGNED = 12, 9
#: Of the children whom health should flag, so many in a hundred are; so many whose plan has ended still are; and these are not known here.
OF_A_HUNDRED, STILL = 96, 12
NOBODY = (("Perrin", "Ashdown", "2017-02-11"), ("Lotte", "Merriweather", "2014-08-30"), ("Idris", "Penhallow", "2019-05-04"))


def agree(area: Area, *, today: date) -> None:
    """Iris keeps the register; Ruth holds health's list against the record, of which one row waits for her, and tells health each month
    who is out of school; Ellis checks numbers."""
    iris, ruth, sam, ellis = User.objects.get(name="Iris Whitcombe"), *(User.objects.get(persona=each) for each in ("ruth", "sam", "ellis"))
    with wall.lifted(because="load_demo makes an invented area"):
        with_health = _registered(area, iris, today)
        with_schools = Agreement.objects.get(area=area, name="Attendance, exclusions and provision from schools")
        client = ApiClient.objects.filter(area=area, organisation__name=SCHOOL).first()
        if client is not None:
            agreements.put_under_agreement(client=client, agreement=with_schools, by=sam, on=today)
        therapies = Organisation.objects.get(name=THERAPIES, area=area)
        on = today - timedelta(days=20)
        with clock.standing_on(on):
            health.settle_schedule(area=area, organisation=therapies, agreement=with_health, every="month", by=ruth, on=on)
            told = health.tell_statuses(area=area, organisation=therapies, agreement=with_health, by=ruth, on=on)
        health.receive_extract(extract=told, received_by="Rosa Quayle, records manager", received_on=on + timedelta(days=1), by=ruth, on=today)
        health.take_in_flags(
            area=area, organisation=therapies, agreement=with_health, file_name="send-flags-autumn.csv", content=_list_of(area), by=ruth, on=today - timedelta(days=2)
        )
        _checked(area, ellis, today)


def _registered(area: Area, iris: User, today: date) -> Agreement:
    """The register. Gives the agreement with health."""
    begun = today - timedelta(days=300)
    schools = list(Organisation.objects.filter(area=area, kind="setting", closed_on=None).exclude(name=SCHOOL).order_by("name")[: SCHOOLS - 1])
    schools.insert(0, Organisation.objects.get(name=SCHOOL))
    bodies = {each.name: each for each in Organisation.objects.filter(name__in=(THERAPIES, HOSPITAL, ICB, NEIGHBOUR))}

    def written(kind: str, name: str, purpose: str, basis: str, partners: list[Organisation], review_in: int, until_in: int | None = None) -> Agreement:
        return agreements.write_agreement(
            area=area, kind=kind, name=name, purpose=purpose, basis=basis, owner=iris, partners=partners, from_on=begun, by=iris, on=begun,
            review_on=today + timedelta(days=review_in), until_on=today + timedelta(days=until_in) if until_in else None,
        )  # fmt: skip

    with clock.standing_on(begun):
        with_health = written(
            "data", "SEND flags, and children out of school", "So that health’s record shows who has SEND, and school nurses know who is at home.",
            "Children and Families Act 2014, sections 23 and 28", [bodies[THERAPIES], bodies[HOSPITAL]], 65,
        )  # fmt: skip
        with_schools = written(
            "data", "Attendance, exclusions and provision from schools", "So that the area sees early who is losing school, and what plans promise is held to what arrives.",
            "Children and Families Act 2014, sections 28 and 29", schools, 25,
        )  # fmt: skip
        joint = written("joint", "Working together for children with SEND", "Who does what, with families at the centre; who answers when we differ.", "", [bodies[ICB]], 200, 400)
        border = written("border", "Children across our border", "Each council tells the other of a child at risk who lives there and learns here.", "", [bodies[NEIGHBOUR]], -12)
    signing = (
        (with_health, {THERAPIES: "Dr Noor Haldane, Medical Director"}), (joint, {ICB: "Anjali Nair, Designated Clinical Officer"}),
        (border, {NEIGHBOUR: "Halima Strand, Head of SEND"}), (with_schools, {each.name: "The headteacher" for each in schools[:SIGNED]}),
    )  # fmt: skip
    for agreement, who in signing:
        for partner in agreement.partners.select_related("organisation", "agreement"):
            if signed_by := who.get(partner.organisation.name):
                agreements.sign_agreement(partner=partner, signed_by=signed_by, signed_on=begun + timedelta(days=14), by=iris, on=today)
    contact = border.partners.get()
    agreements.name_contact(partner=contact, contact="Halima Strand, Head of SEND", email="halima.strand@northmarsh.example", phone="07700 900148", by=iris, on=today)
    return with_health


def _list_of(area: Area) -> bytes:
    """What health's system has flagged: most who should be, some whose plan has ended, a name with a letter too many, three nobody knows."""
    dice = Random("flags")
    right = [child for child in flagged(area.pk).order_by("pk") if dice.randrange(100) < OF_A_HUNDRED]
    over = list(Child.objects.filter(area=area, closed_list_on=None, case__stage=Case.Stage.CEASED).order_by("pk")[:STILL])
    postcodes = dict(Address.objects.filter(child__in=[*right, *over], until_on=None).order_by("from_on", "pk").values_list("child_id", "postcode"))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number, child in enumerate([*right, *over]):
        slip = number == len(right) // 2
        nhs_number, surname = ("", f"{child.surname}e") if slip else (child.nhs_number, child.surname)
        writer.writerow([nhs_number, surname, child.forename, f"{child.date_of_birth:%d/%m/%Y}", postcodes.get(child.pk, "")])
    writer.writerows(["", surname, forename, born, ""] for forename, surname, born in NOBODY)
    return out.getvalue().encode()


def _checked(area: Area, ellis: User, today: date) -> None:
    """Every other child of Ellis's with an NHS number had it held against what health has."""
    theirs = Child.objects.filter(area=area, case__worker=ellis, closed_list_on=None).exclude(nhs_number="").order_by("pk")
    for child in theirs[::2]:
        check_number(child=child, kind="nhs", number=child.nhs_number, source="national", checked_on=today - timedelta(days=30), by=ellis, on=today)
