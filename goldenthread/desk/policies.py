"""Who may take a list of children away as a file, and when a second person must have agreed."""

from dataclasses import replace
from datetime import date, timedelta

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.standing import Standing

from .models import Export

#: Up to this many children one person may take alone.
ALONE = 50
#: Nobody takes more than this at once: a return has its own way out.
MOST = 20_000
#: How long an agreed export may wait to be taken.
GOOD_FOR = timedelta(days=7)


def exports_from(standing: Standing) -> tuple[int, ...]:
    """The areas from which this person may take a file: first those whose lists they may take, then those of their cases."""
    whole, cases = (standing.areas_where("ident", "export", frozenset({scope})) for scope in ("area", "case"))
    return tuple(dict.fromkeys((*whole, *cases)))


def exporting(standing: Standing, area_id: int) -> Standing:
    """The part of a standing that a file of this area may be made from: the seats there whose role lets them export.

    One area, because those who may agree to the file are that area's. What somebody sees by another seat stays out.
    """
    may = (seat for seat in standing.seats if permissions.scopes(seat.role, "ident", "export"))
    return replace(standing, seats=tuple(seat for seat in may if seat.area_id == area_id))


def exports_own_only(standing: Standing) -> bool:
    """Whether this person may only take away children of their own caseload."""
    return not standing.areas_where("ident", "export")


def decides_in(standing: Standing) -> tuple[int, ...]:
    """The areas in which this person may agree to somebody else's export."""
    return standing.areas_where("ident", "export")


def check_ask(how_many: int) -> None:
    if not how_many:
        raise Refused(
            "There is no child on this list that you may take away. Coordinators may export their own caseload."
        )
    if how_many > MOST:
        raise Refused(f"This list has more than {MOST:,} children. Use filters to make it shorter.")


def check_decide(standing: Standing | None, export: Export) -> None:
    if standing is None:
        raise NotAllowed("A person must agree to an export.")
    if export.asked_by_id == standing.user_id:
        raise NotAllowed("Somebody other than you must agree to your export.")
    if export.area_id not in decides_in(standing):
        raise NotAllowed("Only a SEND team manager or head of SEND of this area may agree to an export.")
    if export.agreed_on or export.refused_on:
        raise Refused("Somebody has decided on this export already.")


def check_take(standing: Standing | None, export: Export, on: date) -> None:
    if standing is None or export.asked_by_id != standing.user_id:
        raise NotAllowed("Only the person who asked for an export may take it.")
    if export.area_id not in exports_from(standing):
        raise Refused("Your role in this area has ended, or no longer lets you export. Ask the area’s SEND team for the list.")
    if export.taken_on:
        raise Refused("This export was taken already. Ask for a new one if you need the list again.")
    if export.refused_on:
        raise Refused("This export was refused.")
    if len(export.child_ids) <= ALONE:
        return
    if not export.agreed_on:
        raise Refused(f"An export of more than {ALONE} children waits until a second person has agreed to it.")
    if on > export.agreed_on + GOOD_FOR:
        raise Refused("This export was agreed more than a week ago. Ask for a new one.")
