"""Children and young people."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Value
from django.db.models.functions import Coalesce, NullIf

from goldenthread.people.models import Attendance, Child, SenNeed

from ..declared import Field, Thing

_SETTINGS = Attendance.objects.filter(child_id=OuterRef("pk"), left_on=None).order_by("rank", "pk")
_NEEDS = SenNeed.objects.filter(child_id=OuterRef("pk"), until_on=None).order_by("rank", "pk")

CHILDREN = Thing(
    "children", "child", "A child or young person for whom the area is, or was, responsible.", "ident", Child.objects.all,
    (
        Field("id", "id", "The child’s id here. It never changes.", "pk", empty=False),
        Field("reference", "code", "The reference that people say aloud.", "reference", empty=False, beyond_first_name=True),
        Field("forename", "text", "First name.", "forename", empty=False),
        Field("surname", "text", "Last name.", "surname", empty=False, beyond_first_name=True),
        Field("known_as", "text", "The name the child goes by.", Coalesce(NullIf("preferred_name", Value("")), F("forename")), empty=False),
        Field("date_of_birth", "date", "Date of birth.", "date_of_birth", empty=False, beyond_first_name=True),
        Field("sex", "code", "Sex, as the school census has it.", "sex", Child.Sex.choices, empty=False, beyond_first_name=True),
        Field("upn", "code", "Unique pupil number; empty where it is not known.", "upn", empty=False, beyond_first_name=True),
        Field("uln", "code", "Unique learner number; empty where it is not known.", "uln", empty=False, beyond_first_name=True),
        Field("settings", "texts", "Settings now, the main one first.", ArraySubquery(_SETTINGS.values(_name=Coalesce("organisation__name", NullIf("setting_other", Value("")), "setting_type"))), empty=False, beyond_first_name=True),
        Field("needs", "texts", "Types of need now, as codes of the return, the main one first.", ArraySubquery(_NEEDS.values("need")), empty=False, beyond_first_name=True),
    ),
    child="",
)  # fmt: skip
