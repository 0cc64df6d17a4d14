"""Send what waits in the outbox, once, without a worker."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from goldenthread.core import outbox, scanning
from goldenthread.core.delivery import absences


class Command(BaseCommand):
    """deliver_outbox"""

    help = "Send the messages that wait in the outbox. The worker that ./run starts does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is not set up, send, and print what came of it on the last line."""
        for absent in [*absences(), *filter(None, [scanning.absent()])]:
            self.stderr.write(absent)
        self.stdout.write(json.dumps(outbox.deliver()))
