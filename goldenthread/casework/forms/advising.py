"""What an officer types about advice: whom to ask for what, earlier advice, and what becomes of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.core.form_fields import (
    ChoiceField,
    ConfirmField,
    DateField,
    FileField,
    Form,
    TextareaField,
    TextField,
)
from goldenthread.core.uploads import KINDS, MOST_BYTES
from goldenthread.law.exceptions import grounds_for

from ..advice.words import short


class AskForm(Form):
    """One ask that the law proposes: whether it goes, to whom, and what is asked."""

    marks_optional = False

    def __init__(self, *args: Any, kind: str, name: str, bodies: Sequence[tuple[str, str]], family: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = f"{name[0].lower()}{name[1:]}"
        self.fields["wanted"] = ConfirmField(label=short(kind), statement=f"Ask {self.spoken}", required=False)
        if not family:
            self.fields["body"] = ChoiceField(
                label="Who is asked", choices=bodies, draw_as="select", required=False, say_nothing="Choose a service or setting"
            )
        self.fields["what"] = TextareaField(label="What they are asked", required=False, max_length=1000, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wanted"):
            if "body" in self.fields and not cleaned.get("body"):
                self.add_error("body", f"Select who is asked: {self.spoken}")
            if not cleaned.get("what") and "what" not in self.errors:
                self.add_error("what", f"Enter what is asked: {self.spoken}")
        return cleaned


class AddedAskForm(Form):
    """One more ask: whoever the family reasonably asks for, or the council thinks right."""

    marks_optional = False
    kind = ChoiceField(
        label="Who wants this advice?",
        choices=[("family_asks", "The family asked for it"), ("other_la_thinks_appropriate", "The council thinks it right")],
        missing="Select who wants this advice",
        small=True,
    )
    because = TextField(label="Who asked, and why", missing="Enter who asked for this advice and why", max_length=300)
    what = TextareaField(label="What they are asked", missing="Enter what they are asked", max_length=1000, rows=3)

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = ChoiceField(
            label="Who is asked", choices=bodies, draw_as="select", missing="Select who is asked", say_nothing="Choose a service or setting"
        )
        self.order_fields(["kind", "because", "body", "what"])

    @property
    def is_empty(self) -> bool:
        """Nothing was typed in it, so it is left out."""
        return not any(self[name].data for name in self.fields)


class ReuseForm(Form):
    """Earlier advice, and the three agreements that let it serve."""

    def __init__(self, *args: Any, earlier: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"] = ChoiceField(
            label="Which advice?", choices=earlier, missing="Select the advice that is to be used"
        )
        for who, subject in (("author", "its author"), ("council", "the council"), ("family", "the parent or young person")):
            self.fields[f"{who}_agreed_on"] = DateField(
                label=f"When did {subject} agree that it is enough?", subject=f"The date that {subject} agreed", past=True, required=False
            )


class WithdrawAskForm(Form):
    """Why advice is no longer needed."""

    why = TextField(label="Why is it no longer needed?", missing="Enter why it is no longer needed", max_length=200)


class ReturnForm(Form):
    """What must be made better."""

    reasons = TextareaField(
        label="What must be made better?", missing="Enter what must be made better", max_length=3000, rows=6,
        help_text="The adviser reads this. Their six weeks do not begin again",
    )  # fmt: skip


class AdviserClaimForm(Form):
    """A ground of regulation 8(2), and what makes it out."""

    ground = ChoiceField(
        label="Which ground applies?", choices=[(ground.id, ground.name) for ground in grounds_for("ADV-06")],
        hints={ground.id: ground.needs for ground in grounds_for("ADV-06")}, reveals={"absence": ["absent_from", "absent_to"]},
        missing="Select the ground that applies",
    )  # fmt: skip
    absent_from = DateField(label="First day away", subject="The first day away", missing="Enter the first day away")
    absent_to = DateField(label="Last day away", subject="The last day away", missing="Enter the last day away")
    evidence = TextareaField(
        label="What happened, and what shows it?", required=False, max_length=2000, rows=4,
        help_text="In words here, on a paper below, or both. An exception that nothing shows is refused",
    )  # fmt: skip
    paper = FileField(label="A paper that shows it", endings=tuple(KINDS), most=MOST_BYTES, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("evidence") or "").strip() and not cleaned.get("paper") and not {"evidence", "paper"} & set(self.errors):
            self.add_error("evidence", "Enter what happened and what shows it, or add a paper that shows it")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """As the action takes them."""
        said = self.cleaned_data
        return {"evidence": said["evidence"] or "", "absent_from": said.get("absent_from"), "absent_to": said.get("absent_to")}


class HandOverForm(Form):
    """A colleague who will answer."""

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = ChoiceField(
            label="Who will answer?", choices=colleagues, draw_as="select", missing="Select who will answer"
        )
