"""The EHC plan: what an area must secure for one child, and which setting it names."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Area, Child, Organisation


class Plan(models.Model):
    """An EHC plan, from the day it was first made to the day the duty to maintain it ended.

    `made_on` is the day it was first issued (or the date the return gives); a transfer between authorities does not
    change it (SEND Regulations 2014, regulation 15). `ceased_on` is the day the duty ended, not the day of the decision.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="plans")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    made_on = models.DateField()
    transferred_in_on = models.DateField(null=True, blank=True)
    transferred_from = models.CharField(max_length=3, blank=True, help_text="The old authority's number, or XXX")
    residential = models.CharField(max_length=1, blank=True)
    work_based = models.CharField(max_length=1, blank=True)
    personal_budget = models.BooleanField(null=True)
    organised_arrangements = models.BooleanField(null=True)
    direct_payment = models.CharField(max_length=1, blank=True)
    cease_notified_on = models.DateField(null=True, blank=True)
    ceased_on = models.DateField(null=True, blank=True)
    cease_reason = models.CharField(max_length=1, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_on", "pk"]
        indexes = [models.Index("child", name="plan_of_child"), models.Index("area", "made_on", name="plan_made")]
        constraints = [
            models.UniqueConstraint("child", "made_on", name="plan_made_once"),
            models.CheckConstraint(
                condition=Q(ceased_on__isnull=True) | Q(ceased_on__gte=F("made_on")), name="plan_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(ceased_on__isnull=False) | Q(cease_reason=""), name="cease_reason_needs_its_date"
            ),
        ]

    def __str__(self):
        return f"EHC plan made on {self.made_on}"


class NamedSetting(models.Model):
    """A setting, or type of setting, that Section I of the plan names, first or second."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="named_settings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    setting_type = models.CharField(max_length=4, blank=True)
    setting_other = models.CharField(max_length=255, blank=True)
    rank = models.PositiveSmallIntegerField(default=1)
    sen_unit = models.BooleanField(null=True)
    resourced_provision = models.BooleanField(null=True)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint("plan", "rank", name="one_named_setting_a_rank")]


class NextSetting(models.Model):
    """What section I names from a day to come, as an issued plan says. On that day it takes the place of what is named now.

    `otherwise` says that provision is made otherwise than at a setting. `taken_up_on` is the day on which it took effect here.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="next_settings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    setting_other = models.CharField(max_length=255, blank=True)
    otherwise = models.BooleanField(default=False)
    from_on = models.DateField()
    taken_up_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "pk"]
        indexes = [models.Index("from_on", name="next_setting_due", condition=Q(taken_up_on__isnull=True))]
        constraints = [models.UniqueConstraint("plan", condition=Q(taken_up_on__isnull=True), name="one_next_setting_a_plan")]

    def __str__(self):
        return f"From {self.from_on}"
