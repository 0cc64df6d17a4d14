"""What somebody says who lets a held paper out."""

from __future__ import annotations

from goldenthread.core.form_fields import Form, TextareaField


class LetOutForm(Form):
    """Why a paper may be opened although nobody scanned it."""

    why = TextareaField(
        label="Why is it safe to open?",
        help_text="Who sent it, and how it was looked at. The record keeps this with your name",
        missing="Enter why it is safe to open",
        max_length=500,
        rows=4,
    )
