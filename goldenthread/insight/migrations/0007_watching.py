"""Figures that are watched, and what was looked into."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0006_official_figures'),
        ('people', '0019_work_counted_in_its_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(help_text='Of an indicator', max_length=8)),
                ('side', models.CharField(choices=[('above', 'Above it'), ('below', 'Below it')], max_length=5)),
                ('against', models.CharField(choices=[('number', 'A number of our own'), ('england', 'England’s published figure'), ('neighbours', 'The middle of our statistical neighbours')], max_length=10)),
                ('limit', models.DecimalField(decimal_places=1, max_digits=9)),
                ('months', models.PositiveSmallIntegerField(help_text='How many month ends in a row')),
                ('days', models.PositiveSmallIntegerField(help_text='Days to look into it')),
                ('why', models.CharField(blank=True, max_length=300)),
                ('set_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'set_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Analysis',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8)),
                ('at', models.DateField(help_text="The month's end that passed")),
                ('value', models.DecimalField(decimal_places=1, max_digits=12)),
                ('limit', models.DecimalField(decimal_places=1, max_digits=12)),
                ('opened_on', models.DateField()),
                ('due_on', models.DateField()),
                ('found', models.TextField(blank=True)),
                ('written_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('acting', 'It is real, and something is being done'), ('records', 'The records were wrong, and are being put right'), ('explained', 'It is explained, and nothing needs doing'), ('raised', 'It was taken to a board')], max_length=9)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('watch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='analyses', to='insight.watch')),
            ],
            options={
                'ordering': ['-opened_on', 'code', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.UniqueConstraint(models.F('area'), models.F('code'), models.F('side'), models.F('against'), models.F('limit'), models.F('months'), condition=models.Q(('ended_on', None)), name='one_watch_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.CheckConstraint(condition=models.Q(('days__range', (1, 90)), ('limit__gte', 0), ('months__range', (1, 12))), name='watch_within_its_bounds'),
        ),
        migrations.AddIndex(
            model_name='analysis',
            index=models.Index(models.F('owner'), condition=models.Q(('closed_on', None)), name='analysis_open_of'),
        ),
        migrations.AddIndex(
            model_name='analysis',
            index=models.Index(models.F('area'), models.F('code'), name='analysis_of_indicator'),
        ),
        migrations.AddConstraint(
            model_name='analysis',
            constraint=models.UniqueConstraint(models.F('watch'), condition=models.Q(('closed_on', None)), name='one_open_analysis_a_watch'),
        ),
        migrations.AddConstraint(
            model_name='analysis',
            constraint=models.UniqueConstraint(models.F('watch'), models.F('at'), name='one_analysis_a_month_end'),
        ),
        migrations.AddConstraint(
            model_name='analysis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('outcome', '')), models.Q(('closed_on__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('found', ''), _negated=True)), _connector='OR'), name='a_closed_analysis_says_what_was_found'),
        ),
    ]
