"""The child or young person, and the dated facts about them."""

import secrets
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from ..children import ChildQuerySet
from .organisations import Area, Organisation

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference() -> str:
    """A reference to say aloud: tells nothing of order, number or time, and has no letters that look alike."""
    return "GT-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


class Child(models.Model):
    """A child or young person for whom an area is, or was, responsible. Age, year group and rights-holder are worked out."""

    class Sex(models.TextChoices):
        FEMALE = "F", "Female"
        MALE = "M", "Male"
        NOT_KNOWN = "U", "Not known"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="children")
    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    forename = models.CharField(max_length=200)
    surname = models.CharField(max_length=200, blank=True)
    preferred_name = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.NOT_KNOWN)
    reported_gender = models.CharField(max_length=1, blank=True, help_text="GenderCurrent, as the 2023 return gave it")
    ethnicity = models.CharField(max_length=4, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    uln = models.CharField(max_length=10, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    no_upn_because = models.CharField(max_length=4, blank=True, help_text="UPNunknown code of the return")
    first_language = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=60, blank=True, help_text="Language of the interpreter the family needs")
    communication = models.TextField(blank=True, help_text="How the child or young person communicates")
    closed_list_on = models.DateField(
        null=True, blank=True, help_text="Since when only named people may know of this record"
    )
    first_recorded_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    objects = ChildQuerySet.as_manager()

    class Meta:
        constraints = [
            # A closed record stands in nobody's way: a refusal would tell that it is there.
            models.UniqueConstraint(
                "area", "upn", condition=~Q(upn="") & Q(closed_list_on__isnull=True), name="upn_once_an_area"
            ),
            models.UniqueConstraint(
                "area", "uln", condition=~Q(uln="") & Q(closed_list_on__isnull=True), name="uln_once_an_area"
            ),
        ]
        indexes = [
            models.Index("area", "date_of_birth", name="child_born"),
            models.Index("area", "upn", name="child_upn", condition=~Q(upn="")),
            models.Index("area", "uln", name="child_uln", condition=~Q(uln="")),
            models.Index("area", "nhs_number", name="child_nhs_number", condition=~Q(nhs_number="")),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}".strip()

    @property
    def known_as(self) -> str:
        return self.preferred_name or self.forename


class FormerUpn(models.Model):
    """A unique pupil number this child had before."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="former_upns")
    upn = models.CharField(max_length=13)
    until_on = models.DateField(null=True)


class Address(models.Model):
    """Where the child lives or lived."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="addresses")
    lines = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="address_ends_after_it_began",
            ),
        ]


class Attendance(models.Model):
    """Where the child is on roll or placed, in fact, from a day until a day. What a plan names is `plans.NamedSetting`."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    setting_type = models.CharField(
        max_length=4, blank=True, help_text="SENSetting code where there is no establishment"
    )
    setting_other = models.CharField(max_length=255, blank=True)
    rank = models.PositiveSmallIntegerField(default=1)
    entry_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    sen_unit = models.BooleanField(null=True)
    resourced_provision = models.BooleanField(null=True)
    residential = models.CharField(max_length=1, blank=True)
    work_based = models.CharField(max_length=1, blank=True)
    attendance_pattern = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ["rank", "-entry_on", "pk"]
        indexes = [models.Index("organisation", "child", name="attendance_now", condition=Q(left_on__isnull=True))]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | ~Q(setting_type=""), name="attendance_says_where"
            ),
        ]


class SenNeed(models.Model):
    """A type of need of this child in the return's code set, first or second, from a day until a day."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="sen_needs")
    need = models.CharField(max_length=4)
    rank = models.PositiveSmallIntegerField(default=1)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint("child", "rank", condition=Q(until_on__isnull=True), name="one_need_a_rank"),
        ]
