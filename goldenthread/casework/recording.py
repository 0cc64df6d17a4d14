"""A new request while it is being typed: a draft in parts, one for each page, until it is sent.

The draft's key is in its address, is the one-time key of its sending, and becomes the request's id. Every part is read
by its form again whenever it is used: what is kept is only what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from goldenthread.core import clock, drafts
from goldenthread.core.gathering import asked, made_of
from goldenthread.law import rights
from goldenthread.law.days import in_words
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Area, Child
from goldenthread.people.newcomers import NewAdult, NewChild
from goldenthread.people.standing import Standing
from goldenthread.people.twins import PossibleMatch, possible_matches

from .actions.receiving import Evidence
from .forms import AdultForm, ChildForm, MatchForm, RequestForm, SaidForm, WhoForm
from .forms.asking import NONE_OF_THESE

BEGINNING = "request."
MOST_ADULTS = 6

#: The pages, in order.
STEPS = {
    "who": "Who it is about", "child": "About the child or young person", "family": "Parents and carers",
    "request": "The request", "said": "What was said, and papers",
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A possible match as the page shows it."""

    child: Child
    born: str
    hint: str


def areas_to_record_in(standing: Standing) -> list[int]:
    """Areas for which this person may record requests, and whose records they see, so that a twin would be noticed."""
    return [area_id for area_id in standing.areas_where("request", "create") if area_id in standing.area_ids]


#: A draft, the area to record in (that of the officer's own seat), and who works there and can be named to a family.
_LOAD = """
WITH draft AS ({draft})
SELECT jsonb_build_object(
    'parts', (SELECT data FROM draft),
    'area', (SELECT to_jsonb(a) FROM people_area a WHERE a.id = %(area)s::bigint),
    'officers', (SELECT jsonb_agg(jsonb_build_array(u.id, u.name) ORDER BY u.name, m.id)
                   FROM people_membership m JOIN access_user u ON u.id = m.user_id
                  WHERE m.organisation_id = ANY (ARRAY(SELECT o.id FROM people_organisation o WHERE o.area_id = %(area)s::bigint))
                    AND m.role IN ('coordinator', 'team_manager') AND u.is_active AND m.from_on <= %(today)s::date
                    AND (m.until_on IS NULL OR m.until_on >= %(today)s::date)))::text
"""


class Recording:
    """One unfinished request of one officer."""

    def __init__(self, *, key: UUID, user_id: int, standing: Standing, said: dict[str, Any]) -> None:
        self.key, self.user_id, self.standing, self.parts = key, user_id, standing, said["parts"]
        self.area = made_of(Area, said["area"])
        self._officers: list[tuple[int, str]] = said["officers"] or []
        self._read: dict[str, Any] = {}

    @classmethod
    def load(cls, *, key: UUID, user_id: int, standing: Standing, take: bool = False) -> Recording | None:
        """The draft, if this person has it and an area to record in. `take` also clears it, for the moment of sending."""
        areas = areas_to_record_in(standing)
        if not areas:
            return None
        values = {"user": user_id, "form": f"{BEGINNING}{key}", "area": areas[0], "today": standing.on}
        said = asked(_LOAD.format(draft=drafts.TAKE if take else drafts.LOAD), values)
        return None if said["parts"] is None else cls(key=key, user_id=user_id, standing=standing, said=said)

    @property
    def form(self) -> str:
        return f"{BEGINNING}{self.key}"

    def keep(self, part: str, answers: Any) -> None:
        """Keep what was typed on one page."""
        drafts.save(user_id=self.user_id, form=self.form, part=part, answers=answers)
        self.parts[part] = answers
        self._read.clear()

    def put_back(self) -> None:
        """The draft was taken to be sent, and was refused."""
        drafts.put_back(user_id=self.user_id, form=self.form, parts=self.parts)

    def typed(self, part: str) -> Any:
        return drafts.as_post(self.parts.get(part))

    # --- the parts, read by their forms

    @cached_property
    def workers(self) -> list[tuple[str, str]]:
        """Officers of the area who can be named to a family, this one first where they are one."""
        named = dict(self._officers)
        own = [(str(self.user_id), f"{named.pop(self.user_id)} (you)")] if self.user_id in named else []
        return own + [(str(user), name) for user, name in named.items()]

    def _form(self, part: str, form: Callable[[], Any]) -> Any:
        """A part's form, made once for as long as nothing else is typed: reading what was typed costs time."""
        if part not in self._read:
            self._read[part] = form()
        return self._read[part]

    def who(self) -> WhoForm:
        return self._form("who", lambda: WhoForm(self.typed("who")))

    def child(self) -> ChildForm:
        return self._form("child", lambda: ChildForm(self.typed("child"), area=self.area))

    def request(self) -> RequestForm:
        first = self.first_answers()
        return self._form(
            "request", lambda: RequestForm(self.typed("request"), area=self.area, workers=self.workers, initial=first)
        )

    def said(self) -> SaidForm:
        return self._form("said", lambda: SaidForm(self.typed("said")))

    def adults(self) -> list[AdultForm]:
        return self._form("adults", lambda: [AdultForm(drafts.as_post(typed)) for typed in self.adults_typed])

    @property
    def adults_typed(self) -> list[Any]:
        return [self.parts[f"adult{number}"] for number in range(MOST_ADULTS) if self.parts.get(f"adult{number}")]

    @property
    def papers(self) -> list[dict[str, Any]]:
        return self.parts.get("_papers", [])

    def first_answers(self) -> dict[str, Any]:
        """What the request page shows before anything is typed: the officer, and the school as the one that asked."""
        school = self.parts.get("child", {}).get("setting", [""])[0]
        return {"worker": self.workers[0][0] if self.workers else "", "requested_by": school}

    # --- matches

    @property
    def chosen_child_id(self) -> UUID | None:
        """The record on file that was chosen, if one was."""
        chosen = (self.parts.get("_match") or {}).get("child", [NONE_OF_THESE])[0]
        try:
            return None if chosen in ("", NONE_OF_THESE) else UUID(chosen)
        except ValueError:
            return None

    @cached_property
    def existing(self) -> Child | None:
        """The child on record whom the officer chose, as far as they may see it."""
        if self.chosen_child_id is None:
            return None
        return (
            Child.objects.visible_to(self.standing)
            .select_related("area", "case")
            .filter(pk=self.chosen_child_id)
            .first()
        )

    @property
    def ruled_out(self) -> list[UUID]:
        """Possible matches that the officer looked at and said are other children."""
        return [UUID(each) for each in (self.parts.get("_match") or {}).get("seen", [])]

    def matches(self, who: WhoForm) -> list[PossibleMatch]:
        """Records that may be this child's."""
        child = self.child() if "child" in self.parts else None
        numbers = child.cleaned_data if child and child.is_valid() else (child.cleaned_data if child else {})
        return possible_matches(
            area_ids=areas_to_record_in(self.standing),
            forename=who.cleaned_data["forename"],
            surname=who.cleaned_data["surname"],
            date_of_birth=who.cleaned_data["date_of_birth"],
            upn=numbers.get("upn") or "",
            nhs_number=numbers.get("nhs_number") or "",
        )

    def match_form(self, matches: list[PossibleMatch], typed: Any = None) -> MatchForm:
        """The question, with what is known of each record beside it."""
        ids = [match.child.pk for match in matches]
        cases = {
            child.pk: child.case
            for child in Child.objects.filter(pk__in=ids).select_related("case").order_by("pk")
            if hasattr(child, "case")
        }
        shown = []
        for match in matches:
            case = cases.get(match.child.pk)
            known = [match.because, match.child.reference]
            known += [case.setting_name, case.get_stage_display()] if case else []
            shown.append(
                Candidate(match.child, in_words(match.child.date_of_birth), ". ".join(part for part in known if part))
            )
        return MatchForm(typed if typed is not None else drafts.as_post(self.parts.get("_match")), matches=shown)

    # --- what is to be sent

    def done(self, step: str) -> bool:
        """Whether a page is answered, so that its form finds nothing wrong."""
        if step in ("child", "family") and self.existing is not None:
            return True
        if step == "family":
            if "later" in self.parts.get("_family", {}):
                return True
            return bool(self.adults_typed) and all(form.is_valid() for form in self.adults())
        return step in self.parts and getattr(self, step)().is_valid()

    def steps(self) -> list[dict[str, Any]]:
        """Each page with its state, in order."""
        existing = self.existing
        steps = []
        for step, text in STEPS.items():
            if existing is not None and step in ("child", "family"):
                continue
            done = self.done(step)
            status = "Completed" if done else "Incomplete" if step in self.parts else "Not yet started"
            steps.append({"step": step, "text": text, "href": self.href(step), "status": status, "done": done})
        return steps

    def href(self, step: str, **more: Any) -> str:
        return reverse("casework:record_step", kwargs={"key": self.key, "step": step, **more})

    def next_after(self, step: str) -> str:
        """The page after this one; the check page once all are done. The pages after it are looked at first, and no more than need be."""
        names = list(STEPS)
        later = names[names.index(step) + 1 :] if step in names else []
        earlier = [each for each in names if each not in later]
        return self.href(next((each for each in [*later, *earlier] if not self.done(each)), "check"))

    @property
    def ready(self) -> bool:
        return all(self.done(step) for step in STEPS)

    @property
    def rights_are_their_own(self) -> bool:
        """Whether the young person, not a parent, holds the rights today."""
        who = self.who()
        if "who" not in self.parts or not who.is_valid():
            return False
        return rights.rights_holder(who.cleaned_data["date_of_birth"], clock.today(), settings=settings_of(self.area.pk)).who == "young_person"

    def new_child(self) -> NewChild:
        """The record to start."""
        who, child = self.who(), self.child()
        who.is_valid(), child.is_valid()
        said = child.cleaned_data
        return NewChild(
            forename=who.cleaned_data["forename"], surname=who.cleaned_data["surname"], date_of_birth=who.cleaned_data["date_of_birth"],
            preferred_name=said["preferred_name"], sex=said["sex"], upn=said["upn"], nhs_number=said["nhs_number"],
            first_language=said["first_language"], interpreter=said["interpreter"], address=said["address"], postcode=said["postcode"],
            setting=said["setting_found"], adults=tuple(self.new_adults()),
        )  # fmt: skip

    def new_adults(self) -> list[NewAdult]:
        """The family to put on record."""
        found = []
        for form in self.adults():
            form.is_valid()
            said = form.cleaned_data
            found.append(
                NewAdult(
                    name=said["name"],
                    kind=said["kind"],
                    email=said["email"],
                    phone=said["phone"],
                    address=said["address"] or "",
                    postcode=said["postcode"] or "",
                    letter_format=said["letter_format"],
                    tell_by=said["tell_by"],
                    parental_responsibility=said["responsible"],
                    lives_with=said["lives_with"],
                )
            )
        return found

    def evidence(self, kept: dict[str, Any]) -> list[Evidence]:
        """The papers, with their stored files."""
        return [
            Evidence(file=kept[paper["sha256"]], title=paper["title"])
            for paper in self.papers
            if paper["sha256"] in kept
        ]
