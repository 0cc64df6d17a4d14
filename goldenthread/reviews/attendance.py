"""Who was invited to the reviews of an area, and who came: by agency and by body, over a year."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from .models import Invitee

#: Agencies and settings; whether a family came is for their own review, not for a league.
AGENCIES = (Invitee.Role.SETTING, Invitee.Role.COUNCIL, Invitee.Role.HEALTH, Invitee.Role.SOCIAL_CARE, Invitee.Role.OTHER)
BODIES = frozenset({Invitee.Role.HEALTH, Invitee.Role.SOCIAL_CARE, Invitee.Role.OTHER})
MOST = 100


@dataclass
class Came:
    """To how many reviews somebody was invited, to how many they came or sent advice instead, and to how many neither."""

    name: str
    invited: int = 0
    came: int = 0
    sent: int = 0

    @property
    def neither(self) -> int:
        return self.invited - self.came - self.sent

    def add(self, invited: int, came: int, sent: int) -> None:
        self.invited, self.came, self.sent = self.invited + invited, self.came + came, self.sent + sent


def of(areas: Collection[int], since: date, until: date) -> tuple[list[Came], list[Came]]:
    """By agency in the order of the law's list, and by body, whoever came least first. One statement."""
    held = Invitee.objects.filter(review__plan__area_id__in=list(areas), review__met_on__range=(since, until), invited_on__isnull=False, role__in=AGENCIES)
    counted = held.order_by().values_list("role", "organisation__name").annotate(
        asked=Count("pk"), came=Count("pk", filter=Q(attended="yes")), sent=Count("pk", filter=Q(attended="sent"))
    )  # fmt: skip
    agencies = {str(role): Came(Invitee.Role(role).label) for role in AGENCIES}
    bodies: dict[str, Came] = {}
    for role, name, *numbers in counted:
        agencies[role].add(*numbers)
        if role in BODIES and name:
            bodies.setdefault(name, Came(name)).add(*numbers)
    least = sorted(bodies.values(), key=lambda each: (-each.neither, each.name))
    return [each for each in agencies.values() if each.invited], least[:MOST]
