"""Invites the first administrators of an area, before anybody can sign in to do it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.refusals import Refused
from goldenthread.people.accounts import actions, emails
from goldenthread.people.accounts.policies import roles_to_give
from goldenthread.people.models import Area, Organisation


class Command(BaseCommand):
    """invite EMAIL --name "Full Name" --area 901 [--role administrator] [--organisation "SEND team"] --by "Who runs this" """

    help = "Invite somebody to a role, as for the first two administrators. Prints the link and sends it by email."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, which role, where, and who says so."""
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="Their full name.")
        parser.add_argument("--area", required=True, help="The authority's three-digit number.")
        parser.add_argument("--role", default="administrator", choices=sorted(roles_to_give()))
        parser.add_argument("--organisation", default="", help="By its name; the area's SEND team unless given.")
        parser.add_argument("--by", required=True, help="The person who runs this command: it is kept in the record.")

    def handle(self, *args: Any, **options: Any) -> None:
        """The last line is the link."""
        area = Area.objects.filter(code=options["area"]).first()
        if area is None:
            raise CommandError(f"There is no area with the number {options['area']}.")
        if named := options["organisation"]:
            organisation = Organisation.objects.filter(area=area, name=named).order_by("pk").first()
            if organisation is None:
                raise CommandError(f"{area.name} has no organisation called {named}.")
        else:
            teams = Organisation.objects.filter(area=area, kind=Organisation.Kind.SEND_TEAM).order_by("pk")
            organisation = teams.first() or Organisation.objects.create(area=area, kind=Organisation.Kind.SEND_TEAM, name="SEND team")
        by = Actor(f"command:invite, run by {options['by']}"[:80])
        doing = {"by": by, "on": clock.today()}
        try:
            invitation = actions.invite(
                email=options["email"], name=options["name"], role=options["role"], organisation=organisation, **doing
            )
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        if invitation.accepted_at:
            self.stdout.write(f"{invitation.name} has an account already and has the role now.")
            return
        link = emails.link_to(actions.make_link(invitation=invitation, **doing))
        if not emails.send_link(invitation, link):
            self.stderr.write("The email could not be sent. Give the link to the person by another safe way.")
        self.stdout.write(link)
