"""Asks: seen by the browser that writes one, and by the area's officers once it is sent; written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial"), ("core", "0002_action_guard")]
    operations = [
        guard("portal_ask"),
        wall(
            "portal_ask",
            "id::text = current_setting('app.ask', true) OR (sent_on IS NOT NULL AND area_id = ANY ((SELECT gt_areas())::bigint[]))",
        ),
    ]
