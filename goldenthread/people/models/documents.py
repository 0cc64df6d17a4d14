"""Papers about one child."""

from uuid import uuid4

from django.db import models

from goldenthread.core.models import StoredFile

from ..papers import DocumentQuerySet
from .adults import Adult
from .children import Child


class Document(models.Model):
    """A paper in one child's record: a letter that was sent, evidence that came. Its bytes are stored by hash.

    `addressee` is the adult of the family whom a letter is for: it shows where they live, so no other adult reads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="documents")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Adult, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    matter_kind = models.CharField(max_length=20, blank=True)
    matter_id = models.UUIDField(null=True)
    made_on = models.DateField()
    sent_on = models.DateField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "title", "pk"]

    def __str__(self):
        return self.title
