"""Offering a personal budget, part by part, and deciding on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField

from .. import actions
from ..budgets import HELD
from . import agreeing
from .finding import acting

#: So many parts can be typed at once.
PARTS = 4


def pounds(typed: str) -> Decimal:
    """Pounds, with or without the sign and commas."""
    try:
        amount = Decimal(typed.replace("£", "").replace(",", "").strip())
    except ArithmeticError:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or amount > 9_999_999:
        raise ValidationError("Enter an amount in pounds, like 1,250")
    return amount.quantize(Decimal("0.01"))


class OfferForm(Form):
    """A personal budget is offered and decided: the whole, its parts, and when it is looked at again."""

    amount = TextField(label="Amount in pounds a year", missing="Enter the amount", max_length=12, width=10)

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PARTS + 1):
            self.fields[f"line_{number}"] = ChoiceField(
                label=f"Part {number}: for which line of the plan?", choices=[("", "No more parts"), *lines], draw_as="select", required=False
            )
            self.fields[f"pounds_{number}"] = TextField(label=f"Part {number}: pounds a year", required=False, max_length=12, width=10)
            self.fields[f"held_{number}"] = ChoiceField(label=f"Part {number}: how is it held?", choices=[("", "Not said yet"), *HELD.items()], draw_as="select", required=False)
        self.fields["review_on"] = DateField(
            label="When is it looked at again?", subject="The day", required=False,
            help_text="A direct payment is reviewed within its first three months, and then at least once a year",
        )  # fmt: skip
        self.fields["agreed"] = ChoiceField(
            label="What is decided?", choices=[("offer", "Offer this amount, decide later"), ("yes", "Agree to it"), ("no", "Refuse")],
            reveals={"no": ["reasons"]}, missing="Select what is decided",
        )  # fmt: skip
        self.fields["reasons"] = TextareaField(label="Reasons in writing", missing="Enter the reasons", max_length=5000, rows=4)

    def clean_amount(self) -> Decimal:
        return pounds(str(self.cleaned_data["amount"]))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.parts: list[dict[str, Any]] = []
        for number in range(1, PARTS + 1):
            line, typed = said.get(f"line_{number}"), str(said.get(f"pounds_{number}") or "").strip()
            if not line and not typed:
                continue
            if not line:
                self.add_error(f"line_{number}", f"Select the line of the plan that part {number} is for, or clear its pounds")
            elif not typed:
                self.add_error(f"pounds_{number}", f"Enter how many pounds a year part {number} is")
            else:
                try:
                    self.parts.append({"line": line, "pounds": str(pounds(typed)), "held": said.get(f"held_{number}") or ""})
                except ValidationError as wrong:
                    self.add_error(f"pounds_{number}", wrong)
        return said


@require_http_methods(["GET", "HEAD", "POST"])
@needs("budget", "update", reads=True)
def budget(request: Any, child_id: UUID, version_id: UUID, budget_id: UUID) -> HttpResponse:
    """Offer, agree to or refuse a personal budget."""
    found = agreeing.version_of(request, child_id, version_id, "budget", "update")
    one = found.budgets.select_related("version__child").filter(pk=budget_id).first()
    if one is None:
        raise Http404
    promised = found.lines.filter(kind="provision", removed_on__isnull=True).order_by("section", "position")
    initial: dict[str, Any] = {"amount": one.amount or "", "review_on": one.review_on}
    for number, part in enumerate(one.parts[:PARTS], start=1):
        initial |= {f"line_{number}": part.get("line", ""), f"pounds_{number}": part["pounds"], f"held_{number}": part.get("held", "")}
    lines = [(str(line.pk), f"{line.section}: {line.text[:90]}") for line in promised]
    form = OfferForm(request.POST if request.method == "POST" else None, initial=initial, lines=lines)

    def act() -> None:
        said = form.cleaned_data
        if said["agreed"] != "no":
            actions.offer_budget(budget=one, amount=said["amount"], parts=form.parts, review_on=said["review_on"], by=acting(request), on=request.standing.on)
        if said["agreed"] != "offer":
            actions.decide_budget(budget=one, agreed=said["agreed"] == "yes", reasons=said["reasons"] or "", by=acting(request), on=request.standing.on)

    return agreeing.one_form(request, found, form, act, heading="Personal budget", button="Save", done="It is saved, and the family sees it", lead=one.what_for)
