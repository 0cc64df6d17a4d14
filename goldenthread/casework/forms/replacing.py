"""What took the place of a refusal."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, FileField, Form, TextareaField
from goldenthread.core.uploads import KINDS, MOST_BYTES

from ..models import Replacement

KIND = Replacement.Kind
#: The day that starts the new dates, for each way in which a refusal is changed, and what the law makes of it.
STARTS = {
    KIND.MEDIATION: ("agreed_on", "When was the agreement made?", "Counts as an order: the same times run from the day of the agreement"),
    KIND.ORDER: ("ordered_on", "When did the Tribunal send its order?", "The times run from the day the order was sent. August counts"),
    KIND.UNOPPOSED: (
        "told_tribunal_on", "When did the council tell the Tribunal?",
        "Before its response was due. The same times run from the day the council told the Tribunal",
    ),
    KIND.CONCEDED: (
        "gave_way_on", "When was the family told that the council gives way?",
        "Without an order, and not before the response to an appeal. The 20 weeks still run from the first request",
    ),
}  # fmt: skip


class ReplaceForm(Form):
    """How the refusal was changed, when, and what must be done now."""

    one_time = True

    def __init__(self, *args: Any, does: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = ChoiceField(
            label="What changed the refusal?", choices=list(KIND.choices), hints={kind: hint for kind, (_, _, hint) in STARTS.items()},
            reveals={kind: [name, *(["agreed_by"] if kind == KIND.MEDIATION else [])] for kind, (name, _, _) in STARTS.items()},
            missing="Select what changed the refusal",
        )  # fmt: skip
        for name, label, _ in STARTS.values():
            self.fields[name] = DateField(label=label, subject="The day", past=True, missing="Enter the day")
        self.fields["agreed_by"] = DateField(
            label=f"Another last day to {does}, if the agreement sets one in writing", subject="The last day agreed", required=False
        )
        self.fields["what"] = TextareaField(
            label="What was agreed or ordered?", missing="Enter what was agreed or ordered", max_length=5000, rows=6,
            help_text="In its own words. The family reads this",
        )  # fmt: skip
        self.fields["paper"] = FileField(label="The order, the agreement or the notice", endings=tuple(KINDS), most=MOST_BYTES, required=False)
        self.fields["appealed_on"] = DateField(label="When was the family’s appeal registered, if they appealed?", past=True, subject="The day of the appeal", required=False)
        self.fields["told_on"] = DateField(
            label=f"When was the family told that the council will now {does}?", subject="The day the family was told", past=True, required=False,
            help_text="Leave it empty if they have not been told yet. You can add it later",
        )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """As the action takes them, but for the paper."""
        said = self.cleaned_data
        return {
            "kind": said["kind"], "happened_on": said[STARTS[KIND(said["kind"])][0]], "what": said["what"], "agreed_by": said["agreed_by"],
            "appealed_on": said["appealed_on"], "told_on": said["told_on"],
        }  # fmt: skip


class ToldForm(Form):
    """The day on which the family was told."""

    told_on = DateField(label="When was the family told?", subject="The day the family was told", past=True, missing="Enter the day the family was told")
