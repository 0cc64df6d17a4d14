"""That a child is in a group which an area counts for itself: who said so, since when, and whether the family agreed that it is held."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from goldenthread.law.groups import GROUPS

from .children import Child
from .organisations import Area

AGREED_ONLY = [code for code, each in GROUPS.items() if each.agreed]


class ChildGroupQuerySet(models.QuerySet["ChildGroup"]):
    """What questions are asked of groups."""

    def held(self) -> "ChildGroupQuerySet":
        """Those that stand: not struck out, and not taken back by the family."""
        return self.filter(struck_on=None, withdrawn_on=None)


class ChildGroup(models.Model):
    """A child is in a group from a day until a day, because somebody said so.

    Empty days are not known. `until_on` is the first day on which it holds no more. What was wrong is struck out and never
    changed: `instead_of` is the row that this one puts right. Where the family takes their agreement back, which group it was
    and what was written of it is gone at once (`group` is empty), and what stays is that somebody agreed and took it back.
    Groups that follow from other facts (looked after, English as an additional language) are not written here.
    """

    class Source(models.TextChoices):
        FAMILY = "family", "The family or the young person"
        SCHOOL = "school", "The school or setting, or its census"
        SOCIAL_CARE = "social_care", "Children’s social care"
        VIRTUAL_HEAD = "virtual_head", "The virtual school head"
        NATIONAL = "national", "A national file"
        AUTHORITY = "authority", "Another council"
        HEALTH = "health", "A health service"

    class Agreed(models.TextChoices):
        PARENT = "parent", "A parent or whoever has parental responsibility"
        YOUNG_PERSON = "young_person", "The child or young person"
        ACTING = "acting", "Somebody who decides for a young person who cannot, even with help"

    class How(models.TextChoices):
        WRITTEN = "written", "In writing"
        SPOKEN = "spoken", "By word of mouth"
        PORTAL = "portal", "On their own page here"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.CASCADE, related_name="groups")
    group = models.CharField(max_length=12, choices=[(code, each.name) for code, each in GROUPS.items()], blank=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    said_by = models.CharField(max_length=200, blank=True, help_text="Who said it there")
    learnt_on = models.DateField(help_text="When the area learnt of it")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True, help_text="The first day on which it holds no more")
    agreed_by = models.CharField(max_length=12, choices=Agreed.choices, blank=True, help_text="Who agreed that it is held and counted")
    agreed_name = models.CharField(max_length=200, blank=True)
    agreed_how = models.CharField(max_length=7, choices=How.choices, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, help_text="When the agreement was taken back")
    withdrawn_how = models.CharField(max_length=7, choices=How.choices, blank=True)
    struck_on = models.DateField(null=True, blank=True, help_text="When it was found to be wrong")
    struck_because = models.CharField(max_length=300, blank=True)
    instead_of = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="put_right")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = ChildGroupQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gt=F("from_on")), name="group_ends_after_it_began"),
            models.CheckConstraint(condition=Q(group="", said_by="", withdrawn_on__isnull=False) | Q(withdrawn_on__isnull=True) & ~Q(group=""), name="group_gone_once_taken_back"),
            models.CheckConstraint(condition=~Q(group__in=AGREED_ONLY) | Q(agreed_on__isnull=False) & ~Q(agreed_by="") & ~Q(agreed_how=""), name="group_held_where_agreed"),
            models.UniqueConstraint("child", "group", condition=Q(until_on__isnull=True, struck_on__isnull=True, withdrawn_on__isnull=True), name="in_a_group_once"),
        ]

    def __str__(self) -> str:
        return GROUPS[self.group].name if self.group else "Taken back"


class GroupFile(models.Model):
    """A file of groups that was taken in: how many rows were put on record, how many were there before, and which wait, with why.

    `held` has the number of each row that could not be taken and a sentence, and never which child it was of. Whoever sent the
    file has the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=12, choices=ChildGroup.Source.choices)
    rows_in = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    known = models.PositiveIntegerField(help_text="On the record already")
    held = models.JSONField(default=list, help_text="Number of the row, and why it waits")
    taken_on = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-taken_on", "-pk"]

    def __str__(self) -> str:
        return self.file_name
