"""What was given and what is kept of it: behind the wall by the child, written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_area, wall_by_area_planned_once, wall_by_child


class Migration(migrations.Migration):
    dependencies = [("provision", "0001_initial"), ("people", "0016_deliverer"), ("plans", "0005_nothing_identified")]
    operations = [
        guard(
            "provision_termdates", "provision_linerhythm", "provision_linedeliverer", "provision_deliveryrecord", "provision_followup",
            "provision_watchedline", "provision_deliveryfile", "provision_deliveryrow", "provision_outcomeprogress", "provision_outcomeexample",
        ),
        wall_by_child("provision_linerhythm"),
        wall_by_child("provision_linedeliverer"),
        wall_by_child("provision_followup"),
        wall_by_child("provision_outcomeprogress"),
        wall_by_child("provision_deliveryrow", nullable=True),
        wall_by_area("provision_watchedline"),
        wall_by_area_planned_once("provision_watchedline"),
        wall_by_child("provision_deliveryrecord"),
    ]
