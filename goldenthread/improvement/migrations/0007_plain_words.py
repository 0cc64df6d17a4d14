"""Words for everybody; and a key for what families said that tells nothing of how many there are."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("improvement", "0006_plan_locked")]

    operations = [
        migrations.CreateModel(
            name="PlainWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plain", models.TextField(blank=True)),
                ("easy", models.TextField(blank=True)),
                ("written_on", models.DateField()),
                ("written_by_id", models.BigIntegerField(null=True)),
                ("section", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="plain_words", to="improvement.section")),
            ],
        ),
        # Nobody could have written one yet: there was no page for it.
        migrations.DeleteModel("ReplyToFamilies"),
        migrations.CreateModel(
            name="ReplyToFamilies",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("heard_on", models.DateField()),
                ("said", models.CharField(max_length=500)),
                ("did", models.CharField(blank=True, max_length=1000)),
                ("done_on", models.DateField(null=True)),
                ("entered_by_id", models.BigIntegerField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="improvement.improvementplan")),
            ],
            options={
                "ordering": ["-heard_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("did", ""), ("done_on__isnull", True)), models.Q(models.Q(("did", ""), _negated=True), ("done_on__isnull", False)), _connector="OR"),
                        name="improvement_what_we_did_has_its_day",
                    )
                ],
            },
        ),
    ]
