"""Who may read, write and seal which version of a plan, and when it may still change; each refusal says why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law import plan as law_plan
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may, pairs_on
from goldenthread.people.standing import Standing, permitted

from .models import Line, Served, Version
from .sections import template

#: Sections that advisers write themselves; everybody else who may change a draft writes all of it.
WRITTEN_BY = {
    "health_adviser": frozenset({"C", "G"}), "designated_officer": frozenset({"C", "G"}), "social_care_adviser": frozenset({"D", "H1", "H2"}),
}  # fmt: skip
ALL_SECTIONS = frozenset(law_plan.SECTIONS)
#: Reaches under which a draft is read before the family has it.
BEFORE_IT_IS_SERVED = frozenset({"case", "area", "pack", "sample"})
FAMILY = frozenset({"parent", "young_person"})

#: Which kind of line may be for which: (what it is for, what is for it).
LINKS = frozenset({("aspiration", "need"), ("need", "outcome"), ("need", "provision"), ("outcome", "provision")})
SPOKEN = {"aspiration": "an aspiration", "need": "a need", "outcome": "an outcome", "provision": "provision"}
MOST_LINES = 1500


# --- Reading


def may_read(version: Version, *, pairs: Iterable[tuple[str, str]], standing: Standing, served: Iterable[Served]) -> bool:
    """Whether this person may read this version. A family reads what was served to them; `served` are its services."""
    pairs = frozenset(pairs)
    resource = "plan" if version.issued_on else "draft"
    if version.given_up_on is not None:
        return permitted(pairs, "draft", "update")
    services = [each for each in served if each.version_id == version.pk]
    for role, scope in pairs:
        if not permitted({(role, scope)}, resource, "view"):
            continue
        if role in FAMILY:
            if any(_is_to(each, role, standing) for each in services):
                return True
        elif role == "sendiass":
            if any(each.organisation_id is None for each in services):
                return True
        else:
            early = scope in BEFORE_IT_IS_SERVED or permitted({(role, scope)}, "draft", "update")
            if early or services or version.first_served_on or version.issued_on:
                return True
    return False


def _is_to(served: Served, role: str, standing: Standing) -> bool:
    """Whether it was served to this person: to the adult who they are, or to the young person who they are."""
    if role == "young_person":
        return served.to_child
    return served.adult is not None and served.adult.user_id == standing.user_id


# --- Writing


def sections_open_to(standing: Standing | None, child: Any) -> frozenset[str]:
    """The sections of this child's draft that this person may write; empty for whoever may write none."""
    if standing is None:
        return ALL_SECTIONS
    return _sections_of(pairs_on(standing, child))


def _sections_of(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    return frozenset().union(*(WRITTEN_BY.get(role, ALL_SECTIONS) for role, scope in pairs if permitted({(role, scope)}, "draft", "update")))


def check_start(*, standing: Standing | None, child: Any, open_version: Version | None) -> None:
    """A draft can be begun: by this person, for a child who has none that is being written."""
    check_may(standing, child, "draft", "create")
    if open_version is not None:
        raise Refused(
            f"A draft is being written already: version {open_version.number}, begun on {in_words(open_version.started_on)}. Go on with that one."
        )


def check_still_open(version: Version) -> None:
    """The version has neither been issued nor given up."""
    if version.issued_on is not None:
        raise Refused(f"This version was issued on {in_words(version.issued_on)} and never changes. Start a new version to amend the plan.")
    if version.given_up_on is not None:
        raise Refused(f"This version was given up on {in_words(version.given_up_on)}. Start a new one.")


def check_change(*, standing: Standing | None, version: Version, section: str | None = None) -> None:
    """This person may change this section of this version, which is still being written."""
    pairs = None if standing is None else pairs_on(standing, version.child)
    if pairs is not None and not permitted(pairs, "draft", "update"):
        check_may(standing, version.child, "draft", "update")
    check_still_open(version)
    if section in ALL_SECTIONS and pairs is not None and section not in _sections_of(pairs):
        raise NotAllowed(f"You do not write section {section} of this plan. Ask the family’s coordinator to change it.")


def check_give_up(*, standing: Standing | None, version: Version, why: str) -> None:
    check_may(standing, version.child, "draft", "create")
    check_still_open(version)
    if not why.strip():
        raise Refused("Say why this version is given up.")


def check_line_may_stand(*, version: Version, section: str, kind: str) -> None:
    """A line of this kind belongs in this section of the version's template."""
    found = template(version.template)
    if found.section(section) is None:
        raise Refused(f"This plan has no section {section}.")
    if not found.allows(section, kind):
        named = Line.Kind(kind).label.lower() if kind in Line.Kind.values else kind
        places = ", ".join(each.letter for each in found.where(kind))
        raise Refused(f"Section {section} does not hold this kind of line ({named}).{f' It belongs in: {places}.' if places else ''}")
    if section == "I" and version.kind in (Version.Kind.DRAFT, Version.Kind.PROPOSED):
        raise Refused("Leave section I empty. A draft names no setting and no type of setting.", citation=law_plan.CITATIONS["draft"])


def check_link(upper: Line, lower: Line) -> None:
    """`lower` may be for `upper`: both stand in one version, and their kinds follow on the golden thread."""
    if upper.version_id != lower.version_id:
        raise Refused("Link lines of one version of the plan.")
    if upper.removed_on or lower.removed_on:
        raise Refused("One of these lines was taken out. Bring it back before you link it.")
    if (upper.kind, lower.kind) not in LINKS:
        raise Refused(
            f"{SPOKEN.get(lower.kind, 'This line').capitalize()} cannot be linked to {SPOKEN.get(upper.kind, 'that line')}. The thread runs from aspiration to need, "
            "from need to outcome and provision, and from outcome to provision."
        )
