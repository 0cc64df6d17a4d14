"""What is found in a record is seen where the record is."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_area


class Migration(migrations.Migration):
    dependencies = [("returns", "0006_totals_and_rechecks"), ("people", "0002_walls")]
    operations = [guard("returns_recordcheck", "returns_recheck"), wall_by_area("returns_recordcheck")]
