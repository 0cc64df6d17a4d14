"""An ask while it is being written: its pages in order, what each of them needs, and the code to come back with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from goldenthread.casework.models import Case
from goldenthread.core import clock, drafts, languages, wall
from goldenthread.core.codes import plain
from goldenthread.core.languages import gettext_lazy as _
from goldenthread.law import rights
from goldenthread.law.days import in_words
from goldenthread.people.models import Area, Child, Membership
from goldenthread.people.newcomers import NewAdult, NewChild

from . import forms
from .models import Ask

#: An ask that was not sent is thrown away so long after it was last saved.
KEPT_DAYS = 60
MOST_PAPERS = 20

#: The pages of each kind of ask, in order.
PAGES = {
    "parent": ("who", "child", "family", "words", "papers", "sharing"),
    "young_person": ("who", "child", "words", "papers", "sharing"),
    "setting": ("who", "child", "family", "words", "papers", "agreement", "sharing"),
    "health": ("who", "child", "family", "words", "papers", "sharing"),
    "notice": ("who", "child", "family", "notice", "papers", "sharing"),
    "social_care": ("who", "child", "family", "words", "papers", "sharing"),
    "other": ("who", "child", "words", "papers", "sharing"),
}
HEADINGS = {
    "who": _("About you"),
    "child": _("About the child or young person"),
    "family": _("A parent or carer"),
    "notice": "Your notice",
    "words": _("What is happening, and what would help"),
    "papers": _("Papers, if you have any"),
    "agreement": "The family’s agreement",
    "sharing": _("Who will see this"),
}
FORMS: dict[str, Any] = {
    "who": forms.WhoForm,
    "child": forms.ChildForm,
    "family": forms.FamilyForm,
    "notice": forms.NoticeForm,
    "words": forms.WordsForm,
    "papers": forms.PapersForm,
    "agreement": forms.AgreementForm,
    "sharing": forms.SharingForm,
}
#: How long the code that a family was sent works, and how often a wrong one may be entered.
AGREE_MINUTES, AGREE_TRIES = 30, 5


def hashed(code: str) -> str:
    """How a code is kept: what was typed in any case, with or without its dashes and spaces, counts as the same."""
    return hashlib.sha256(f"ask:{plain(code)}".encode()).hexdigest()


def show(ask_id: UUID) -> None:
    """From here on the second wall shows this ask to this transaction. Whoever has no account stands before it with nothing else."""
    if not wall.current()["app.wall"]:
        wall.set_local({**wall.NOBODY, "app.wall": "standing", "app.today": clock.today().isoformat()})
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.ask', %s, true)", [str(ask_id)])


def opened(ask_id: UUID) -> Ask | None:
    """The ask, shown to this transaction only."""
    show(ask_id)
    return Ask.objects.select_related("area", "school", "child", "request").filter(pk=ask_id).first()


def with_code(code: str) -> Ask | None:
    """The unsent ask that this code opens. One that somebody began from their account opens from there alone."""
    with wall.lifted(because="a code is looked for by whoever has it"):
        ask = Ask.objects.filter(code_hash=hashed(code), sent_on__isnull=True, by__isnull=True).first()
    return None if ask is None or too_old(ask) else ask


def told_to_sender(ask: Ask) -> tuple[str, str]:
    """The reference of the record and the name of the worker; both empty while it is held."""
    if ask.request_id is None:
        return "", ""
    with wall.lifted(because="whoever sent an ask is told its number and who works on it"):
        child = Child.objects.select_related("case__worker").get(requests=ask.request_id)
        return child.reference, child.case.worker.name if child.case.worker else ""


def waiting(standing: Any) -> Any:
    """Sent asks of this officer's areas that wait for a person to say whom they are about."""
    return Ask.objects.filter(
        area_id__in=standing.areas_where("request", "create"), held_on__isnull=False, request__isnull=True
    ).select_related("area", "school")


def too_old(ask: Ask) -> bool:
    """Whether it was left for so long that it can no longer be opened."""
    return ask.saved_at < clock.now() - timedelta(days=KEPT_DAYS)


@dataclass
class Writing:
    """An ask and its pages."""

    ask: Ask

    @property
    def pages(self) -> tuple[str, ...]:
        return PAGES["notice"] if self.is_notice else PAGES.get(self.ask.who, ("who",))

    @property
    def is_notice(self) -> bool:
        """Whether it is a health body's notice under section 23: of a child under compulsory school age."""
        if self.ask.who != "health" or "child" not in self.ask.answers:
            return False
        born = (self.answered("child") or {}).get("date_of_birth")
        return born is not None and clock.today() < rights.starts(born)

    def form(self, page: str, data: Any = None) -> Any:
        """A page's form with what was typed, or with what is on record for a pupil whom a school chose."""
        typed = data if data is not None else drafts.as_post(self.ask.answers.get(page))
        more: dict[str, Any] = {}
        if page == "sharing":
            more["asks_told"] = self.ask.who not in ("parent", "young_person", "setting") and not self.is_notice
        source = _("From your account") if page == "who" else _("From the record")
        known = self.known.get(page, {})
        initial = dict(known)
        if page == "family" and self.ask.who == "parent" and (name := (self.ask.answers.get("who") or {}).get("name")):
            initial.setdefault("name", name[0])  # who asks has said it a page before
        return FORMS[page](typed, ask=self.ask, initial=initial, known=known, source=source, **more)

    def quiet(self, page: str) -> Any:
        """The form as it was left, saying nothing of what is wrong until it is sent."""
        form = self.form(page)
        if form.is_bound:
            form.initial.update({name: form[name].data for name in form.fields})
            form.is_bound = False
        return form

    def answered(self, page: str) -> dict[str, Any] | None:
        """The page's answers; None when it is not answered, or not rightly."""
        if page not in self.ask.answers:
            return None
        form = self.form(page)
        if not form.is_valid() or (page == "agreement" and form.cleaned_data["how"] == forms.BY_CODE and not self.ask.agreed_at):
            return None
        return form.cleaned_data

    @property
    def missing(self) -> str | None:
        """The first page that is still to be answered."""
        return next((page for page in self.pages if self.answered(page) is None), None)

    def after(self, page: str) -> str:
        """The next page, or "check" once all are answered."""
        if self.missing is None:
            return "check"
        at = self.pages.index(page) if page in self.pages else -1
        return next((each for each in self.pages[at + 1 :] if self.answered(each) is None), self.missing)

    def before(self, page: str) -> str | None:
        at = self.pages.index(page) if page in self.pages else len(self.pages)
        return self.pages[at - 1] if at > 0 else None

    @cached_property
    def known(self) -> dict[str, dict[str, Any]]:
        """What the record of a pupil says already, page by page, so that a school types none of it again."""
        child, who = self.ask.child, self.ask.by
        own = {"name": who.name, "email": who.email, "phone": who.phone, "job": self.ask.school.name if self.ask.school else ""} if who else {}
        found = {"who": {key: value for key, value in own.items() if value}}
        if child is None:
            return found
        adult = child.relationships.filter(until_on__isnull=True).select_related("adult").order_by("pk").first()
        family: dict[str, Any] = {}
        if adult is not None:
            family = {
                "name": adult.adult.name, "kind": adult.kind, "email": adult.adult.email, "phone": adult.adult.phone,
                "address": adult.adult.address, "postcode": adult.adult.postcode, "tell_by": adult.tell_by,
            }  # fmt: skip
        address = child.addresses.filter(until_on__isnull=True).order_by("pk").first()
        about = {
            "address": address.lines if address else "", "postcode": address.postcode if address else "",
            "forename": child.forename, "surname": child.surname, "date_of_birth": child.date_of_birth, "sex": child.sex, "upn": child.upn,
            "nhs_number": child.nhs_number, "setting": self.ask.school.name if self.ask.school else "",
        }  # fmt: skip
        filled = {"child": about, "family": family}
        return found | {page: {key: value for key, value in said.items() if value} for page, said in filled.items()}

    # --- what is sent

    def new_child(self) -> NewChild:
        """The record that would be started."""
        said = self.answered("child") or {}
        who = self.answered("who") or {}
        return NewChild(
            forename=said["forename"], surname=said["surname"], date_of_birth=said["date_of_birth"], sex=said["sex"] or "U",
            upn=said.get("upn") or "", nhs_number=said.get("nhs_number") or "", setting=said.get("setting_found"),
            address=said.get("address") or who.get("address") or "", postcode=said.get("postcode") or who.get("postcode") or "",
            interpreter=who.get("interpreter") or "", adults=tuple(self.new_adults()),
        )  # fmt: skip

    def new_adults(self) -> list[NewAdult]:
        """The parent or carer whom the ask names: the one who asks, or the one whom somebody else tells us of."""
        said = self.answered("family")
        if said is None or not said.get("name"):
            return []
        return [
            NewAdult(
                name=said["name"], kind=said["kind"] or "parent", email=said.get("email") or "", phone=said.get("phone") or "",
                address=said.get("address") or "", postcode=said.get("postcode") or "", tell_by=said.get("tell_by") or "post",
                letter_format=said.get("letter_format") or "",
            )
        ]  # fmt: skip

    def about(self) -> str:
        """What was said, in the asker's own words, under the questions that were put: these in English, whatever they were
        read in."""
        with languages.english():
            return self._about()

    def _about(self) -> str:
        said, who, sharing = self.answered("words") or {}, self.answered("who") or {}, self.answered("sharing") or {}
        parts = [f"{question}\n{said[name]}" for name, question in forms.QUESTIONS.items() if said.get(name)]
        parts += self._notice_in_words()
        child = self.answered("child") or {}
        if child.get("setting") and not child["setting_found"]:
            parts.append(f"School, nursery or college, which was not found by its name\n{child['setting']}")
        if self.ask.who not in ("parent", "young_person"):
            job = f", {who['job']}" if who.get("job") else ""
            parts.append(f"Sent by\n{who.get('name', '')}{job}, {who.get('email') or who.get('phone') or ''}")
        if sharing.get("parent_told"):
            parts.append(f"Whether the family knows\n{forms.TOLD[sharing['parent_told']]}")
        parts += self._agreement_in_words()
        return "\n\n".join(parts)

    def _notice_in_words(self) -> list[str]:
        said = self.answered("notice") if self.is_notice else None
        if said is None:
            return []
        parts = [f"Notice under section 23 of the Children and Families Act 2014\n{said['opinion']}"]
        if said["told"] == "yes":
            talked = {"yes": "They talked it over.", "offered": "They were offered to talk it over.", "no": "They could not talk it over."}
            parts.append(f"The parent was told\nBy {said['told_by']} on {in_words(said['told_on'])}. {talked[said['talked']]}")
        else:
            parts.append(f"The parent was not told\n{said['why_not']}")
        if said.get("bodies"):
            parts.append(f"Voluntary organisations named to the parent\n{said['bodies']}")
        return parts

    def _agreement_in_words(self) -> list[str]:
        said = self.answered("agreement") if self.ask.who == "setting" else None
        if said is None:
            return []
        if said["how"] == forms.BY_CODE:
            words = f"Agreed by a code sent to them, on {in_words(timezone.localdate(self.ask.agreed_at))}"
        elif said["how"] == forms.OTHERWISE:
            words = f"Agreed on {in_words(said['agreed_on'])}: {said['words']}"
        else:
            words = f"Told, and has not agreed. {said.get('said') or ''}".strip()
        return [f"Whether the family agrees\n{words}"]

    def facts(self) -> dict[str, Any]:
        """What the event of sending says of it beside the rest: codes and days, and nothing of anybody."""
        said = self.answered("agreement") if self.ask.who == "setting" else None
        notice = self.answered("notice") if self.is_notice else None
        found: dict[str, Any] = {}
        if said:
            found["agreement"] = said["how"]
            found["agreed_on"] = timezone.localdate(self.ask.agreed_at) if said["how"] == forms.BY_CODE else said.get("agreed_on")
        if notice:
            found |= {"section_23": True, "parent_told": notice["told"] == "yes", "parent_told_on": notice.get("told_on")}
        return found


def worker_for(area: Area) -> Any:
    """Who will work on a new request: of the area's coordinators the one with the fewest open cases; None where there is none."""
    today = clock.today()
    seats = Membership.objects.filter(
        organisation__area=area, role="coordinator", from_on__lte=today, user__is_active=True
    ).exclude(until_on__lt=today)
    people = {seat.user_id: seat.user for seat in seats.select_related("user").order_by("pk")}
    if not people:
        return None
    load = dict(Case.objects.filter(worker_id__in=people, open=True).order_by().values_list("worker_id").annotate(n=Count("pk")))
    return people[min(people, key=lambda user_id: (load.get(user_id, 0), user_id))]
