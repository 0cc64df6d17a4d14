"""What the first of two people puts before the second: what section I says, and what was answered on the way to issue."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from goldenthread.core.asked_often import AskedOften
from goldenthread.law.days import in_words
from goldenthread.people.models import Organisation
from goldenthread.plans.models import Version


class Proposal(models.Model):
    """One version on its way to be issued. Once it is issued nothing of it changes.

    `ground` is a key of `law.plan.REFUSAL_GROUNDS`: why a setting that the family asked for is not the one named. `digest`
    is of what the version said when it was proposed; issuing it refuses when it says something else. `looked` are the keys
    of what was looked at. `passed` says, by key, why a stop of ours (never one of the law) does not stop, and who said so.
    `waived` says, by `adult:ID` or `child`, on which day that person wrote that they need no more time.
    """

    class Where(models.TextChoices):
        SETTING = "setting", "A named school, college or other setting"
        TYPE = "type", "A type of setting"
        OTHERWISE = "otherwise", "Otherwise than at a school or college"

    version = models.OneToOneField(Version, models.CASCADE, primary_key=True, related_name="proposal")
    where = models.CharField(max_length=9, choices=Where.choices, blank=True)
    setting = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    setting_type = models.CharField(max_length=120, blank=True)
    start_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    ground = models.CharField(max_length=24, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    looked = models.JSONField(default=list, blank=True)
    passed = models.JSONField(default=dict, blank=True)
    waived = models.JSONField(default=dict, blank=True)

    class Meta:
        app_label = "casework"
        constraints = [
            models.CheckConstraint(condition=~Q(where="setting") | Q(setting__isnull=False), name="proposal_names_its_setting"),
            models.CheckConstraint(condition=~Q(where="type") | ~Q(setting_type=""), name="proposal_names_its_type"),
        ]

    @property
    def words(self) -> str:
        """What section I will say; empty while nothing was chosen."""
        since = f", from {in_words(self.start_on)}" if self.start_on else ""
        if self.where == self.Where.SETTING and self.setting:
            kind = f" ({self.setting.establishment_type.lower()})" if self.setting.establishment_type else ""
            return f"{self.setting.name}{kind}{since}"
        if self.where == self.Where.TYPE:
            return f"{self.setting_type}{since}"
        if self.where == self.Where.OTHERWISE:
            return f"Education otherwise than at a school or post-16 institution{since}. What is given instead stands in section F."
        return ""


_PROPOSAL: AskedOften[Proposal] = AskedOften(lambda version: Proposal.objects.select_related("setting").filter(version_id=version), version=UUID)


def proposal_of(version: Version) -> Proposal:
    """What was put for this version so far; a blank one, not saved, where nothing was."""
    found = _PROPOSAL.first(version=version.pk)
    if found is None:
        return Proposal(version=version)
    found.version = version
    return found
