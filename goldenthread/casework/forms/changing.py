"""Changes to a request that is being worked on."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField
from goldenthread.law.cite import IN_FORCE_FROM


class WithdrawForm(Form):
    """Who took the request back, and how they said so."""

    why = TextareaField(
        label="Who withdrew the request, and how did they tell you?",
        missing="Enter who withdrew the request and how they told you",
        max_length=1000,
        rows=4,
    )


class CorrectDateForm(Form):
    """The day on which the request was really received."""

    received_on = DateField(
        label="When was the request received?", subject="The date the request was received", past=True, earliest=IN_FORCE_FROM,
        missing="Enter the date the request was received", help_text="The first day that any council inbox, office or officer had it",
    )  # fmt: skip
    why = TextareaField(
        label="How do you know?",
        missing="Enter how you know that it was received on another day",
        max_length=1000,
        rows=4,
    )


class StopForm(Form):
    """Why a message must not leave."""

    why = TextareaField(
        label="Why must it not be sent?", missing="Enter why it must not be sent", max_length=200, rows=3
    )


class SettleForm(Form):
    """How somebody was reached whom a message did not reach."""

    how = TextareaField(
        label="How did you reach them?",
        help_text="For example: rang them, sent the letter again to the address they gave",
        missing="Enter how you reached them",
        max_length=200,
        rows=3,
    )


class WorkerForm(Form):
    """Who works on the request from now on."""

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"] = ChoiceField(
            label="Who will work on it?", choices=workers, draw_as="select", missing="Select who will work on it"
        )
        self.fields["why"] = TextareaField(label="Why it changes hands", required=False, max_length=500, rows=3)
