"""Children and young people."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Value
from django.db.models.functions import Coalesce, NullIf

from goldenthread.people.models import Attendance, Child, Organisation, SenNeed

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

NEEDS = Thing(
    "needs", "need", "A type of special educational need that a child has or had, as the return has it.", "ident", SenNeed.objects.all,
    (
        Field("child", "id", "Whose it is.", "child_id", empty=False),
        Field("need", "code", "The type of need, as a code of the return.", "need", empty=False),
        Field("rank", "whole", "1 is the main one.", "rank", empty=False),
        Field("from_on", "date", "From when.", "from_on"),
        Field("until_on", "date", "Until when; null where it goes on.", "until_on"),
    ),
    beyond_first_name=True,
)  # fmt: skip

ATTENDANCES = Thing(
    "attendances", "attendance", "Where a child goes or went to learn, and from when to when.", "ident", Attendance.objects.all,
    (
        Field("child", "id", "Who goes there.", "child_id", empty=False),
        Field("setting", "text", "The name of the setting; null where there is none.", Coalesce("organisation__name", NullIf("setting_other", Value("")))),
        Field("urn", "whole", "Its number in the register of schools; null where it has none.", "organisation__urn"),
        Field("ukprn", "whole", "Its UKPRN; null where it has none.", "organisation__ukprn"),
        Field("setting_type", "code", "The kind of setting, as a code of the return, where no establishment is named; otherwise empty.", "setting_type", empty=False),
        Field("rank", "whole", "1 is the main one.", "rank", empty=False),
        Field("entry_on", "date", "From when.", "entry_on"),
        Field("left_on", "date", "The day of leaving; null where it goes on.", "left_on"),
        Field("sen_unit", "flag", "Whether in its SEN unit; null where nobody said.", "sen_unit"),
        Field("resourced_provision", "flag", "Whether in its resourced provision; null where nobody said.", "resourced_provision"),
        Field("residential", "code", "Residential, as a code of the return; otherwise empty.", "residential", empty=False),
    ),
    beyond_first_name=True,
)  # fmt: skip

ESTABLISHMENTS = Thing(
    "establishments", "establishment", "A school, college or other setting of the national register, as it was last taken in here.", "ident",
    lambda: Organisation.objects.filter(kind=Organisation.Kind.SETTING, urn__isnull=False),
    (
        Field("urn", "whole", "Its number in the register of schools.", "urn", empty=False),
        Field("ukprn", "whole", "Its UKPRN; null where it has none.", "ukprn"),
        Field("name", "text", "Its name.", "name", empty=False),
        Field("establishment_type", "text", "What the register calls its kind; otherwise empty.", "establishment_type", empty=False),
        Field("phase", "text", "What the register calls its phase; otherwise empty.", "phase", empty=False),
        Field("authority", "code", "The three-digit number of the authority that it lies in; otherwise empty.", "la_code", empty=False),
        Field("town", "text", "Its town; otherwise empty.", "town", empty=False),
        Field("postcode", "text", "Its postcode; otherwise empty.", "postcode", empty=False),
        Field("opened_on", "date", "When it opened.", "opened_on"),
        Field("closed_on", "date", "When it closed.", "closed_on"),
        Field("section_41_from", "date", "From when it is approved under section 41, where it is.", "section_41_from"),
        Field("section_41_until", "date", "Until when it was.", "section_41_until"),
    ),
    child=None,
)  # fmt: skip
