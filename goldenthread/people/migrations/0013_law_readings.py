"""How an area reads the law where it can be read in two ways."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0012_let_in_by"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            "LawReading",
            [
                ("id", models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("value", models.JSONField()),
                ("why", models.CharField(max_length=500)),
                ("set_on", models.DateField()),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("children", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                ("area", models.ForeignKey("people.area", django.db.models.deletion.PROTECT, related_name="law_readings")),
                ("set_by", models.ForeignKey(settings.AUTH_USER_MODEL, django.db.models.deletion.PROTECT, null=True, related_name="+")),
            ],
            options={
                "ordering": ["-set_at"],
                "indexes": [models.Index(fields=["area", "name", "-set_at"], name="law_reading_newest")],
            },
        )
    ]
