"""Fills it with tickets, each with three follow-ups, shared among 25 officers: fill.py COUNT."""

import datetime
import random
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from helpdesk.models import FollowUp, Queue, Ticket  # noqa: E402

SURNAMES = "Ash Birch Cole Dean Eley Frost Gale Hume Ives Joyce Khan Lowe Marsh Nolan Owen Patel Quinn Reed Shah Tate Ursell Vance Webb Young Zahir".split()
FORENAMES = "Amy Ben Cai Dot Eve Finn Gus Hana Idris Jay Kai Lena Mo Nia Omar Pia Rory Sam Tia Uma Vic Wren Xan Yara Zoe".split()


def main(count: int) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    dice, now = random.Random(1), timezone.now()
    users = get_user_model().objects
    officers = [users.create_user(f"officer{n}", f"officer{n}@example.org", is_staff=True, is_superuser=n == 0) for n in range(25)]
    queue = Queue.objects.create(title="Assessments", slug="assess", allow_public_submission=True, email_address="desk@example.org")
    for start in range(0, count, 5000):
        tickets = Ticket.objects.bulk_create(
            Ticket(
                title=f"{dice.choice(FORENAMES)} {dice.choice(SURNAMES)}", queue=queue, assigned_to=dice.choice(officers), status=dice.choice([1, 1, 1, 2, 3]),
                submitter_email=f"family{start + n}@example.org", description="A request for an assessment. " * 6, priority=dice.randint(1, 5),
                created=now - datetime.timedelta(hours=dice.randint(1, 20000)), modified=now, due_date=now + datetime.timedelta(days=dice.randint(-60, 300)),
            )
            for n in range(min(5000, count - start))
        )  # fmt: skip
        FollowUp.objects.bulk_create(
            FollowUp(ticket=ticket, title="A note", comment="The school was asked for what it knows. " * 3, public=True, user=dice.choice(officers), date=now - datetime.timedelta(hours=n))
            for ticket in tickets
            for n in range(3)
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


main(int(sys.argv[1]))
