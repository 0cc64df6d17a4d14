"""The columns of a service's return: the template is made from them, the file is read by them, and the data dictionary says them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .codes import DECISIONS, DISCHARGED, REJECTED


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `codes` are what may stand in it, with their words; both are read."""

    key: str
    heading: str
    holds: str
    example: str
    needed: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)


NUMBER_RULE = (
    "Letters, figures, - and / alone, with at least one figure, and no more than five letters in a row. Never a name, NHS number, UPN or date of birth, and nothing that is made from one."
)
COLUMNS = (
    Column("service", "Service", "The name of the service, as it stands above the return. May be left empty", "Autism assessment"),
    Column("number", "Number", f"The service’s own number for the child, the same at each referral. {NUMBER_RULE}", "AU-00412", needed=True),
    Column("district", "District", "Where the child lives: one of the area’s districts. Empty where it is not known", "Calder North"),
    Column("referred_on", "Referred on", "The day on which the referral came", "2026-03-14", needed=True),
    Column("decision", "Decision", "What was decided on the referral. Empty until somebody has decided", "accepted", codes=DECISIONS),
    Column("decided_on", "Decided on", "The day of the decision. Needed for a referral that is rejected", "2026-03-28"),
    Column("reason", "Reason for rejecting", "Needed for a referral that is rejected", "", codes=REJECTED),
    Column("started_on", "First seen on", "The day on which the child was first seen, or help began: the wait ends here", "2026-07-02"),
    Column("discharged_on", "Discharged on", "The day on which the child left the service, seen or not", ""),
    Column("discharge_reason", "Reason for discharge", "Needed with a day of discharge", "", codes=DISCHARGED),
)
BY_KEY = {each.key: each for each in COLUMNS}
HEADINGS = [each.heading for each in COLUMNS]
DAYS = ("referred_on", "decided_on", "started_on", "discharged_on")

#: Headings that no return may have: they would hold who a child is.
_WHO = re.compile(r"\b(names?|forenames?|surnames?|nhs|upn|uln|dob|born|birth|post ?codes?|address|street|phone|telephone|mobile|e-?mail|parents?|carers?|initials|school)\b")


def tells_who(heading: str) -> bool:
    """Whether a heading asks for who a child is."""
    return bool(_WHO.search(heading.lower().replace("_", " ")))


def why_not_a_number(text: str) -> str:
    """Why this cannot be the service's own number for a child: "" where it can. The sentence never repeats it."""
    bare = re.sub(r"[\s/-]", "", text).upper()
    if re.fullmatch(r"\d{10}", bare):
        return "Ten figures look like an NHS number. Use the service’s own number instead."
    if re.fullmatch(r"[A-Z]\d{12}|[A-Z]\d{11}[A-Z]", bare):
        return "This looks like a unique pupil number. Use the service’s own number instead."
    if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", bare):
        return "This looks like a postcode. Use the service’s own number instead."
    if re.fullmatch(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", text) or re.fullmatch(r"(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])|([0-2]\d|3[01])(0[1-9]|1[0-2])(19|20)\d{2}", bare):
        return "This looks like a date, and could be a date of birth. Use the service’s own number instead."
    if re.search(r"[^\W\d_]{6}", text) or re.search(r"\s", text) or not re.search(r"\d", text):
        return f"This could hold a name. {NUMBER_RULE}"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9/-]{0,39}", text):
        return f"This is not a number as the return takes it. {NUMBER_RULE}"
    return ""
