"""A plan passes to another council, or comes from one; and times in custody or in a council's care."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from goldenthread.core.models import StoredFile
from goldenthread.people.models import Area, Child, Document
from goldenthread.plans.models import Plan


class MoveOut(models.Model):
    """The family moves to another council's area (SEND Regulations 2014, regulation 15). `bundle` is the file that goes there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="moves_out")
    child = models.ForeignKey(Child, models.PROTECT, related_name="moves_out")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    to_code = models.CharField(max_length=3, blank=True, help_text="The new authority's number, where it is known")
    to_name = models.CharField(max_length=120)
    aware_on = models.DateField(help_text="When this council became aware of the move")
    moving_on = models.DateField()
    bundle = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    bundle_made_on = models.DateField(null=True, blank=True)
    transferred_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-moving_on", "pk"]
        constraints = [
            models.UniqueConstraint("plan", condition=Q(withdrawn_on__isnull=True), name="one_move_out_a_plan"),
        ]


class MoveIn(models.Model):
    """A plan bundle from another council, taken in four steps: read, checked, matched to a child, written.

    `said` is what the bundle says, `findings` what the check found. `child` is empty until somebody has said who it is.
    `area` is that of whoever took it in. After writing: `told_on` is the letter of regulation 15(4) to the family.
    """

    class State(models.TextChoices):
        READ = "read", "Read and checked"
        MATCHED = "matched", "Matched"
        WRITTEN = "written", "Written"
        GIVEN_UP = "given_up", "Given up"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    said = models.JSONField()
    findings = models.JSONField(default=list)
    from_code = models.CharField(max_length=3, blank=True)
    from_name = models.CharField(max_length=120)
    transferred_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READ)
    taken_on = models.DateField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="moves_in")
    new_child = models.BooleanField(null=True, blank=True, help_text="Nobody on record is this child")
    matched_why = models.TextField(blank=True)
    plan = models.OneToOneField(Plan, models.PROTECT, null=True, blank=True, related_name="move_in")
    written_on = models.DateField(null=True, blank=True)
    can_attend = models.BooleanField(null=True, blank=True, help_text="Whether the setting in the plan can still be reached")
    meanwhile = models.TextField(blank=True, help_text="What is arranged where it cannot")
    will_assess = models.BooleanField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-taken_on", "pk"]
        constraints = [
            models.UniqueConstraint("area", "file", condition=~Q(state="given_up"), name="one_bundle_once"),
            models.CheckConstraint(condition=~Q(state="written") | Q(plan__isnull=False), name="written_move_has_a_plan"),
        ]


class Custody(models.Model):
    """A child or young person is in youth accommodation (Act ss.70 to 75): the plan is kept.

    The home council arranges section F, or the nearest to it; the health commissioner for detained persons arranges section G.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="custodies")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    from_on = models.DateField()
    aware_on = models.DateField()
    place = models.CharField(max_length=200)
    person_in_charge = models.CharField(max_length=200, blank=True)
    youth_justice = models.CharField(max_length=200, blank=True, help_text="Team and worker")
    told_on = models.DateField(null=True, blank=True, help_text="When the place was sent the plan")
    arranged = models.TextField(blank=True, help_text="How section F is delivered there, or what is nearest to it")
    health_told_on = models.DateField(null=True, blank=True, help_text="The health commissioner for detained persons")
    released_on = models.DateField(null=True, blank=True)
    review_planned_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints = [
            models.UniqueConstraint("child", condition=Q(released_on__isnull=True), name="one_custody_at_a_time"),
        ]


class LookedAfter(models.Model):
    """A council looks after the child: reviews of the plan go together with those of the care plan (Code of Practice, chapter 10)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="care_periods")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    authority = models.CharField(max_length=120, help_text="The council that looks after the child")
    social_worker = models.CharField(max_length=200, blank=True)
    virtual_head = models.CharField(max_length=200, blank=True)
    care_review_on = models.DateField(null=True, blank=True, help_text="Next review of the care plan")
    education_plan_on = models.DateField(null=True, blank=True, help_text="Next review of the personal education plan")

    class Meta:
        ordering = ["-from_on", "pk"]
        constraints = [
            models.UniqueConstraint("child", condition=Q(until_on__isnull=True), name="looked_after_once"),
        ]
