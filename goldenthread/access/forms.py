"""What a person types to sign in, drawn from the design system. The rules behind the fields are allauth's."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from goldenthread.core.form_fields import Form
from goldenthread.core.form_fields.choices import ManyChoiceField
from goldenthread.core.form_fields.words import CodeField, EmailField, PasswordField, TextField

SHORTEST_PASSWORD = 12
ABOUT_PASSWORDS = (
    f"At least {SHORTEST_PASSWORD} characters. Three words that do not belong together are easy to remember and hard to guess"
)


class NewPasswordField(PasswordField):
    """A password somebody chooses. Refused in words when it is short, common, or made from their own name."""

    user = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"new": True, "help_text": ABOUT_PASSWORDS, "subject": "Password", **kwargs})

    def clean(self, value: Any) -> str:
        chosen = super().clean(value)
        return get_adapter().clean_password(chosen, user=self.user)


class LoginForm(Form, account.LoginForm):
    """An email address and a password."""

    password = PasswordField(label="Password", missing="Enter your password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = EmailField(label="Email address", autocomplete="username webauthn", missing="Enter your email address")
        self.fields = {"login": login, "password": self.fields["password"]}


class ReauthenticateForm(Form, account.ReauthenticateForm):
    """The password again, to show that it is still the same person."""

    password = PasswordField(label="Password", missing="Enter your password")


class ChangePasswordForm(Form, account.ChangePasswordForm):
    """The present password and a new one."""

    oldpassword = PasswordField(label="Current password", missing="Enter your current password")
    password1 = NewPasswordField(label="New password", missing="Enter a new password")
    password2 = None


class SetPasswordForm(Form, account.SetPasswordForm):
    """A first password, for somebody who came by single sign-on."""

    password1 = NewPasswordField(label="Password", missing="Enter a password")
    password2 = None


class ResetPasswordForm(Form, account.ResetPasswordForm):
    """The address to which a link is sent. The answer is the same whether or not there is such an account."""

    email = EmailField(label="Email address", missing="Enter your email address")


class ResetPasswordKeyForm(Form, account.ResetPasswordKeyForm):
    """A new password, after following the link."""

    password1 = NewPasswordField(label="New password", missing="Enter a new password")
    password2 = None


class SecondFactorCodeField(CodeField):
    """Six figures of an authenticator app, or one of the eight-figure recovery codes."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"label": "Code", "subject": "Code", "missing": "Enter the code"}
        super().__init__(**{**words, **kwargs})


ENTER_A_CODE = "The 6 numbers your authenticator app shows now, or one of your recovery codes"


class AuthenticateForm(Form, mfa.AuthenticateForm):
    """The second factor at sign-in."""

    code = SecondFactorCodeField(help_text=ENTER_A_CODE)


class ReauthenticateCodeForm(Form, mfa.ReauthenticateForm):
    """The second factor again, before something that matters."""

    code = SecondFactorCodeField(help_text=ENTER_A_CODE)


class ActivateTOTPForm(Form, totp.ActivateTOTPForm):
    """The first code of an authenticator app, which shows that it was set up."""

    code = SecondFactorCodeField(label="Code from the app", help_text="6 numbers")


class AddPasskeyForm(Form, webauthn.AddWebAuthnForm):
    """A name for a passkey. The passkey itself is made by the browser and sent in a hidden field."""

    name = TextField(label="Name for this passkey", help_text="For example, work laptop or my phone", required=True, width=20, max_length=60)
    passwordless = ManyChoiceField(
        label="How you will use it",
        choices=[("yes", "Let me sign in with this passkey alone, without my password")],
        required=False,
        help_text="It must be on a device that asks for your face, your finger or a PIN",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in ("name", "passwordless", "credential")}


class RenamePasskeyForm(Form, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    name = TextField(label="Name for this passkey", missing="Enter a name for this passkey", width=20, max_length=60)
