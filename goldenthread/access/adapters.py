"""Where allauth asks us: who may come in, what is said, and what is kept about a sign-in."""

from __future__ import annotations

import smtplib
import time
from datetime import timedelta
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone

from goldenthread.core import clock

from . import actions
from . import session as rules
from .browsers import is_known_browser, remember_browser
from .oidc.refusals import NotBelieved
from .secrets import decrypt, encrypt

log = structlog.get_logger(__name__)

SLEEPS_AFTER = timedelta(days=90)
REFUSED = "The email address or password is not right. Check both and try again"
TOO_MANY = "There have been too many tries. Wait a few minutes, then try again, or sign in with a passkey"


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with a password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": REFUSED,
        "invalid_login": REFUSED,
        "enter_current_password": "The current password is not right. Enter it again",
        "incorrect_password": "The password is not right. Enter it again",
        "incorrect_code": "The code is not right. Enter the code that the app shows now",
        "invalid_password_reset": "This link has been used or is too old. Ask for a new one",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": "There have been too many tries. Wait a few minutes, then try again",
        "account_inactive": "This account has been closed. Ask the person who looks after accounts where you work",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes their own account: people are invited."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, and note in the session how, and whether a second factor was shown on the way."""
        super().login(request, user)
        records = get_authentication_records(request, user)
        methods = [record["method"] for record in records]
        shown = "mfa" in methods or getattr(request, "single_sign_on_shows_second_factor", False)
        rules.begin(request.session, how=methods[-1] if methods else "", second_factor=shown)
        remember_browser(request, user.email)
        actions.note(what="signed_in", user=user, by=user, on=clock.today(), fact={"by": methods, "second_factor": shown})

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """An account that nobody used for 90 days sleeps until somebody who knows the person wakes it."""
        if user.last_login and timezone.now() - user.last_login > SLEEPS_AFTER:
            log.info("sign_in_to_sleeping_account", user=user.pk)
            return render(request, "access/asleep.html", status=403)
        return super().pre_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted in the log; whose they were stays out of it."""
        log.info("sign_in_failed")

    def get_login_stages(self) -> list[str]:
        """A provider that vouches for a second factor (its settings say by which acr) is not asked twice."""
        stages = super().get_login_stages()
        if getattr(self.request, "single_sign_on_shows_second_factor", False):
            stages.remove("allauth.mfa.stages.AuthenticateStage")
        return stages

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Changing how one signs in needs a proof of the last five minutes; signing in just now is one."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        return not recently_proved(self.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The second factor where there is one; the password only until then."""
        methods = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        words = {
            "reauthenticate": "Use your password",
            "mfa_reauthenticate": "Use your authenticator app or a recovery code",
            "mfa_reauthenticate:webauthn": "Use a passkey",
        }
        return [{**method, "description": words[method["id"]]} for method in stronger or methods]

    def reauthenticate(self, user: Any, password: str) -> bool:
        """The person is known: their own address is what is tried with the password."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Guesses from a browser that has signed in to this account before are counted apart, so that a stranger who
        # guesses all day cannot keep the account's owner out (OWASP: device cookies).
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"known:{key}" if is_known_browser(request, credentials.get("email", "")) else key

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once, never through the outbox: a link that opens an account is written down nowhere."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as error:
            log.error("sign_in_email_not_sent", kind=template_prefix, error=type(error).__name__)
            page = render(self.request, "access/email_not_sent.html", status=503)
            raise ImmediateHttpResponse(page) from error

    def send_notification_mail(self, template_prefix: str, user: Any, context: Any = None, email: str | None = None) -> None:
        """Keep that somebody's sign-in was changed, and tell them. It stands even where the email cannot leave."""
        actions.note(what=template_prefix.rpartition("/")[2], user=user, by=user, on=clock.today())
        try:
            super().send_notification_mail(template_prefix, user, context, user.email)
        except ImmediateHttpResponse:
            return


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: kept encrypted, and never the last one taken away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Enter the code that the app shows now",
        "cannot_delete_authenticator": "You cannot remove your only second factor. Add another one first",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first",
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return others(authenticator).exists()

    def build_totp_svg(self, url: str) -> str:
        drawn = super().build_totp_svg(url)
        drawing = drawn[drawn.index("<svg") :]
        return drawing.replace("<svg", '<svg role="img" aria-label="QR code to scan with your authenticator app"', 1)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def _get_site_name(self) -> str:
        return "Golden Thread"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: an account is linked by an invitation or by its owner, never by an email address alone."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": "That sign-in belongs to somebody else's account here",
        "no_password": "Choose a password first, or you could not sign in again",
        "disconnect_last": "You cannot remove your only way to sign in",
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def on_authentication_error(
        self, request: Any, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Say in the log why somebody could not come in; what the provider answered stays out of it."""
        reason = str(exception) if isinstance(exception, NotBelieved) else type(exception).__name__
        log.warning("single_sign_on_failed", provider=provider.sub_id, error=str(error), reason=reason)

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Only what the settings name; a row in a table makes nobody trusted."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Somebody whom the provider knows and we do not is told how to be linked."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if request.user.is_anonymous:
                raise ImmediateHttpResponse(redirect("account_login"))
            if getattr(request, "single_sign_on_shows_second_factor", False):
                rules.proved(request.session)
        elif not sociallogin.is_existing:
            name = sociallogin.provider.name
            raise ImmediateHttpResponse(render(request, "access/not_linked.html", {"provider_name": name}, status=403))


def others(authenticator: Authenticator) -> Any:
    """The other second factors of the same person; recovery codes are no factor of their own."""
    mine = Authenticator.objects.filter(user_id=authenticator.user_id)
    return mine.exclude(pk=authenticator.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)


def recently_proved(request: HttpRequest) -> bool:
    """Whether the person has shown in the last five minutes who they are, by their second factor where they have one."""
    if rules.has_second_factor(request.session):
        return rules.is_fresh(request.session)
    return time.time() - request.session.get(rules.BEGAN, 0) < rules.FRESH
