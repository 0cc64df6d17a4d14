"""Says who can sign in to the demonstration, and how."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from goldenthread.access import permissions
from goldenthread.access.models import User
from goldenthread.demo.setting_up import secret_of
from goldenthread.demo.staff import PASSWORD, PERSONAS


class Command(BaseCommand):
    """sign_ins"""

    help = "List the personas of the demonstration. Nothing anywhere else."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a persona; the password and the authenticator's secret for those who want the long way."""
        if not (settings.DEMO or settings.TESTING):
            return
        there = set(User.objects.exclude(persona="").values_list("email", flat=True))
        known = [persona for persona in PERSONAS if persona.email in there]
        if not known:
            return
        self.stdout.write("Open the address and become one of these with one click:")
        for each in known:
            self.stdout.write(
                f"  {each.email:<38} {permissions.ROLES[each.role]:<24} app secret {secret_of(each.persona)}"
            )
        self.stdout.write(
            f"Or sign in the long way: password {PASSWORD}, and a code from an authenticator app with the secret above."
        )
