"""Areas, organisations and who works for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Area(models.Model):
    """An English local area: the authority that is responsible under section 24 of the Children and Families Act 2014."""

    code = models.CharField(max_length=3, unique=True, help_text="The authority's three-digit DfE number")
    name = models.CharField(max_length=100)
    council = models.CharField(max_length=100)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    sendiass = models.TextField(blank=True, help_text="Name and contact of the information, advice and support service")
    mediation = models.TextField(blank=True, help_text="Name and contact of the mediation adviser (regulation 32)")
    disagreement = models.TextField(blank=True, help_text="Name and contact of the disagreement resolution service")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.council


class Organisation(models.Model):
    """A body that can be involved with a child: school, council team, health service, provider, another authority."""

    class Kind(models.TextChoices):
        SETTING = "setting", "School, college or other setting"
        SEND_TEAM = "send_team", "Council SEND team"
        PSYCHOLOGY = "psychology", "Educational psychology service"
        SOCIAL_CARE = "social_care", "Social care team"
        HEALTH = "health", "Health service"
        ICB = "icb", "Integrated care board"
        PROVIDER = "provider", "Provider"
        SENDIASS = "sendiass", "Information, advice and support service"
        FORUM = "forum", "Parent carer forum"
        AUTHORITY = "authority", "Local authority"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="organisations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="teams")
    urn = models.IntegerField(null=True, blank=True, unique=True)
    ukprn = models.IntegerField(null=True, blank=True, db_index=True)
    establishment_type = models.CharField(max_length=100, blank=True)
    phase = models.CharField(max_length=40, blank=True)
    la_code = models.CharField(max_length=3, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    section_41_from = models.DateField(null=True, blank=True)
    section_41_until = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index("area", "kind", name="organisation_of_area")]

    def __str__(self):
        return self.name


class EstablishmentLink(models.Model):
    """One establishment came before or after another (a school that became an academy keeps its pupils)."""

    urn = models.IntegerField()
    linked_urn = models.IntegerField()
    kind = models.CharField(max_length=60)
    from_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("urn", "linked_urn", "kind", name="establishment_link_once")]


class Membership(models.Model):
    """A user works for, or speaks for, an organisation in a role, from a day until a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, help_text="A role of the permission table")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="membership_ends_after_it_began",
            ),
            models.UniqueConstraint(
                "user", "organisation", "role", condition=Q(until_on__isnull=True), name="membership_held_once"
            ),
        ]
