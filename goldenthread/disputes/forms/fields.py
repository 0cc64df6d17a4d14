"""Fields that several forms of disputes ask for."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import DateField, FileField, Form, TextareaField, TextField
from goldenthread.core.uploads import KINDS, MOST_BYTES


def past_day(label: str, subject: str, **more: Any) -> DateField:
    """A day on which something happened."""
    return DateField(label=label, subject=subject, past=True, **more)


def paper(label: str) -> FileField:
    """A paper that shows it, if there is one."""
    return FileField(label=label, endings=tuple(KINDS), most=MOST_BYTES, required=False)


def words(label: str, missing: str = "", **more: Any) -> TextareaField:
    """Some lines of words; with `missing` they must be there."""
    return TextareaField(label=label, missing=missing or None, required=bool(missing), **{"max_length": 5000, "rows": 4, **more})


def short(label: str, missing: str = "", **more: Any) -> TextField:
    """A few words; with `missing` they must be there."""
    return TextField(label=label, missing=missing or None, required=bool(missing), **{"max_length": 200, **more})


class StepForm(Form):
    """One step in a dispute. `facts` are its answers as the action takes them, but for the paper."""

    one_time = True

    def facts(self) -> dict[str, Any]:
        """The answers by name."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("form_key", "version", "paper")}
