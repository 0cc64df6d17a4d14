"""Groups and boards, who reports to whom, and who sits for whom, each from a day until a day."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Organisation

from ...models.plans import Section


class Sector(models.TextChoices):
    """Which part of the partnership somebody sits for."""

    COUNCIL = "council", "Council"
    EDUCATION = "education", "Schools and settings"
    HEALTH = "health", "Health"
    CARE = "care", "Social care"
    FAMILY = "family", "Parents and carers"
    YOUNG = "young", "Young people"
    MEMBER = "member", "Elected members"
    VOLUNTARY = "voluntary", "Voluntary sector"
    OTHER = "other", "Other"


class Level(models.TextChoices):
    """How senior somebody is. `SENIORITY` says which is above which; lived experience stands beside the others, not below."""

    CHIEF = "chief", "Chief officer or elected member"
    SENIOR = "senior", "Director or head of service"
    LEAD = "lead", "Manager or lead"
    PRACTICE = "practice", "Practitioner"
    EXPERIENCE = "experience", "Lived experience"


#: The most senior first. Lived experience answers for any level.
SENIORITY = ("chief", "senior", "lead", "practice")


class Board(models.Model):
    """A board or working group of the area's improvement. It sees no child: panels, which do, are `meetings.Group`.

    `must_have` are sectors that are to sit in it; `least` is how senior each of them is to be. `first_on` and `rhythm`
    give its calendar. With `in_term`, meetings fall on school days only. `sections` are the parts of the plans that it
    answers for; none means all of them.
    """

    class Kind(models.TextChoices):
        STATUTORY = "statutory", "Statutory board"
        STRATEGIC = "strategic", "Partnership or strategic board"
        IMPROVEMENT = "improvement", "Improvement board"
        CHIEF = "chief", "Chief officers"
        WORKING = "working", "Working group"
        LOCAL = "local", "Local group, for a part of the area"

    class Rhythm(models.TextChoices):
        MONTHLY = "monthly", "Every month"
        SIX_WEEKLY = "six_weekly", "Every six weeks"
        HALF_TERMLY = "half_termly", "Once each half term"
        QUARTERLY = "quarterly", "Every three months"
        HALF_YEARLY = "half_yearly", "Every six months"
        YEARLY = "yearly", "Once a year"
        CALLED = "called", "When it is called"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    purpose = models.TextField(blank=True, help_text="Its terms of reference")
    must_have = models.JSONField(default=list, blank=True)
    least = models.CharField(max_length=10, choices=Level.choices, blank=True)
    fewest = models.PositiveSmallIntegerField(default=3, help_text="Fewest who must be there for it to decide")
    rhythm = models.CharField(max_length=11, choices=Rhythm.choices, default=Rhythm.CALLED)
    first_on = models.DateField(null=True, blank=True)
    in_term = models.BooleanField(default=False)
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    sections = models.ManyToManyField(Section, related_name="boards", blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("area", "name", condition=Q(ended_on__isnull=True), name="governance_one_board_a_name"),
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="governance_board_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Rung(models.Model):
    """One board reports to another, from a day until a day. A board reports to one at a time."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="rungs")
    above = models.ForeignKey(Board, models.PROTECT, related_name="rungs_below")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.UniqueConstraint("board", condition=Q(until_on__isnull=True), name="governance_reports_to_one"),
            models.CheckConstraint(condition=~Q(board=F("above")), name="governance_not_above_itself"),
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="governance_rung_until_after_from"),
        ]


class Representative(models.Model):
    """Somebody sits in a board for a sector, from a day until a day, with an account of their own or without one."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair or co-chair"
        MEMBER = "member", "Member"
        LEAD = "lead", "Leads an area of action"
        CLERK = "clerk", "Clerk"
        OBSERVER = "observer", "Observer"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    board = models.ForeignKey(Board, models.CASCADE, related_name="representatives")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    sector = models.CharField(max_length=9, choices=Sector.choices)
    level = models.CharField(max_length=10, choices=Level.choices)
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    leads = models.CharField(max_length=200, blank=True, help_text="The area of action that they lead")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sector", "name", "pk"]
        constraints = [
            models.UniqueConstraint("board", "user", condition=Q(until_on__isnull=True, user__isnull=False), name="governance_sits_once"),
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="governance_sits_until_after_from"),
        ]

    def __str__(self) -> str:
        return self.name
