"""What the invented area lets systems and anybody read (a school's contract, some figures), and official figures of it, as invented as itself."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from goldenthread.access.models import User
from goldenthread.api.actions import publish
from goldenthread.core import wall
from goldenthread.insight.official import OFFICIAL as FIGURES
from goldenthread.insight.official.actions import check_official, take_in_official
from goldenthread.people.clients import actions
from goldenthread.people.models import Area, Organisation

OFFICIAL = Path(__file__).parent / "papers" / "calderbeck-official-figures.csv"
PUBLISHED = ("EHC01", "EHC02", "EHC04", "EHC20", "AR01", "AR03")


def open_up(area: Area, *, today: date) -> None:
    """Sam, the administrator, writes a contract for Cinder Hill's records, and Ruth agrees to it and publishes figures."""
    users = {user.persona: user for user in User.objects.filter(persona__in=("sam", "ruth"))}
    with wall.lifted(because="load_demo makes an invented area"):
        school = Organisation.objects.get(name="Cinder Hill Primary School")
        client = actions.write_client(
            organisation=school, name="Cinder Hill records", purpose="So that the register knows who has a plan, and when its review is",
            contact="office@cinderhill.example", resources=["ident", "plan", "review"], from_on=today - timedelta(days=40),
            until_on=today + timedelta(days=300), by=users["sam"], on=today - timedelta(days=42),
        )  # fmt: skip
        actions.agree_to_client(client=client, by=users["ruth"], on=today - timedelta(days=41))
        publish(area=area, codes=PUBLISHED, by=users["ruth"], on=today - timedelta(days=30))
        take_in_official(area=area, path=OFFICIAL, by=users["sam"], on=today - timedelta(days=25))
        for group in ("Population", "Pupils", "Absence"):
            check_official(area=area, group=[each.key for each in FIGURES.values() if each.group == group], by=users["ruth"], on=today - timedelta(days=24))
