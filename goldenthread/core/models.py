"""What every room leans on: events, the reading log, the outbox, stored files, drafts and one-time form keys."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class Event(models.Model):
    """Something that was done: who, when, on which date it counts, to what, and why. Never changed, never deleted.

    `fact` holds dates, codes and ids only, so that the log itself names nobody.
    """

    at = models.DateTimeField(default=timezone.now)
    on = models.DateField()
    verb = models.CharField(max_length=80)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=80, blank=True)
    child_id = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    fact = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    why = models.TextField(blank=True)
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["child_id", "-at"], name="event_of_child", condition=models.Q(child_id__isnull=False)),
            models.Index("subject_type", "subject_id", name="event_of_subject"),
        ]

    def __str__(self):
        return f"{self.verb} on {self.on}"


class Reading(models.Model):
    """Somebody was shown records of these children: one row an answer, list pages included.

    If the row cannot be written the page is not shown. `scope` is the reach that allowed it, as in the permission table.
    """

    at = models.DateTimeField(default=timezone.now)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=30, blank=True)
    scope = models.CharField(max_length=12, blank=True)
    page = models.CharField(max_length=80)
    child_ids = ArrayField(models.UUIDField())
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes = [
            GinIndex("child_ids", name="reading_of_child"),
            models.Index(fields=["by_id", "-at"], name="reading_by_user"),
        ]


class Message(models.Model):
    """A message that is to leave, or has left: the outbox. Claimed by a worker with a lease.

    `key` says what it is, so that the same notice is never queued twice. Subject and body say only that there is
    something to read; letters are documents.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"
        POST = "post", "Letter"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        STOPPED = "stopped", "Stopped before it was sent"

    class Outcome(models.TextChoices):
        """What the service says became of a message it took; empty where nobody can be asked."""

        ON_ITS_WAY = "on_its_way", "Handed over"
        DELIVERED = "delivered", "Delivered"
        TEMPORARY = "temporary_failure", "Could not be delivered for now"
        PERMANENT = "permanent_failure", "Could not be delivered"
        TECHNICAL = "technical_failure", "Failed on the way"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    to = models.CharField(max_length=320, blank=True)
    to_user_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    child_id = models.UUIDField(null=True, db_index=True)
    document_id = models.UUIDField(null=True)
    file = models.ForeignKey(
        "StoredFile",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="The letter to print, for post",
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, db_default="")
    outcome_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True, help_text="When the service was last asked what became of it")
    instead_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False, help_text="The message that did not arrive"
    )
    settled_at = models.DateTimeField(null=True, help_text="When a person dealt with a message that did not arrive")

    class Meta:
        indexes = [
            models.Index("sent_at", name="message_followed", condition=models.Q(outcome="on_its_way")),
            models.Index("child_id", name="message_undelivered", condition=models.Q(state="failed", settled_at=None)),
            models.Index("not_before", name="message_waiting", condition=models.Q(state__in=["queued", "claimed"])),
            models.Index(fields=["-queued_at"], name="message_newest"),
        ]


class StoredFile(models.Model):
    """The bytes of a document, kept once under their SHA-256. The file is written first, the row second.

    A file that is not scanned is held, as one with a virus is: it is opened for nobody until a scanner has found it
    clean or a named person has let it out and said why.
    """

    class Scan(models.TextChoices):
        MADE_HERE = "made_here", "Made by Golden Thread"
        NOT_SCANNED = "not_scanned", "Held: not scanned for viruses yet"
        CLEAN = "clean", "Scanned, no virus found"
        INFECTED = "infected", "Held: a virus was found"
        RELEASED = "released", "Not scanned, let out by a person"

    #: States in which a file is opened.
    OPEN = frozenset({Scan.MADE_HERE, Scan.CLEAN, Scan.RELEASED})

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    stored_at = models.DateTimeField(default=timezone.now)
    scanned_at = models.DateTimeField(null=True)
    signature = models.CharField(
        max_length=100, blank=True, db_default="", help_text="The virus's name, or why the scanner gave no answer"
    )
    released_by_id = models.BigIntegerField(null=True)
    released_because = models.TextField(blank=True, db_default="")

    class Meta:
        indexes = [models.Index("stored_at", name="file_held", condition=models.Q(scan="not_scanned"))]

    @property
    def held(self) -> bool:
        """Whether it is opened for nobody."""
        return self.scan not in self.OPEN


class Draft(models.Model):
    """What somebody has typed and not yet sent. Kept on the server, shown to that person alone."""

    user_id = models.BigIntegerField()
    form = models.CharField(max_length=120)
    data = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("user_id", "form", name="one_draft_a_form_and_person")]


class FormKey(models.Model):
    """A form that was sent once. The same form sent again is answered with the first one's result."""

    key = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField(null=True)
    used_at = models.DateTimeField(default=timezone.now)
    result_url = models.CharField(max_length=300)


class AreaSetting(models.Model):
    """A named setting of this installation: an assumed rule of law that was decided, a local promise, a look."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.JSONField()
    decided_on = models.DateField()
    because = models.TextField(blank=True)
