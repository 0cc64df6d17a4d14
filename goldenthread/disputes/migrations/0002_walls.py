"""Disputes and all that hangs from them: behind the wall by the child; written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_child, wall_through

THROUGH = (
    "mediation", "appeal", "recommendation", "undertaking", "complaint", "complaintstage", "ombudsmanmatter", "lesson", "paper", "bundle",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_initial")]
    operations = [
        guard("disputes_dispute", "disputes_keptout", *(f"disputes_{table}" for table in THROUGH)),
        wall_by_child("disputes_dispute"),
        wall_through("disputes_keptout", "document_id", "people_document"),
        *(wall_through(f"disputes_{table}", "dispute_id", "disputes_dispute") for table in THROUGH),
    ]
