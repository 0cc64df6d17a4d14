"""The adults of a family and how each is tied to a child."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from .children import Child


class Adult(models.Model):
    """A parent, carer or other adult of a family. May be tied to several children, and may have an account."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="adult")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    letter_format = models.CharField(max_length=20, blank=True, help_text="Large print, Easy Read, a language")

    def __str__(self):
        return self.name


class Relationship(models.Model):
    """How an adult is tied to a child, with the days on which it held."""

    class Kind(models.TextChoices):
        MOTHER = "mother", "Mother"
        FATHER = "father", "Father"
        PARENT = "parent", "Parent"
        CARER = "carer", "Carer"
        FOSTER = "foster_carer", "Foster carer"
        GUARDIAN = "guardian", "Guardian"
        SOCIAL_WORKER = "social_worker", "Social worker with parental responsibility"
        OTHER = "other", "Other"

    child = models.ForeignKey(Child, models.CASCADE, related_name="relationships")
    adult = models.ForeignKey(Adult, models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    parental_responsibility_from = models.DateField(null=True, blank=True)
    lives_with_from = models.DateField(null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    tell_by = models.CharField(max_length=8, default="post", help_text="email, text or post")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "child", "adult", "kind", condition=models.Q(until_on__isnull=True), name="related_once"
            )
        ]
