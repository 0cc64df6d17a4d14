"""What is typed about a school's figures."""

from __future__ import annotations

from goldenthread.core.form_fields.choices import ChoiceField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField

from .models import SchoolQuery


class AskForm(Form):
    """The question to the school."""

    one_time = True
    question = TextareaField(
        label="Your question", help_text="The figures go with it. Name no child: the school sees its own records.", missing="Say what you would like to know", max_length=2000
    )


class AnswerForm(Form):
    """The school's answer."""

    answer = TextareaField(label="Your answer", help_text="Name no child.", missing="Write your answer before you send it", max_length=4000)


class CloseForm(Form):
    """What came of it."""

    outcome = ChoiceField(label="What came of it?", choices=SchoolQuery.Outcome.choices, missing="Say what came of it")
