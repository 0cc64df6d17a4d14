"""What is asked on the way to issuing a plan."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, ConfirmField, DateField, Form, TextareaField, TextField
from goldenthread.law.plan import REFUSAL_GROUNDS

from ..proposing import Proposal
from .asking import SettingForm

LONGEST = 10_000
#: The answer of a family that asked for no other setting.
NO_GROUND = "none"
#: Types of setting that section I can name without a name.
TYPES = (
    "A mainstream school",
    "A mainstream school with a special educational needs unit",
    "A mainstream school with resourced provision",
    "A special school",
    "A nursery or other early years setting",
    "A general further education college",
    "A specialist post-16 institution",
    "A residential special school or college",
)


class PlaceForm(SettingForm):
    """What section I says."""

    where = ChoiceField(
        label="What does section I name?", choices=Proposal.Where.choices, missing="Select what section I names",
        reveals={"setting": ["setting", "setting_choice"], "type": ["setting_type"]},
        hints={
            "setting": "It must have been consulted",
            "otherwise": "Only where it would be inappropriate in any school or college (Children and Families Act 2014, section 61)",
        },
    )  # fmt: skip
    setting = TextField(label="Which school, college or other setting?", missing="Enter its name or URN", max_length=200)
    setting_type = ChoiceField(label="Which type?", choices=[(each, each) for each in TYPES], draw_as="select", missing="Select a type of setting")
    start_on = DateField(label="From when? (optional)", subject="The first day there", required=False)
    ground = ChoiceField(
        label="If the family asked for another setting, on which ground is it not named?", required=False, divider="or",
        choices=[*REFUSAL_GROUNDS.items(), (NO_GROUND, "They asked for this one, or for none")],
        help_text="These are the only grounds (Children and Families Act 2014, section 39(4))",
    )  # fmt: skip
    why = TextareaField(
        label="Why?", required=False, max_length=LONGEST, rows=6,
        help_text="Needed where the setting objected, where the family asked for another, and for education otherwise than at a school or college",
    )  # fmt: skip

    field_order = ["where", "setting", "setting_choice", "setting_type", "start_on", "ground", "why"]

    def __init__(self, *args: Any, consulted: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if consulted:
            self.fields["consulted"] = ChoiceField(
                label="Which of those consulted?", choices=[*consulted, ("other", "Another setting")], reveals={"other": ["setting", "setting_choice"]},
                missing="Select a setting",
            )  # fmt: skip
            where: Any = self.fields["where"]
            where.reveals = {"setting": ["consulted"], "type": ["setting_type"]}
            self.order_fields(["where", "consulted", *self.field_order[1:]])
        else:
            self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["setting_found"] = None
        cleaned["ground"] = "" if cleaned.get("ground") == NO_GROUND else cleaned.get("ground") or ""
        if cleaned.get("where") == Proposal.Where.SETTING and (cleaned.get("consulted") or "other") == "other" and cleaned.get("setting"):
            cleaned["setting_found"] = self.find_setting()
        return cleaned


class WaiveForm(Form):
    """Somebody wrote that they need no more time."""

    said_on = DateField(label="On which day did they write it?", subject="The day on which they wrote", past=True, missing="Enter the day on which they wrote")

    def __init__(self, *args: Any, holders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = ChoiceField(label="Who wrote that they need no more time?", choices=holders, missing="Select who wrote")
        self.fields["sure"] = ConfirmField(
            label="In writing", statement="It is in writing, in their own words, and nobody asked them to give up their time", missing="Tick the box if it is in writing"
        )
        self.order_fields(["who", "said_on", "sure"])


class PassForm(Form):
    """Why a stop of ours does not stop this plan."""

    why = TextareaField(label="Why can the plan be issued all the same?", missing="Enter why the plan can be issued all the same", max_length=LONGEST, rows=5)


class ProposeForm(Form):
    """The first person proposes; what stops nothing must have been looked at."""

    one_time = True

    def __init__(self, *args: Any, looks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if looks:
            self.fields["looked"] = ConfirmField(
                label="What must be looked at", statement="I have looked at each thing on the list above" if looks > 1 else "I have looked at the thing above",
                missing="Tick the box when you have looked at each thing",
            )  # fmt: skip


class TakeBackForm(Form):
    """Why it is not issued as it stands."""

    why = TextareaField(label="Why is it not issued as it stands?", missing="Enter why it is not issued as it stands", max_length=2000, rows=4)


class IssueForm(Form):
    """The second person issues."""

    one_time = True
    sure = ConfirmField(
        label="Issue the plan", statement="I have read the plan and the letter, and the plan may be issued", missing="Tick the box to say that you have read both"
    )
