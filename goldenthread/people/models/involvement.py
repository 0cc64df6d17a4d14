"""Who is involved with which child: the only way to a child's record."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .children import Child
from .organisations import Area, Organisation


class Involvement(models.Model):
    """A person or an organisation is involved with a child in a role, from a day until a day, because of something.

    The area's own responsibility (section 24) is `Child.area`; this is everybody else's way in, and it marks the
    named worker. `area` repeats the child's for the second wall.
    """

    class Role(models.TextChoices):
        NAMED_WORKER = "named_worker", "Named worker"
        COVER = "cover", "Covering for the named worker"
        FAMILY = "family", "Parent or carer"
        YOUNG_PERSON = "young_person", "Young person"
        SETTING = "setting", "School or setting"
        ADVISER = "adviser", "Asked for advice"
        HEALTH = "health", "Health service"
        SOCIAL_CARE = "social_care", "Social care team"
        CONSULTED = "consulted", "Consulted setting"
        NAMED_LIST = "named_list", "On the named list of a closed record"
        PANEL = "panel", "On a panel that talks of the child"
        HELPER = "helper", "Helps the family, who let them in"
        DELIVERER = "deliverer", "Gives some of the provision"
        FAMILY_BEFORE = "family_before", "Parent or carer, before the rights passed to the young person"

    child = models.ForeignKey(Child, models.CASCADE, related_name="involvements")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="involvements")
    role = models.CharField(max_length=14, choices=Role.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    because = models.CharField(max_length=200)
    let_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Of the family, for a helper"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) ^ Q(organisation__isnull=False), name="involves_a_person_or_a_body"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="involvement_ends_after_it_began",
            ),
            models.UniqueConstraint(
                "child",
                "role",
                "user",
                condition=Q(until_on__isnull=True, user__isnull=False),
                name="user_involved_once",
            ),
            models.UniqueConstraint(
                "child",
                "role",
                "organisation",
                condition=Q(until_on__isnull=True, organisation__isnull=False),
                name="body_involved_once",
            ),
            models.UniqueConstraint(
                "child", condition=Q(until_on__isnull=True, role="named_worker"), name="one_named_worker"
            ),
        ]
        indexes = [
            models.Index("user", "child", name="involvement_of_user", condition=Q(user__isnull=False)),
            models.Index("organisation", "child", name="involvement_of_body", condition=Q(organisation__isnull=False)),
        ]
