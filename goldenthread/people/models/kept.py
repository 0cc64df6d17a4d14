"""What is kept beside the facts: deadlines and search words. Made again from nothing by `./manage rebuild`.

`area` is the child's, and empty while the record is closed: then only involvement finds the row.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from .children import Child
from .organisations import Area

#: A deadline that still binds: neither met, lifted by an exception, nor fallen away. Windows and targets never bind.
OPEN = Q(met_on=None, lifted_on=None, ended_on=None, kind="limit")


class Deadline(models.Model):
    """A legal clock of one matter of one child: a duty with its due date, as `law.timetable.duties` gives it.

    Late is a comparison with today, never stored. `matter_id` is the request's, plan's or review's id.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="deadlines")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    matter_kind = models.CharField(max_length=12)
    matter_id = models.UUIDField()
    clock = models.CharField(max_length=24)
    kind = models.CharField(max_length=8, help_text="limit, window, target, expected or forecast, as the clock's")
    about = models.CharField(
        max_length=60, blank=True, help_text="Which adviser or setting, where a clock runs for several"
    )
    starts_on = models.DateField()
    due_on = models.DateField()
    met_on = models.DateField(null=True)
    lifted_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "clock"]
        constraints = [models.UniqueConstraint("matter_id", "clock", "about", "starts_on", name="deadline_once")]
        indexes = [
            models.Index("child", "due_on", name="deadline_of_child"),
            # One's own work is counted in it alone, with what its wall asks.
            models.Index(fields=["worker", "due_on", "id"], include=["area", "child"], name="deadline_open_of_worker", condition=OPEN),
            models.Index("area", "clock", "due_on", name="deadline_open_of_area", condition=OPEN),
        ]


class SearchWord(models.Model):
    """A word that some record can be found by, folded: lower case, no accents. Holds no tie to any child itself."""

    word = models.CharField(max_length=60, unique=True)

    class Meta:
        indexes = [
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_trigrams"),
            models.Index(OpClass("word", name="text_pattern_ops"), name="search_word_prefix"),
        ]


class ChildWord(models.Model):
    """This child can be found by this word in this area."""

    pk = models.CompositePrimaryKey("child_id", "word_id")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    word = models.ForeignKey(SearchWord, models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, models.CASCADE, related_name="words", db_index=False)

    class Meta:
        indexes = [models.Index("area", "word", "child", name="childword_by_area")]
