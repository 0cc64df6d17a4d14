"""A day by which what is found in a record is mended. What stands found already has ten working days from its last check."""

from django.db import migrations, models

FOUND_BEFORE = """
SELECT set_config('app.wall', 'lifted', true), set_config('app.action', 'returns.migration', true);
UPDATE returns_recordcheck SET mend_by = checked_at::date + 14 WHERE errors > 0 OR queries > 0;
SELECT set_config('app.wall', '', true), set_config('app.action', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("returns", "0007_walls_of_rechecks")]
    operations = [
        migrations.AlterField("recordcheck", "findings", models.JSONField(default=list, help_text="Each with the day it was found, and by which it is mended")),
        migrations.AddField(
            "recordcheck", "mend_by", models.DateField(help_text="The earliest day by which something found is mended; empty where nothing must be", null=True)
        ),
        migrations.RunSQL(FOUND_BEFORE, migrations.RunSQL.noop),
        migrations.AddIndex(
            "recordcheck", models.Index("area", "mend_by", "child", name="recordcheck_to_mend", condition=models.Q(mend_by__isnull=False))
        ),
    ]
