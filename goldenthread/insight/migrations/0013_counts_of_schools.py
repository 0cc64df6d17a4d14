"""Counts that schools give of their pupils, what an area counts of its young people, and published needs beside them."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0012_minimum_data_set"),
        ("people", "0024_search_walked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("level", models.CharField(help_text="E England, R a region, A an authority", max_length=1)),
                ("place", models.CharField(max_length=9)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("plan", "Pupils with a plan"),
                            ("support", "Pupils with SEN support"),
                            ("none", "Pupils with no special educational needs"),
                        ],
                        max_length=7,
                    ),
                ),
                ("need", models.CharField(blank=True, max_length=4)),
                ("pupils", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=300)),
                ("taken_in_on", models.DateField()),
            ],
            options={
                "ordering": ["year", "level", "place", "status", "need"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("year"),
                        models.F("level"),
                        models.F("place"),
                        models.F("status"),
                        models.F("need"),
                        name="one_published_need_a_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolAbsence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(blank=True, help_text="Empty where it was typed", max_length=200)),
                ("given_on", models.DateField()),
                ("replaced_on", models.DateField(blank=True, null=True)),
                ("month", models.DateField(help_text="Its last day")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("plan", "Pupils with a plan"),
                            ("support", "Pupils with SEN support"),
                            ("none", "Pupils with no special educational needs"),
                        ],
                        max_length=7,
                    ),
                ),
                ("pupils", models.PositiveIntegerField()),
                ("possible", models.PositiveIntegerField()),
                ("authorised", models.PositiveIntegerField()),
                ("unauthorised", models.PositiveIntegerField()),
                ("often", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-month", "status", "-version"],
                "indexes": [models.Index(models.F("area"), models.F("month"), name="schoolabsence_of_area")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("school"),
                        models.F("month"),
                        models.F("status"),
                        condition=models.Q(("replaced_on", None)),
                        name="one_school_absence_a_month",
                    ),
                    models.UniqueConstraint(
                        models.F("school"),
                        models.F("month"),
                        models.F("status"),
                        models.F("version"),
                        name="one_school_absence_a_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "possible__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("authorised"), "+", models.F("unauthorised")
                                ),
                            )
                        ),
                        name="no_more_missed_than_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("often", None), ("often__lte", models.F("pupils")), _connector="OR"),
                        name="no_more_often_absent_than_pupils",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolNeeds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(blank=True, help_text="Empty where it was typed", max_length=200)),
                ("given_on", models.DateField()),
                ("replaced_on", models.DateField(blank=True, null=True)),
                ("census_on", models.DateField()),
                ("on_roll", models.PositiveIntegerField()),
                ("support", models.PositiveIntegerField(help_text="All of them together")),
                ("needs", models.JSONField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-census_on", "-version"],
                "indexes": [models.Index(models.F("area"), models.F("census_on"), name="schoolneeds_of_area")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("school"),
                        models.F("census_on"),
                        condition=models.Q(("replaced_on", None)),
                        name="one_school_needs_a_census",
                    ),
                    models.UniqueConstraint(
                        models.F("school"),
                        models.F("census_on"),
                        models.F("version"),
                        name="one_school_needs_a_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("support__lte", models.F("on_roll"))),
                        name="no_more_with_support_than_on_roll",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YoungPeople",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(blank=True, help_text="Empty where it was typed", max_length=200)),
                ("given_on", models.DateField()),
                ("replaced_on", models.DateField(blank=True, null=True)),
                ("month", models.DateField(help_text="Its last day; of a year the last day of February")),
                ("of_year", models.BooleanField(default=False)),
                ("age", models.CharField(choices=[("16-17", "16 and 17"), ("18-24", "18 to 24")], max_length=5)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("plan", "Pupils with a plan"),
                            ("support", "Pupils with SEN support"),
                            ("none", "Pupils with no special educational needs"),
                        ],
                        max_length=7,
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("neet", models.PositiveIntegerField()),
                ("unknown", models.PositiveIntegerField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.area"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-month", "age", "status", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("area"),
                        models.F("month"),
                        models.F("of_year"),
                        models.F("age"),
                        models.F("status"),
                        condition=models.Q(("replaced_on", None)),
                        name="one_count_of_young_people",
                    ),
                    models.UniqueConstraint(
                        models.F("area"),
                        models.F("month"),
                        models.F("of_year"),
                        models.F("age"),
                        models.F("status"),
                        models.F("version"),
                        name="one_count_of_young_people_a_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "people__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("neet"), "+", models.F("unknown")
                                ),
                            )
                        ),
                        name="no_more_neet_than_young_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age", "16-17"), ("status", "plan"), _connector="OR"),
                        name="past_17_with_a_plan_alone",
                    ),
                ],
            },
        ),
    ]
