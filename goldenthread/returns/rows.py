"""From a person of a return to the rows that keep the same facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from goldenthread.casework import models as casework
from goldenthread.casework.facts import NOT_STATED
from goldenthread.core.rows import new
from goldenthread.people import models as people
from goldenthread.plans import models as plans
from goldenthread.reviews import models as reviews

from . import records

ROUTE = {"1": "family", "2": "setting", "3": "health", "4": "social_care", "5": "other"}


@dataclass(frozen=True)
class Establishments:
    """Ids of the organisations that a return can name, by URN and by UKPRN."""

    by_urn: Mapping[int | None, int]
    by_ukprn: Mapping[int | None, int]

    @classmethod
    def all(cls) -> "Establishments":
        """Every establishment that is known now. Two queries, some tens of thousands of rows."""
        settings = people.Organisation.objects.filter(kind="setting")
        return cls(
            dict(settings.filter(urn__isnull=False).order_by().values_list("urn", "id")),
            dict(settings.filter(ukprn__isnull=False).order_by().values_list("ukprn", "id")),
        )

    def find(self, setting: records.Setting) -> int | None:
        """The organisation, or None where the return gives no number or one that is not known here."""
        if setting.urn:
            return self.by_urn.get(int(setting.urn))
        if setting.ukprn:
            return self.by_ukprn.get(int(setting.ukprn))
        return None


@dataclass
class Rows:
    """The unsaved rows of one person: the child first, then whatever hangs from it, parents before their parts."""

    child: people.Child
    parts: list = field(default_factory=list)

    def add(self, row):
        """Put a row with the others and give it back."""
        self.parts.append(row)
        return row


def rows_of(person: records.Person, *, area_id: int, year: int, on: date, known: Establishments) -> Rows:
    """All rows for a person who is not known here yet. The record must have passed the checks that import needs.

    `year` is the collection year, `on` the day the record begins here. A setting that is not known here is kept by
    its number in words, never guessed.
    """
    child = new(
        people.Child,
        area_id=area_id, forename=person.forename or "", surname=person.surname or "", date_of_birth=person.born_on,
        sex=sex_of(person), reported_gender=person.gender or "", ethnicity=person.ethnicity or "", upn=person.upn or "",
        uln=person.uln or "", no_upn_because=person.upn_unknown or "", first_recorded_on=on,
    )  # fmt: skip
    rows = Rows(child)
    if person.postcode:
        rows.add(new(people.Address, child=child, postcode=person.postcode))
    for request in person.requests:
        add_request(rows, request, area_id=area_id, year=year, known=known)
        if request.active_plan and request.named_plan:
            add_child_facts(rows, request.active_plan, on=on, known=known)
    return rows


def sex_of(person: records.Person) -> str:
    """Sex as kept, from Sex (2024 on) or GenderCurrent (2023); "U" where neither says."""
    return person.sex or {"1": "M", "2": "F"}.get(person.gender or "", "U")


def flag(value: str | None) -> bool | None:
    """A return's "1" or "0", or None where nothing was sent."""
    return None if value is None else value == "1"


def request_fields(request: records.Request) -> dict:
    """What a request row takes from the return."""
    assessment = request.assessment
    ended = (
        "moved"
        if request.exported_to
        else "withdrawn"
        if "W" in (request.outcome, assessment.outcome if assessment else None)
        else ""
    )
    return {
        "received_on": request.received_on,
        "route": ROUTE.get(request.source or "", "not_known"),
        "in_youth_accommodation": flag(request.youth_accommodation),
        "ended": ended,
        "exported_to": request.exported_to or "",
        "request_mediation": flag(request.mediation),
        "request_tribunal": flag(request.tribunal),
        "assessment_mediation": flag(assessment.mediation) if assessment else None,
        "assessment_tribunal": flag(assessment.tribunal) if assessment else None,
        "other_mediation": flag(assessment.other_mediation) if assessment else None,
        "other_tribunal": flag(assessment.other_tribunal) if assessment else None,
    }


def decisions_in(request: records.Request) -> dict[str, dict]:
    """The decisions that the return speaks of, as {about: {yes, notified_on}}. "H" and an undated "Y" have no date."""
    found = {}
    if request.outcome in ("Y", "N", "H"):
        found["assess"] = {
            "yes": request.outcome != "N",
            "notified_on": request.outcome_on if request.outcome != "H" else None,
        }
    assessment = request.assessment
    if assessment and assessment.outcome in ("Y", "N", "H"):
        found["issue"] = {
            "yes": assessment.outcome != "N",
            "notified_on": assessment.outcome_on if assessment.outcome != "H" else None,
        }
    return found


def plan_fields(named: records.NamedPlan, active: records.ActivePlan | None) -> dict:
    """What a plan row takes from the return."""
    return {
        "made_on": named.started_on,
        "transferred_from": (active.transferred_from if active else None) or "",
        "residential": named.residential or "",
        "work_based": named.work_based or "",
        "personal_budget": flag(named.personal_budget),
        "organised_arrangements": flag(named.organised_arrangements),
        "direct_payment": named.direct_payments or "",
        "ceased_on": named.ceased_on,
        "cease_reason": named.cease_reason or "" if named.ceased_on else "",
    }


def setting_fields(setting: records.Setting, known: Establishments) -> dict:
    """Where a setting is: an organisation, or a kind of setting; a number not known here is kept in words."""
    organisation = known.find(setting)
    number = f"URN {setting.urn}" if setting.urn else f"UKPRN {setting.ukprn}" if setting.ukprn else ""
    unknown = organisation is None and bool(number)
    return {
        "organisation_id": organisation,
        "setting_type": "OTH" if unknown else (setting.setting or "" if organisation is None else ""),
        "setting_other": number if unknown else (setting.setting_other or ""),
        "rank": int(setting.rank or 1),
        "sen_unit": flag(setting.sen_unit),
        "resourced_provision": flag(setting.resourced_provision),
    }


def settings_named(named: records.NamedPlan, known: Establishments) -> list[dict]:
    """What section I names, one setting a rank: of two with the same rank the first stands, and the checks say so."""
    found: dict[int, dict] = {}
    for detail in named.details:
        values = setting_fields(detail, known)
        found.setdefault(values["rank"], values)
    return list(found.values())


def attendance_fields(placement: records.Placement, active: records.ActivePlan, known: Establishments) -> dict:
    """What an attendance row takes from the return. In 2023 the whole plan had one residential and work-based code."""
    return {
        **setting_fields(placement, known),
        "entry_on": placement.entered_on,
        "left_on": placement.left_on,
        "residential": placement.residential or active.residential or "",
        "work_based": placement.work_based or active.work_based or "",
        "attendance_pattern": placement.attendance or "",
    }


def reviews_in(active: records.ActivePlan) -> list[dict]:
    """The review that the return speaks of; two where the decision belongs to the round before the meeting."""
    met, decided = active.review_meeting_on, active.review_decided_on
    told = {"notified_on": decided, "outcome": active.review_outcome or "", "notice_sent_on": active.review_draft_on}
    if met and decided and decided < met:
        return [{"met_on": None, **told}, {"met_on": met, "notified_on": None, "outcome": "", "notice_sent_on": None}]
    return [{"met_on": met, **told}] if met or decided else []


def add_request(rows: Rows, record: records.Request, *, area_id: int, year: int, known: Establishments) -> None:
    """A request with its decisions, and the plan it led to with its reviews."""
    child = rows.child
    plan = None
    if named := record.named_plan:
        plan = rows.add(new(plans.Plan, child=child, area_id=area_id, **plan_fields(named, record.active_plan)))
        for values in settings_named(named, known):
            rows.add(new(plans.NamedSetting, plan=plan, **values))
    request = rows.add(
        new(
            casework.Request,
            child=child,
            area_id=area_id,
            plan=plan,
            channel="return",
            first_return=year,
            **request_fields(record),
        )
    )
    for about, decision in decisions_in(record).items():
        rows.add(new(casework.Decision, request=request, about=about, forum="return", **decision))
    if record.assessment and record.assessment.exceptions == "1":
        rows.add(unstated_exception(request, record))
    if (active := record.active_plan) and plan:
        for review in reviews_in(active):
            rows.add(new(reviews.Review, plan=plan, first_return=year, **review))
        if active.phase_transfer_due_on:
            rows.add(phase_transfer(plan, active))


def add_child_facts(rows: Rows, active: records.ActivePlan, *, on: date, known: Establishments) -> None:
    """Where the child is and which needs they have: facts of the child that the return hangs under the plan."""
    for placement in active.placements:
        attendance = rows.add(new(people.Attendance, child=rows.child, **attendance_fields(placement, active, known)))
        if not _involved(rows, attendance.organisation_id) and (involved := involvement_of(rows.child, attendance, on)):
            rows.add(involved)
    taken = {row.rank for row in rows.parts if isinstance(row, people.SenNeed)}
    for need in active.needs:
        if (rank := int(need.rank or 1)) not in taken:
            taken.add(rank)
            rows.add(new(people.SenNeed, child=rows.child, need=need.type or "", rank=rank))


def unstated_exception(request: casework.Request, record: records.Request) -> casework.ExceptionClaim:
    """The 20-week exception that a return says applied, without saying which."""
    accepted_on = record.assessment.outcome_on if record.assessment else None
    return new(casework.ExceptionClaim, request=request, clock="EHCNA-20", ground=NOT_STATED, accepted_on=accepted_on)


def phase_transfer(plan: plans.Plan, active: records.ActivePlan) -> reviews.PhaseTransfer:
    """The phase transfer that the return speaks of."""
    return new(
        reviews.PhaseTransfer, plan=plan, due_on=active.phase_transfer_due_on, final_on=active.phase_transfer_final_on
    )


def involvement_of(child: people.Child, attendance: people.Attendance, on: date) -> people.Involvement | None:
    """A setting that the child attends is involved; a kind of setting is nobody."""
    if not attendance.organisation_id or attendance.left_on is not None:
        return None
    return new(
        people.Involvement,
        child=child,
        area_id=child.area_id,
        organisation_id=attendance.organisation_id,
        role="setting",
        from_on=attendance.entry_on or on,
        because="On roll, by the statutory return",
    )


def _involved(rows: Rows, organisation_id: int | None) -> bool:
    return any(isinstance(row, people.Involvement) and row.organisation_id == organisation_id for row in rows.parts)
