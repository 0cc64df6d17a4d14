"""Groups that meet: panels and boards, their members by agency, their agendas, who came and who stood aside.

What a panel decides about a child is a fact of the case (`casework`); here is who was there when it was talked of.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from goldenthread.people.models import Area, Child, Document, Organisation


class Sector(models.TextChoices):
    """Which part of the partnership somebody sits for."""

    SEND = "send", "SEND service"
    EDUCATION = "education", "Schools and settings"
    PSYCHOLOGY = "psychology", "Educational psychology"
    HEALTH = "health", "Health"
    NURSING = "nursing", "Nursing"
    CARE = "care", "Social care"
    FAMILY = "family", "Parents and carers"
    COMMISSIONING = "commissioning", "Commissioning"
    OTHER = "other", "Other"


class Group(models.Model):
    """A panel or board of an area. `must_have` are sectors without which it does not decide."""

    class Kind(models.TextChoices):
        ASSESS = "assess", "Whether to assess"
        ISSUE = "issue", "Whether to issue a plan"
        PLACEMENT = "placement", "Placement"
        JOINT = "joint", "Joint solutions"
        OTHER = "other", "Other"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    must_have = models.JSONField(default=list, blank=True)
    fewest = models.PositiveSmallIntegerField(default=2, help_text="Fewest members who must be there")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("area", "name", name="one_group_a_name")]

    def __str__(self):
        return self.name


class Member(models.Model):
    """Somebody sits in a group for a sector, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    sector = models.CharField(max_length=13, choices=Sector.choices)
    chair = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("group", "user", condition=Q(until_on__isnull=True), name="sits_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="sits_until_after_from"
            ),
        ]


class Meeting(models.Model):
    """A group meets on a day. `closed_at` is when its record was closed; after that nothing of it changes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="meetings")
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    pack_sent_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "pk"]
        constraints = [models.UniqueConstraint("group", "on", "at", name="one_meeting_at_a_time", nulls_distinct=False)]


class Attendance(models.Model):
    """Somebody was, or was not, at a meeting, for a sector."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True, help_text="Of somebody without an account")
    sector = models.CharField(max_length=13, choices=Sector.choices)
    present = models.BooleanField()
    apologies = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("meeting", "user", condition=Q(user__isnull=False), name="attends_once"),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(name=""), name="attendance_is_somebodys"),
        ]


class AgendaItem(models.Model):
    """One child's matter on a meeting's agenda. Its papers are that child's own.

    `matter_kind` and `matter_id` say which request, version or review is talked of.
    """

    class Ended(models.TextChoices):
        DECIDED = "decided", "Decided"
        PUT_OFF = "put_off", "Put off"
        TAKEN_OFF = "taken_off", "Taken off"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    child = models.ForeignKey(Child, models.PROTECT, related_name="agenda_items")
    matter_kind = models.CharField(max_length=20)
    matter_id = models.UUIDField()
    question = models.CharField(max_length=200)
    position = models.PositiveIntegerField()
    papers = models.ManyToManyField(Document, through="PackPaper", related_name="+")
    note = models.TextField(blank=True)
    ended = models.CharField(max_length=9, choices=Ended.choices, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("meeting", "matter_id", name="on_an_agenda_once")]


class PackPaper(models.Model):
    """A paper of this child in the pack, in its order."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="pack")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint("item", "document", name="in_a_pack_once")]


class Recusal(models.Model):
    """A member stands aside from one child's matter, and why. They do not see its papers from then on."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("item", "user", name="stands_aside_once")]
