"""Send the reminders of advice that are due today."""

import json

from django.core.management.base import BaseCommand

from goldenthread.casework.advice.reminding import remind_all
from goldenthread.core import clock
from goldenthread.core.actors import command


class Command(BaseCommand):
    """`remind_advisers`: each step of the ladder once. A job does the same every hour. Prints JSON."""

    help = "Send the reminders of advice that are due today and were not sent"

    def handle(self, *args, **options):
        """Send, then say how many of each step."""
        sent = remind_all(by=command("remind_advisers"), on=clock.today())
        self.stdout.write(json.dumps({"sent": sum(sent.values()), "steps": {str(step): number for step, number in sorted(sent.items())}}))
