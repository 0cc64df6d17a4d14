"""Rights pass from the parent to the young person when compulsory school age ends (Children and Families Act 2014, section 83).

On that day the young person and their parents are written to, in the middle of a case as well. From then on a parent reads
what they had before and what the young person agrees to (section 19; SEND Code of Practice 2015, paragraphs 8.13 to 8.18).
Where the young person lacks capacity for a decision their parent may act (section 80): an officer who has asked notes it.
"""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from goldenthread.casework import letters
from goldenthread.casework.letters.making import Drafted
from goldenthread.casework.letters.recipients import Addressee, known, rights_holders
from goldenthread.casework.letters.wording import Heading, Paragraph, Part, Wording
from goldenthread.casework.models import Request
from goldenthread.core import outbox, wall
from goldenthread.core.actions import action, record, write
from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law.days import in_words
from goldenthread.law.rights import last_friday_in_june
from goldenthread.people import rights
from goldenthread.people.models import Child, Involvement
from goldenthread.people.newcomers import close, involvement_of
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import Plan

VERB = "portal.pass_rights"
FAMILY, BEFORE = Involvement.Role.FAMILY, Involvement.Role.FAMILY_BEFORE
#: A round that was missed is made good for so many days. Whoever came to the house later had the rights already.
CATCH_UP_DAYS = 30
NOTHING: frozenset[str] = frozenset()


def due(on: date) -> list[Child]:
    """Those with a case whose rights passed to them today, or within some days, and who were not written to yet."""
    passed = last_friday_in_june(on.year) + timedelta(days=1)
    if not passed <= on <= passed + timedelta(days=CATCH_UP_DAYS):
        return []
    # The school year of the sixteenth birthday is the one that ends this summer; the rule itself decides (section 8(3)).
    born = Child.objects.filter(date_of_birth__gt=date(on.year - 17, 8, 1), date_of_birth__lt=date(on.year - 16, 10, 1))
    told = set(Event.objects.filter(verb=VERB, child_id__in=list(born.values_list("pk", flat=True))).values_list("child_id", flat=True))
    open_ = set(Request.objects.filter(child__in=born, ended="").values_list("child_id", flat=True))
    open_ |= set(Plan.objects.filter(child__in=born, ceased_on__isnull=True).values_list("child_id", flat=True))
    return [
        child for child in born.select_related("area").filter(pk__in=open_ - told) if rights.their_own_from(child) == passed
    ]


@action
def pass_rights(*, child: Child, by: Any, on: date) -> bool:
    """Write to the young person and each parent, and keep parents to what they had until the young person agrees to more.
    Done once; gives whether it was done now."""
    Child.objects.select_for_update(of=("self",)).get(pk=child.pk)
    if Event.objects.filter(verb=VERB, child_id=child.pk).exists():
        record("portal.passed_before", child=child, touches=NOTHING)
        return False
    if not rights.are_their_own(child, on):
        raise Refused("The rights are not the young person’s yet.")
    since = rights.their_own_from(child)
    around = known(child)
    parents = rights_holders(child, since - timedelta(days=1), around)
    ties = list(Involvement.objects.filter(child=child, role=FAMILY, until_on__isnull=True))
    for tie in ties:
        if tie.user_id is not None:
            _change(child, tie.user_id, FAMILY, BEFORE, "The rights passed to the young person", on)
    made = _letters(child, around, parents, since, on)
    record(VERB, child=child, fact={"from": since, "parents": len(ties), "letters": len(made.documents)}, touches=NOTHING)
    write(made.documents, *made.parts())
    if around.worker is not None:
        outbox.tell(
            key=f"rights.{child.pk}", channel="email", to_user=around.worker, subject="Rights have passed to a young person",
            body="Somebody whose named worker you are now holds the rights themselves. Sign in to read what that changes."
            + ("" if around.own_user_id else " They have no account yet: invite them."),
        )  # fmt: skip
    return True


def _letters(child: Child, around: Any, parents: list[Addressee], since: date, on: date) -> Any:
    request = Request.objects.filter(child=child).order_by("-received_on", "pk").first()
    plan = Plan.objects.filter(child=child, ceased_on__isnull=True).order_by("-made_on").first() if request is None else None
    matter = request or SimpleNamespace(child=child, pk=plan.pk if plan else child.pk)
    to = [(each, _to_young_person(child, since)) for each in rights_holders(child, on, around)]
    to += [(each, _to_parent(child, since)) for each in parents]
    support: list[Part] = [Heading("Free advice and support"), Paragraph(child.area.sendiass)] if child.area.sendiass.strip() else []
    drafts = [
        Drafted(who, Wording(words.title, (*words.parts, *support)), child.area, around.worker, child.reference, on, ()) for who, words in to
    ]
    made = letters.make(drafts, kind="rights-pass", request=matter, on=on, rendered={})
    if request is None:
        for document in made.documents:
            document.matter_kind = "plan"
    return made


def _to_young_person(child: Child, since: date) -> Wording:
    parts: tuple[Part, ...] = (
        Paragraph(
            f"Since {in_words(since)} you have the legal rights about your support for special educational needs. Until then your parents had them. "
            "We now write to you."
        ),
        Paragraph("You decide what to tell us, whether you want an assessment or a plan, and whether to challenge a decision of ours."),
        Heading("Your family can go on helping you"),
        Paragraph(
            "Your parents still see what they saw before. They see nothing new unless you say so. You can say so on your page, or tell us by telephone "
            "or in a letter. You can change your mind on any day."
        ),
        Paragraph(
            "You can ask for help to decide: from your parents, a friend, or somebody who speaks for you. If you want letters in another form, tell us."
        ),
    )
    return Wording("Your rights are now your own", parts)


def _to_parent(child: Child, since: date) -> Wording:
    parts: tuple[Part, ...] = (
        Paragraph(
            f"Since {in_words(since)} {child.known_as} has the legal rights about support for special educational needs. Until then they were yours. "
            f"This is the law for everybody when compulsory school age ends. We now write to {child.known_as}."
        ),
        Paragraph(
            f"You keep everything that you could read before. You see what is new where {child.known_as} agrees. We still want to hear from you "
            f"where {child.known_as} wishes it."
        ),
        Paragraph(
            f"If you believe that {child.known_as} cannot make a decision, even with help, tell us. The law then lets a parent act, for that decision."
        ),
    )
    return Wording(f"{child.known_as} now has the rights themself", parts)


@action
def let_family_see(*, child: Child, user: Any, sees: bool, because: str, by: Any, on: date) -> None:
    """The young person says whether one of their parents goes on seeing the record; or an officer notes how they said it."""
    if not rights.are_their_own(child, on):
        raise Refused("The parents hold the rights, so they see the record.")
    who = getattr(by, "pk", None)
    own = who is not None and Involvement.objects.filter(child=child, user_id=who, role="young_person", until_on__isnull=True).exists()
    if not own:
        if {"parent", "young_person"} & set(getattr(standing_of(by), "roles", ())):
            raise NotAllowed("Only the young person, or the SEND team for them, can say this.")
        check_may(standing_of(by), child, "family", "update")
        if not because.strip():
            raise Refused("Write how the young person said so, or why their parent acts for them.")
    held, wanted = (BEFORE, FAMILY) if sees else (FAMILY, BEFORE)
    with wall.lifted(because="whoever holds the rights says who of the family sees the record"):
        changed = _change(child, user.pk, held, wanted, because.strip()[:200] or "The young person said so", on)
    if not changed:
        record("portal.let_family_see_before", child=child, touches=NOTHING)
        return
    record("portal.let_family_see", child=child, fact={"user": user.pk, "sees": sees}, why="" if own else because, touches=NOTHING)


def family_of(child: Child, on: date) -> list[Involvement]:
    """The parents and carers with an account, and whether each sees what is new (`role` is family) or only what they had.
    For a page that has checked who asks: the young person is shown others' ties, which the second wall would hide."""
    with wall.lifted(because="whoever holds the rights says who of the family sees the record"):
        ties = Involvement.objects.filter(child=child, role__in=(FAMILY, BEFORE), until_on__isnull=True, from_on__lte=on)
        return list(ties.select_related("user").order_by("user__name", "pk"))


def ties_before(user: Any, on: date) -> Any:
    """How somebody was tied, as a parent, to those whose rights have passed to themselves."""
    return Involvement.objects.filter(user_id=user.pk, role=BEFORE, until_on__isnull=True, from_on__lte=on)


def _change(child: Child, user_id: int, held: str, wanted: str, because: str, on: date) -> bool:
    now = Involvement.objects.filter(child=child, user_id=user_id, role=held, until_on__isnull=True)
    if not now.exists():
        return False
    close(now, on)
    made = involvement_of(child, role=wanted, because=because, on=on)
    made.user_id = user_id
    made.save(force_insert=True)
    return True
