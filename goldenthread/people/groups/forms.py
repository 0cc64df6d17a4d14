"""What is typed about a group that a child is in."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, FileField, Form, TextField
from goldenthread.law.groups import GROUPS

from ..models import ChildGroup
from .reading import TABLE

_WITH_AGREEMENT = "Held only where the family agrees"
#: What follows from whom one chooses: `portal.views.groups.seen_by`.
_UNSEEN = {ChildGroup.Agreed.YOUNG_PERSON: "Their parents are then not shown it, and cannot take it back"}


class _AgreedForm(Form):
    """Who agreed, how and when."""

    one_time = True
    agreed_by = ChoiceField(label="Who agreed that it is held and counted?", choices=ChildGroup.Agreed.choices, hints=_UNSEEN, help_text="Not needed for groups that a duty of the council needs", required=False)
    agreed_name = TextField(label="Their name", max_length=200, required=False)
    agreed_how = ChoiceField(label="How did they say so?", choices=[each for each in ChildGroup.How.choices if each[0] != ChildGroup.How.PORTAL], inline=True, required=False)
    agreed_on = DateField(label="On which day did they agree?", subject="The day on which they agreed", past=True, required=False)


class _SaidForm(Form):
    """Who said so, and since when it is so."""

    one_time = True
    source = ChoiceField(label="Who said so?", choices=ChildGroup.Source.choices, missing="Choose who said so")
    said_by = TextField(label="Who there, or in which paper", max_length=200, required=False)
    learnt_on = DateField(label="When did the area learn of it?", subject="The day on which it was learnt", past=True, missing="Enter the day on which it was learnt")
    from_on = DateField(label="Since when is it so?", subject="The first day", past=True, help_text="Leave it empty where nobody knows", required=False)
    until_on = DateField(label="From when was it so no more?", subject="The day from which it was so no more", past=True, help_text="Leave it empty where it is so today", required=False)


class AddGroupForm(_SaidForm, _AgreedForm):
    """A group is put on record."""

    group = ChoiceField(label="Which group?", choices=[(code, each.name) for code, each in GROUPS.items()], hints={code: _WITH_AGREEMENT for code, each in GROUPS.items() if each.agreed}, missing="Choose a group")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["group", "source", "said_by", "learnt_on", "from_on", "until_on", "agreed_by", "agreed_name", "agreed_how", "agreed_on"])


class CorrectGroupForm(_SaidForm):
    """What was written of it is put right."""

    because = TextField(label="What was wrong?", max_length=300, missing="Enter what was wrong")


class AgreeForm(_AgreedForm):
    """The family agreed once more."""

    agreed_by = ChoiceField(label="Who agreed that it is held and counted?", choices=ChildGroup.Agreed.choices, hints=_UNSEEN, missing="Choose who agreed")
    agreed_name = TextField(label="Their name", max_length=200, missing="Enter their name")
    agreed_how = ChoiceField(label="How did they say so?", choices=[each for each in ChildGroup.How.choices if each[0] != ChildGroup.How.PORTAL], inline=True, missing="Choose how they said so")
    agreed_on = DateField(label="On which day did they agree?", subject="The day on which they agreed", past=True, missing="Enter the day on which they agreed")


class EndGroupForm(Form):
    """It holds no more."""

    one_time = True
    until_on = DateField(label="From when was it so no more?", subject="The day", past=True, missing="Enter the day")


class StrikeGroupForm(Form):
    """It never was so."""

    one_time = True
    because = TextField(label="What was wrong?", max_length=300, missing="Enter what was wrong")


class TakeBackForm(Form):
    """The family no longer agrees."""

    one_time = True
    how = ChoiceField(label="How did they tell you?", choices=[each for each in ChildGroup.How.choices if each[0] != ChildGroup.How.PORTAL], inline=True, missing="Choose how they told you")


class GroupFileForm(Form):
    """A file of groups."""

    source = ChoiceField(label="Who says so?", choices=ChildGroup.Source.choices, missing="Choose who says so")
    file = FileField(
        label="The file", endings=(".csv", ".xlsx"), most=TABLE.most_bytes, missing="Select the file",
        help_text=f"CSV or Excel, with the columns {', '.join(TABLE.names)}. UPN and Group must be there. For groups that are held only where the family agrees, all of the last four must be filled in",
    )  # fmt: skip
