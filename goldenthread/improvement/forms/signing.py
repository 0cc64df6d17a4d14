"""What is typed of versions, partners, roles, inspections and self-evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldenthread.core.form_fields.choices import ChoiceField
from goldenthread.core.form_fields.dates import DateField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField, TextField

from ..models import Finding, Inspection

Choices = Iterable[tuple[Any, str]]


class TakeVersionForm(Form):
    """A version of the plan as it stands."""

    one_time = True
    what_changed = TextareaField(label="What has changed since the last version?", max_length=2000, required=False)

    def __init__(self, *args: Any, quarters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rated_until"] = ChoiceField(
            label="Ratings up to which quarter does it show?", help_text="When the version is published, the ratings of that quarter and of those before it are locked.", choices=quarters,
            draw_as="select", required=False, say_nothing="None: its ratings stay open",
        )  # fmt: skip


class PartnerForm(Form):
    """A body that signs the plan."""

    one_time = True
    name = TextField(label="Which body signs the plan?", help_text="For example the council, the integrated care board, or the parent carer forum.", max_length=200, missing="Enter the name of the body")


class SignForm(Form):
    """A partner's signature."""

    one_time = True
    name = TextField(label="Who signed, and as what?", help_text="For example: Rosa Field, Director of Children’s Services.", max_length=200, missing="Enter who signed")

    def __init__(self, *args: Any, partners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = ChoiceField(label="Which partner signed?", choices=partners, missing="Select the partner")
        self.order_fields(["partner", "name"])


class StageForm(Form):
    """A day in a version's way."""

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"] = ChoiceField(label="What happened?", choices=stages, missing="Select what happened")
        self.fields["day"] = DateField(label="On which day?", past=True, missing="Enter the day", subject="The day")


class HoldForm(Form):
    """Somebody who holds a role."""

    one_time = True

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"] = ChoiceField(label="Who holds it?", choices=people, draw_as="select", missing="Select who holds the role")
        self.fields["from_on"] = DateField(label="From which day?", missing="Enter the first day", subject="The first day")


class BelongsForm(Form):
    """The body that a role belongs to."""

    def __init__(self, *args: Any, partners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = ChoiceField(label="To which partner does this role belong?", choices=partners, draw_as="select", required=False, say_nothing="Nobody knows")


class LeaveForm(Form):
    """The last day in a role."""

    until_on = DateField(label="Until which day?", help_text="The last day on which they hold it.", missing="Enter the last day", subject="The last day")


class InspectionForm(Form):
    """An inspection."""

    title = TextField(label="What is it called?", max_length=200, missing="Enter what the inspection is called")
    kind = ChoiceField(label="What kind of inspection was it?", choices=Inspection.Kind.choices, missing="Select the kind of inspection")
    published_on = DateField(label="When was its report published?", required=False, past=True, subject="The day the report was published")


class FindingForm(Form):
    """A finding."""

    one_time = True
    kind = ChoiceField(label="What is it?", choices=Finding.Kind.choices, missing="Select what it is")
    words = TextareaField(label="What did the inspectors write?", help_text="Word for word.", max_length=None, missing="Enter what the inspectors wrote")


class SelfEvaluationForm(Form):
    """What the area thinks of itself."""

    one_time = True
    heading = TextField(label="Under which heading?", help_text="For example: How well are needs identified? The same heading again replaces what stands there; the old is kept.", max_length=200, missing="Enter the heading")
    words = TextareaField(label="What do we think?", max_length=None, missing="Enter what you think")
    evidence = TextareaField(label="How do we know?", max_length=None, required=False)


class BetweenForm(Form):
    """Two days."""

    marks_optional = False
    from_on = DateField(label="From", required=False, subject="The first day")
    until_on = DateField(label="Until", required=False, subject="The last day")
