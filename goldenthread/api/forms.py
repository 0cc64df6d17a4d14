"""What the head of SEND chooses to publish."""

from __future__ import annotations

from goldenthread.core.form_fields import Form, ManyChoiceField
from goldenthread.insight.indicators import LIBRARY


def _counted() -> list[tuple[str, str]]:
    return [(code, f"{code}: {one.name}") for code, one in LIBRARY.items() if one.counted]


class PublishForm(Form):
    """Which indicators anybody may see. None is an answer: nothing is public."""

    codes = ManyChoiceField(label="Indicators that anybody may see", choices=_counted, required=False, missing="Choose from the list")
