"""For each rule, a sound person or header changed so that the rule fails: how a rule is broken, as data."""

import copy
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from goldenthread.law.identifiers import upn_check_letter
from goldenthread.returns.records import Need, Person, PlanDetail, Problem, Record
from goldenthread.returns.structure import collections
from goldenthread.returns.tests import making

DAY = timedelta(days=1)


def bad(record: Record, attribute: str, element: str, kind: str = "code") -> None:
    """As the reader leaves a value that it could not read."""
    setattr(record, attribute, None)
    record.problems = (Problem(kind, element, f"x/{element}", 7, "?", "Do this."),)


def parts(person: Person, year: int) -> SimpleNamespace:
    """The first of everything, by one letter, with the days of the year: `day` is census day."""
    request = person.requests[0]
    plan, active = request.named_plan, request.active_plan
    when = collections()[year]
    return SimpleNamespace(
        p=person,
        r=request,
        a=request.assessment,
        n=plan,
        d=plan.details[0] if plan else None,
        v=active,
        l=active.placements[0] if active else None,
        s=active.needs[0] if active else None,
        day=when.census_date,
        starts=when.activity_from,
        ends=when.activity_to,
    )


def given(**changes: Any) -> Callable[[SimpleNamespace], None]:
    """Set attributes: `given(p__sex=None)` is `p.sex = None`; a callable is asked of the parts."""

    def change(x: SimpleNamespace) -> None:
        for name, value in changes.items():
            part, _, attribute = name.partition("__")
            setattr(getattr(x, part), attribute, value(x) if callable(value) else value)

    return change


def code(part: str, attribute: str, element: str) -> Callable[[SimpleNamespace], None]:
    return lambda x: bad(getattr(x, part), attribute, element)


def born(years: int) -> Callable[[SimpleNamespace], date]:
    """A date of birth that makes someone so many years old on census day."""
    return lambda x: date(x.day.year - years, 1, 2)


def twice(part: str, **changes: Any) -> Callable[[SimpleNamespace], None]:
    """A second request like the first, with changes to the copy."""

    def change(x: SimpleNamespace) -> None:
        other = copy.deepcopy(x.r)
        x.p.requests = (x.r, other)
        target = {"r": other, "n": other.named_plan}[part]
        for attribute, value in changes.items():
            setattr(target, attribute, value(x) if callable(value) else value)

    return change


def before(attribute: str) -> Callable[[SimpleNamespace], date]:
    part, _, name = attribute.partition("__")
    return lambda x: getattr(getattr(x, part), name) - DAY


def after_census(x: SimpleNamespace) -> date:
    return x.day + DAY


def before_the_year(x: SimpleNamespace) -> date:
    return x.starts - DAY


# Rule, kind of case, what is changed.
OF_PEOPLE: list[tuple[str, str, Callable[[SimpleNamespace], None]]] = [
    ("P101", "7", given(p__surname=None)),
    ("P102", "7", given(p__forename=None)),
    ("P103", "7", given(p__born_on=None)),
    ("P104", "7", given(p__born_on=after_census)),
    ("P105", "7", given(p__born_on=born(26))),
    ("P106", "7", given(p__born_on=born(28))),
    ("P107", "7", given(p__sex=None)),
    ("P107", "7", code("p", "sex", "Sex")),
    ("P108", "7", given(p__ethnicity=None)),
    ("P108", "7", code("p", "ethnicity", "Ethnicity")),
    ("P110", "7", given(p__postcode=None)),
    ("P111", "7", given(p__postcode="ZZ1 AAA")),
    ("P112", "7", given(p__upn=None, p__uln=None)),
    ("P113", "7", given(p__upn_unknown="UN1")),
    ("P114", "7", given(p__upn="A12")),
    ("P114", "7", given(p__upn=lambda x: x.p.upn.lower())),
    ("P115", "7", given(p__upn=lambda x: ("A" if x.p.upn[0] != "A" else "B") + x.p.upn[1:])),
    ("P116", "7", given(p__upn=upn_check_letter("099999900001") + "099999900001")),
    ("P118", "7", given(p__uln="1234567890")),
    ("P120", "7", code("p", "upn_unknown", "UPNunknown")),
    ("P121", "7", given(p__upn=None, p__uln=None, p__upn_unknown="UN1")),
    ("P123", "7", given(p__upn=None, p__uln=None, p__upn_unknown="UN10")),
    ("P124", "7", given(p__upn=None, p__uln=None, p__upn_unknown="UN9")),
    ("P126", "7", given(p__upn=upn_check_letter("80199990012A") + "80199990012A")),
    ("P128", "7", given(p__requests=())),
    ("R201", "7", given(r__received_on=None)),
    ("R202", "7", given(r__received_on=after_census)),
    ("R203", "7", given(r__received_on=lambda x: x.ends + DAY)),
    ("R204", "7", given(r__received_on=before("p__born_on"))),
    ("R205", "7", given(r__source=None)),
    ("R206", "7", code("r", "source", "RequestSource")),
    ("R207", "7", given(r__youth_accommodation=None)),
    ("R208", "7", code("r", "youth_accommodation", "RYA")),
    ("R209", "7", given(r__outcome=None)),
    ("R209", "7", code("r", "outcome", "RequestOutcome")),
    ("R210", "4", given(r__outcome_on=None)),
    ("R211", "7", given(r__outcome_on=lambda x: x.r.received_on)),
    ("R212", "4", given(r__outcome_on=before("r__received_on"))),
    ("R213", "4", given(r__outcome_on=after_census)),
    ("R214", "6", given(r__outcome_on=before_the_year)),
    ("R216", "4", code("r", "tribunal", "RequestTribunal")),
    ("R217", "4", given(r__mediation=None)),
    ("R218", "1a", given(r__outcome="W")),
    ("R218", "6", given(r__outcome="A")),
    ("R219", "6", given(r__assessment=None)),
    ("R220", "7", given(r__exported_to="001")),
    ("R220", "7", code("r", "exported_to", "Exported")),
    ("R221", "7", given(r__exported_to="801")),
    ("R222", "1a", given(r__exported_to="800")),
    ("R223", "7", given(r__youth_accommodation="1", p__born_on=born(8))),
    ("R224", "1", given(r__assessment=None)),
    ("R225", "7", twice("r")),
    ("R226", "6", given(r__outcome="N", r__mediation="0")),
    ("R227", "8", twice("r", received_on=lambda x: x.starts, outcome="A", assessment=None, active_plan=None)),
    ("A301", "6", given(a__outcome=None)),
    ("A301", "6", code("a", "outcome", "AssessmentOutcome")),
    ("A302", "3", given(a__outcome_on=None)),
    ("A302", "1a", given(a__outcome_on=None)),
    ("A303", "6", given(a__outcome_on=lambda x: x.ends)),
    ("A304", "3", given(a__outcome_on=before("r__outcome_on"))),
    ("A305", "3", given(a__outcome_on=after_census)),
    ("A306", "3", given(a__outcome_on=before_the_year)),
    ("A307", "3", code("a", "other_mediation", "OtherMediation")),
    ("A308", "1a", given(a__exceptions=None)),
    ("A308", "3", code("a", "exceptions", "Week20")),
    ("A309", "1a", given(a__named_plan=None)),
    ("A310", "1", given(a__outcome="W")),
    ("A310", "1a", given(a__outcome="N")),
    ("A311", "1a", given(n__started_on=before("a__outcome_on"))),
    ("A312", "1a", given(r__outcome="H", r__received_on=None)),
    ("A313", "1", given(n__started_on=lambda x: x.starts)),
    ("A314", "1a", given(v__transferred_from="800")),
    ("A315", "3", given(a__tribunal=None)),
    ("N401", "1", given(n__started_on=None)),
    ("N402", "1", given(n__started_on=after_census)),
    ("N403", "1", given(n__started_on=before("p__born_on"))),
    ("N404", "1", given(n__started_on=date(2014, 8, 31))),
    ("N405", "1", given(n__details=())),
    ("N406", "1", code("n", "residential", "PlanRes")),
    ("N407", "1", code("n", "work_based", "PlanWBP")),
    ("N408", "1", given(n__work_based="A")),
    ("N409", "1", given(n__personal_budget=None)),
    ("N409", "1", code("n", "personal_budget", "PB")),
    ("N410", "1", given(n__personal_budget="1", n__organised_arrangements=None)),
    ("N411", "1", code("n", "direct_payments", "DP")),
    ("N412", "2", given(n__cease_reason=None)),
    ("N413", "2", given(n__ceased_on=None)),
    ("N414", "2", given(n__ceased_on=before("n__started_on"))),
    ("N415", "2", given(n__ceased_on=after_census)),
    ("N416", "2", given(n__ceased_on=before_the_year)),
    ("N417", "2", code("n", "cease_reason", "CeaseReason")),
    ("N418", "1", given(n__personal_budget="0", n__direct_payments="E")),
    ("N419", "1", given(r__active_plan=None)),
    ("N420", "2", given(n__cease_reason="1")),
    ("N421", "2", given(n__cease_reason="3")),
    ("N422", "2", given(n__ceased_on=lambda x: x.ends + DAY)),
    ("D451", "1", given(d__urn="100000", d__ukprn="10000001")),
    ("D451", "1", given(d__urn=None, d__ukprn=None, d__setting=None)),
    ("D452", "1", given(d__urn="1234")),
    ("D452", "1", code("d", "urn", "URN")),
    ("D453", "1", given(d__ukprn="20000001")),
    ("D454", "1", code("d", "setting", "SENSetting")),
    ("D455", "1", given(d__setting="OTH", d__setting_other=None)),
    ("D456", "1", given(d__setting="OLA", d__setting_other="At home")),
    ("D457", "1", given(d__rank=None)),
    ("D458", "1", given(d__rank="2")),
    ("D458", "1", lambda x: setattr(x.n, "details", (*x.n.details, PlanDetail(setting="OLA", rank="1")))),
    ("D459", "1", given(d__urn="100000", d__sen_unit=None)),
    ("D459", "1", code("d", "sen_unit", "SENunitIndicator")),
    ("D461", "1", given(d__sen_unit="1", d__resourced_provision="1")),
    ("L500", "1", given(a__named_plan=None)),
    ("L501", "1", given(v__transferred_from="001")),
    ("L502", "1", given(v__transferred_from="801")),
    ("L503", "1", given(v__review_meeting_on=None)),
    ("L504", "1", given(v__review_meeting_on=after_census)),
    ("L505", "1", given(v__review_meeting_on=before("n__started_on"))),
    ("L506", "1", given(v__review_decided_on=None)),
    ("L507", "1", given(v__review_outcome=None)),
    ("L508", "1", code("v", "review_outcome", "ReviewOutcome")),
    ("L509", "1", given(v__review_decided_on=before("v__review_meeting_on"))),
    ("L511", "1", given(v__review_decided_on=after_census)),
    ("L512", "1", given(v__review_outcome="A", v__review_draft_on=None)),
    ("L513", "1", given(v__review_outcome="M", v__review_draft_on=lambda x: x.ends)),
    ("L514", "1", given(v__review_draft_on=after_census)),
    ("L515", "1", given(v__review_draft_on=before("v__review_meeting_on"))),
    ("L517", "1", given(v__phase_transfer_due_on=lambda x: x.ends)),
    ("L518", "1", given(v__phase_transfer_final_on=after_census)),
    ("L519", "1", given(v__phase_transfer_due_on=None, v__phase_transfer_final_on=lambda x: x.ends)),
    ("L520", "1", given(v__needs=())),
    ("L521", "1", given(s__type=None)),
    ("L521", "1", code("s", "type", "SENtype")),
    ("L522", "1", given(s__rank=None)),
    ("L523", "1", given(s__rank="2")),
    ("L524", "1", given(v__needs=(Need(type="ASD", rank="1"), Need(type="ASD", rank="2")))),
    ("L526", "1", given(v__placements=())),
    ("L551", "1", given(l__ukprn="10000001")),
    ("L552", "1", given(l__urn="12")),
    ("L552", "1", code("l", "ukprn", "UKPRN")),
    ("L553", "1", code("l", "setting", "SENSetting")),
    ("L554", "1", given(l__urn=None, l__setting="NIEO")),
    ("L555", "1", given(l__rank=None)),
    ("L556", "1", given(l__left_on=lambda x: x.day - DAY)),
    ("L556", "8", lambda x: setattr(x.v.placements[2], "left_on", None)),
    ("L557", "1", given(l__entered_on=None)),
    ("L558", "1", given(l__entered_on=after_census)),
    ("L559", "1", given(l__left_on=before("l__entered_on"))),
    ("L560", "1", given(l__left_on=after_census)),
    ("L561", "1", code("l", "residential", "Res")),
    ("L562", "1", given(l__work_based="A")),
    ("L562", "1", code("l", "work_based", "WBP")),
    ("L563", "1", given(l__sen_unit=None)),
    ("L564", "1", given(l__urn=None, l__setting="NEET")),
    ("L565", "1", given(l__urn=None, l__setting="NIEC")),
    ("X601", "2", given(n__ceased_on=before_the_year)),
    ("X601", "4", given(r__received_on=before_the_year, r__outcome_on=before_the_year)),
    ("X603", "1", twice("r")),
    ("X604", "2", twice("n", started_on=lambda x: x.n.started_on + DAY, ceased_on=lambda x: x.n.ceased_on)),
]

OF_HEADERS: list[tuple[str, dict[str, Any]]] = [
    ("H101", {"collection": "CIN"}),
    ("H103", {"reference_date": date(2026, 1, 14)}),
    ("H104", {"source_level": "S"}),
    ("H105", {"lea": "001"}),
    ("H106", {"serial_no": "1"}),
    ("H107", {"made_at": None}),
    ("H108", {"dmo": None}),
    ("H109", {"dco": None}),
    ("H110", {"dsco": None}),
    ("H111", {"release": None}),
]

# Not broken by one sound person changed: another person, the register of schools, or the whole return is needed.
ELSEWHERE = {"P117", "P119", "P127", "D462", "D463", "H102", "T701", "T702", "T703", "T704", "T705", "T706"}


def broken(case: str, change: Callable[[SimpleNamespace], None], year: int = 2026) -> Person:
    """A person of a kind of case, changed. The random parts are those that leave room for every change."""
    for seed in range(1, 40):
        person = making.person(year, case, 1, seed=seed)
        x = parts(person, year)
        if (x.d is None or x.d.urn) and (x.v is None or case != "1" or x.v.phase_transfer_due_on):
            change(x)
            return person
    raise AssertionError("No seed gives a person that can be changed so.")
