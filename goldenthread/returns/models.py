"""Taking in a return: the run, and what became of each person in the file."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from goldenthread.core.models import StoredFile
from goldenthread.people.models import Agreement, Area, Child, Organisation


class ImportRun(models.Model):
    """One file taken in for one area. Its counts balance: people in = created + changed + unchanged + held + refused.

    `fault` is the sentence for a file that could not be read at all (then nothing was taken and there are no rows), or for
    a run that stopped part-way: its counts are then those of the people it came to.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        READING = "reading", "Reading the file"
        WRITING = "writing", "Taking people in"
        DONE = "done", "Finished"
        FAILED = "failed", "Nothing was taken in"
        STOPPED = "stopped", "Stopped part-way"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    reference_date = models.DateField(null=True)
    serial_no = models.CharField(max_length=3, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    fault = models.TextField(blank=True)
    people_in = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list, help_text="What is wrong with the file as a whole")
    started_by_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def balances(self) -> bool:
        """Whether everybody in the file is accounted for."""
        return self.people_in == self.created + self.changed + self.unchanged + self.held + self.refused


class ImportRow(models.Model):
    """What became of one person of the file, where they stand in it, and what was found. Held and refused people keep
    what the file said of them (`said`), so that nothing is lost."""

    class Outcome(models.TextChoices):
        CREATED = "created", "New record"
        CHANGED = "changed", "Record changed"
        UNCHANGED = "unchanged", "Already the same"
        HELD = "held", "Held for a person"
        REFUSED = "refused", "Not taken in"

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="The person's place in the file, from 1")
    file = models.CharField(max_length=100, blank=True)
    line = models.PositiveIntegerField(null=True)
    element = models.CharField(max_length=200)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    sentence = models.TextField(help_text="What was done and what to do")
    findings = models.JSONField(default=list)
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    possible_ids = models.JSONField(default=list, help_text="Records that a held person may be")
    said = models.JSONField(null=True, help_text="The person as the file has them, for those held or refused")
    settled_on = models.DateField(null=True)
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index("run", "outcome", "number", name="importrow_by_outcome"),
            models.Index("run", "number", name="importrow_to_settle", condition=Q(outcome="held", settled_on=None)),
        ]


class AreaPosts(models.Model):
    """Whether an area's designated officers were in post, for the head of one year's return (Y, N or R; empty: not said)."""

    class Said(models.TextChoices):
        YES = "Y", "Yes, in post"
        NO = "N", "No"
        RECRUITING = "R", "Recruitment in progress"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="The year of census day")
    dmo = models.CharField(max_length=1, choices=Said.choices, blank=True)
    dco = models.CharField(max_length=1, choices=Said.choices, blank=True)
    dsco = models.CharField(max_length=1, choices=Said.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint("area", "year", name="one_row_of_posts_a_year")]


class ReturnCheck(models.Model):
    """The area's own record held against the rules of one year's return: how far it is, and what was found in all.

    The newest check of a year is the one that stands; its findings replace those of the one before.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        CHECKING = "checking", "Checking"
        DONE = "done", "Finished"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    people = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    queries = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict, help_text="Totals of this return (now) and of last year's (before), as the record tells both")
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index("area", "year", name="returncheck_of_year")]


class RecordCheck(models.Model):
    """What the rules of the return that is worked towards find in one record, as it stood after its last event (`upto`).

    Kept within minutes of every change, so that whoever has the case sees it on the day and not in January.
    """

    child = models.OneToOneField(Child, models.CASCADE, primary_key=True, related_name="record_check")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    upto = models.BigIntegerField(help_text="The last event of the child that was in the record then")
    errors = models.PositiveSmallIntegerField(default=0)
    queries = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    findings = models.JSONField(default=list, help_text="Each with the day it was found, and by which it is mended")
    mend_by = models.DateField(null=True, help_text="The earliest day by which something found is mended; empty where nothing must be")
    checked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area", "-errors", "-queries", "child"], name="recordcheck_of_area"),
            models.Index("area", "mend_by", "child", name="recordcheck_to_mend", condition=Q(mend_by__isnull=False)),
        ]


class Recheck(models.Model):
    """How far the log of events has been gone through for records to check again. One row."""

    upto = models.BigIntegerField(default=0)
    year = models.PositiveSmallIntegerField(default=0)


class ReturnFinding(models.Model):
    """One rule that one child's record, or the return as a whole, does not keep."""

    of = models.ForeignKey(ReturnCheck, models.CASCADE, related_name="findings")
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=4)
    severity = models.CharField(max_length=1, help_text="E error, Q query, W warning")
    path = models.CharField(max_length=120)
    sentence = models.TextField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index("of", "rule", "id", name="returnfinding_of_rule")]


class FindingNote(models.Model):
    """Why a query may stand, in words that go with the return: of one child's record, or of the whole."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=4)
    note = models.TextField()
    by_id = models.BigIntegerField()
    on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("area", "year", "child", "rule", name="one_note_a_finding", nulls_distinct=False)
        ]


class MadeReturn(models.Model):
    """A return made from the record: each sending has the next serial number, and replaces the one before."""

    class Kind(models.TextChoices):
        XML = "xml", "XML"
        CSV = "csv", "Nine CSV files"
        XLSX = "xlsx", "Excel workbook"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4, choices=Kind.choices)
    people = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint("area", "year", "serial", name="one_return_a_serial_number")]


class FlagList(models.Model):
    """The children whom a health body's system has flagged as having SEND, as its file said on a day, for the area's record to be
    held against. It goes by an agreement to share data."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", help_text="The health body that sent it")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows_in = models.PositiveIntegerField()
    taken_on = models.DateField()
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return self.file_name


class FlagRow(models.Model):
    """One child of a health body's file: who they are on record here, if they are, or what a person has to say."""

    class Outcome(models.TextChoices):
        MATCHED = "matched", "Matched"
        HELD = "held", "Held for a person"
        UNMATCHED = "unmatched", "Nobody on record here"
        UNREADABLE = "unreadable", "Could not be read"

    of = models.ForeignKey(FlagList, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="The row of the file, from 1 after its head")
    said = models.JSONField(help_text="The child as the file has them")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    sentence = models.CharField(max_length=300)
    child = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    possible_ids = models.JSONField(default=list)
    settled_on = models.DateField(null=True)
    settled_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index("of", "outcome", "number", name="flagrow_by_outcome")]

    @property
    def born_on(self) -> date | None:
        """The date of birth that the file says."""
        return date.fromisoformat(self.said["born_on"]) if self.said.get("born_on") else None


class HealthExtract(models.Model):
    """A file made for a health body: what to change in its flags, or where children are who are out of school. It says under which
    agreement it goes, who made it when, and of which children it tells."""

    class Kind(models.TextChoices):
        FLAGS = "flags", "What to change in the SEND flags"
        STATUS = "status", "Children educated at home, missing education or not in education or work"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    answers = models.ForeignKey(FlagList, models.PROTECT, null=True, related_name="extracts", help_text="The health body's file that it answers")
    children = ArrayField(models.UUIDField(), help_text="Of whom it tells")
    rows_out = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by_id = models.BigIntegerField(null=True)
    received_on = models.DateField(null=True, help_text="When the health body said that it has it")
    received_by = models.CharField(max_length=200, blank=True, help_text="Who said so there")

    class Meta:
        ordering = ["-made_at"]
