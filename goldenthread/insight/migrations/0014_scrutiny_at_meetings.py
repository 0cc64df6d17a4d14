"""Figures held up at meetings and the actions noted there: written by actions only, and one about a child is behind the wall by the child."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_by_child


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0013_counts_of_schools'),
        ('people', '0024_search_walked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Scrutiny',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(help_text='Of an indicator', max_length=8)),
                ('group', models.CharField(max_length=120)),
                ('held_on', models.DateField()),
                ('at', models.DateField(help_text='The day that the figure speaks of')),
                ('noted_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-held_on', 'group', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ScrutinyAction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField(max_length=500)),
                ('due_on', models.DateField()),
                ('noted_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('came_of', models.TextField(blank=True, max_length=1000)),
                ('dropped_on', models.DateField(blank=True, null=True)),
                ('dropped_why', models.TextField(blank=True, max_length=1000)),
                ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scrutiny_actions', to='people.child')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('scrutiny', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='insight.scrutiny')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='scrutiny',
            constraint=models.UniqueConstraint(models.F('area'), models.F('code'), models.F('held_on'), django.db.models.functions.text.Lower('group'), name='one_scrutiny_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='scrutiny',
            constraint=models.CheckConstraint(condition=models.Q(('at__lte', models.F('held_on'))), name='scrutiny_of_a_day_that_was'),
        ),
        migrations.AddIndex(
            model_name='scrutinyaction',
            index=models.Index(models.F('owner'), models.F('due_on'), condition=models.Q(('done_on', None), ('dropped_on', None)), name='scrutiny_action_open_of'),
        ),
        migrations.AddConstraint(
            model_name='scrutinyaction',
            constraint=models.CheckConstraint(condition=models.Q(('done_on', None), ('dropped_on', None), _connector='OR'), name='scrutiny_action_done_or_dropped'),
        ),
        migrations.AddConstraint(
            model_name='scrutinyaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came_of', ''), ('done_on', None)), models.Q(('done_on__isnull', False), models.Q(('came_of', ''), _negated=True)), _connector='OR'), name='scrutiny_action_done_says_what_came_of_it'),
        ),
        migrations.AddConstraint(
            model_name='scrutinyaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_on', None), ('dropped_why', '')), models.Q(('dropped_on__isnull', False), models.Q(('dropped_why', ''), _negated=True)), _connector='OR'), name='scrutiny_action_dropped_says_why'),
        ),
        guard("insight_scrutiny", "insight_scrutinyaction"),
        wall_by_child("insight_scrutinyaction", nullable=True),
    ]
