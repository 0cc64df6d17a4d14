"""Surveys that families answer once without saying who they are; written by actions only."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.core.walls import guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [("people", "0009_panel_and_helper"), ("core", "0006_delivery_and_scanning")]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("step", models.CharField(choices=[("plan_issued", "A plan was issued")], max_length=20)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("began_on", models.DateField()),
                ("area", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="people.area")),
            ],
            options={
                "ordering": ["-began_on", "pk"],
                "constraints": [models.UniqueConstraint(models.F("area"), models.F("step"), models.F("edition"), name="one_survey_a_step")],
            },
        ),
        migrations.CreateModel(
            name="SurveyInvitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code_hash", models.CharField(help_text="SHA-256 of the code", max_length=64, unique=True)),
                ("made_on", models.DateField()),
                ("until_on", models.DateField(help_text="The last day on which the code works")),
                ("answered", models.BooleanField(default=False)),
                ("survey", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="voice.survey")),
            ],
            options={"ordering": ["made_on", "pk"]},
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("month", models.DateField(help_text="Its first day: the day itself would tell too much")),
                ("said", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True)),
                ("survey", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="voice.survey")),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(models.F("survey"), models.F("month"), name="answer_of_month")],
            },
        ),
        guard("voice_survey", "voice_surveyinvitation", "voice_surveyanswer"),
    ]
