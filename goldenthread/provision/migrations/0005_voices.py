"""Of a family each person has a voice of their own; what was said before is given to whoever said it."""

from django.db import migrations, models
from django.db.models import Q

VOICE = """
coalesce((SELECT 'child' FROM people_involvement i WHERE i.child_id = d.child_id AND i.user_id = d.by_id AND i.role = 'young_person' LIMIT 1),
         (SELECT 'adult:' || a.id FROM people_adult a WHERE a.user_id = d.by_id), 'user:' || d.by_id)
"""
SAID_BEFORE = f"""
SELECT set_config('app.wall', 'lifted', true), set_config('app.action', 'provision.migration', true);
UPDATE provision_deliveryrecord d SET voice = {VOICE} WHERE d.side = 'family' AND d.source = 'tap' AND d.by_id IS NOT NULL;
UPDATE provision_outcomeprogress d SET voice = {VOICE} WHERE d.by_family AND d.by_id IS NOT NULL;
SELECT set_config('app.wall', '', true), set_config('app.action', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("provision", "0004_deliverer_may_be_nobody"), ("people", "0017_search_all_at_once")]
    operations = [
        migrations.AddField(
            "deliveryrecord", "voice",
            models.CharField(blank=True, default="", help_text="Who of the family, as `voices` writes it; empty for a side with one voice", max_length=45), preserve_default=False,
        ),
        migrations.AddField(
            "outcomeprogress", "voice", models.CharField(blank=True, default="", help_text="Who of the family, as `voices` writes it", max_length=45), preserve_default=False,
        ),
        migrations.RemoveConstraint("deliveryrecord", "said_once"),
        migrations.RemoveConstraint("outcomeprogress", "progress_once_a_day"),
        migrations.RunSQL(SAID_BEFORE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "deliveryrecord",
            models.UniqueConstraint(
                "child", "lineage", "week", "side", "voice", "happened_on", condition=Q(corrected_at__isnull=True), name="said_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            "outcomeprogress",
            models.UniqueConstraint(
                "child", "lineage", "seen_on", "organisation", "by_family", "voice", condition=Q(corrected_at__isnull=True), name="progress_once_a_day",
                nulls_distinct=False,
            ),
        ),
    ]  # fmt: skip
