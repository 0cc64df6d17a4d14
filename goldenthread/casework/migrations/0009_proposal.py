"""What is put before the second person who issues a plan. Behind the wall of its version, written by actions only."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_through


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0008_replacement'),
        ('people', '0013_law_readings'),
        ('plans', '0005_nothing_identified'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='proposal', serialize=False, to='plans.version')),
                ('where', models.CharField(blank=True, choices=[('setting', 'A named school, college or other setting'), ('type', 'A type of setting'), ('otherwise', 'Otherwise than at a school or college')], max_length=9)),
                ('setting_type', models.CharField(blank=True, max_length=120)),
                ('start_on', models.DateField(blank=True, null=True)),
                ('why', models.TextField(blank=True)),
                ('ground', models.CharField(blank=True, max_length=24)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('looked', models.JSONField(blank=True, default=list)),
                ('passed', models.JSONField(blank=True, default=dict)),
                ('waived', models.JSONField(blank=True, default=dict)),
                ('setting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('where', 'setting'), _negated=True), ('setting__isnull', False), _connector='OR'), name='proposal_names_its_setting'), models.CheckConstraint(condition=models.Q(models.Q(('where', 'type'), _negated=True), models.Q(('setting_type', ''), _negated=True), _connector='OR'), name='proposal_names_its_type')],
            },
        ),
        guard("casework_proposal"),
        wall_through("casework_proposal", "version_id", "plans_version"),
    ]
