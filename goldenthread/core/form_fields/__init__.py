"""Form fields that draw themselves from the design system, and say in plain words what is wrong."""

from .choices import ChoiceField, ConfirmField, ManyChoiceField, YesNoField
from .dates import DateField, date_of_birth
from .drawn import Drawn, refusal
from .files import FileField
from .forms import Form
from .people import FullNameField, NameField, NhsNumberField, PostcodeField, UlnField, UpnField
from .reading import Ask, Unreadable
from .words import CodeField, EmailField, PasswordField, PhoneField, TextareaField, TextField, WholeNumberField

__all__ = [
    "Ask",
    "ChoiceField",
    "CodeField",
    "ConfirmField",
    "DateField",
    "Drawn",
    "EmailField",
    "FileField",
    "Form",
    "FullNameField",
    "ManyChoiceField",
    "NameField",
    "NhsNumberField",
    "PasswordField",
    "PhoneField",
    "PostcodeField",
    "TextField",
    "TextareaField",
    "UlnField",
    "Unreadable",
    "UpnField",
    "WholeNumberField",
    "YesNoField",
    "date_of_birth",
    "refusal",
]
