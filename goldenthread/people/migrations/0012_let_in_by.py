"""Who of a family let a helper in: they see that involvement, and can end it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = (
    "(SELECT gt_wall()) = 'lifted' OR user_id = (SELECT gt_user()) OR organisation_id = ANY ((SELECT gt_organisations())::bigint[])"
    " OR area_id = ANY ((SELECT gt_areas())::bigint[])"
)


class Migration(migrations.Migration):
    dependencies = [("people", "0011_involved_planned_once"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.AddField(
            model_name="involvement",
            name="let_in_by",
            field=models.ForeignKey(
                blank=True, help_text="Of the family, for a helper", null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(
            f"ALTER POLICY wall ON people_involvement USING ({BEFORE} OR let_in_by_id = (SELECT gt_user()));",
            f"ALTER POLICY wall ON people_involvement USING ({BEFORE});",
        ),
    ]
