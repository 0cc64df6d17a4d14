"""What is typed when cases change hands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.form_fields import ChoiceField, Form, ManyChoiceField, TextareaField

WHY_HINT = "For example: leaves on 30 November, back from leave, a new team for the north"


class HandOverForm(Form):
    """Which of somebody's cases go to whom. Empty `only` with `which` = all is everything that the page was about."""

    def __init__(self, *args: Any, count: int, cases: list[tuple[str, str]], workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = ManyChoiceField(
            label="Who takes them?", choices=workers, missing="Select who takes them", small=True,
            help_text="Tick more than one to share them out. Brothers and sisters stay together, and whoever carries least gets the next",
        )  # fmt: skip
        self.fields["which"] = ChoiceField(
            label="Which cases?", choices=[("all", f"All {count:,}" if count > 1 else "The one"), ("some", "Only those that I tick below")], missing="Select which cases",
        )  # fmt: skip
        self.fields["only"] = ManyChoiceField(label="Cases", choices=cases, required=False, small=True)
        self.fields["why"] = TextareaField(label="Why do they change hands?", missing="Enter why they change hands", max_length=200, rows=2, help_text=WHY_HINT)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("which") == "some" and not said.get("only") and "only" not in self.errors:
            self.add_error("only", ValidationError("Tick at least one case, or choose all of them", code="missing"))
        return said


class NameWorkerForm(Form):
    """Who works on one child's case from now on."""

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"] = ChoiceField(label="Who will be the named worker?", choices=workers, draw_as="select", missing="Select who will be the named worker")
        self.fields["why"] = TextareaField(label="Why does it change?", missing="Enter why it changes", max_length=200, rows=2, help_text=WHY_HINT)
