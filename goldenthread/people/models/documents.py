"""Papers about one child."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.core.models import StoredFile

from ..papers import DocumentQuerySet
from .adults import Adult
from .children import Child


class Document(models.Model):
    """A paper in one child's record: a letter that was sent, evidence that came. Its bytes are stored by hash.

    `addressee` is the adult of the family whom a letter is for: it shows where they live, so no other adult reads it.
    `to_child` says that it is for the young person themself, who holds the rights. A paper with neither is for all.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="documents")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Adult, models.PROTECT, null=True, related_name="+")
    to_child = models.BooleanField(default=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    matter_kind = models.CharField(max_length=20, blank=True)
    matter_id = models.UUIDField(null=True)
    made_on = models.DateField()
    sent_on = models.DateField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(addressee__isnull=True) | Q(to_child=False), name="document_to_one")
        ]

    def __str__(self):
        return self.title
