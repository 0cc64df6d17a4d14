"""Who gives which figure when, what is said beside figures, who checked them, and pupils beside all authorities."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0008_kept_counts'),
        ('people', '0020_numbers_and_agreements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PupilFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('column', models.CharField(max_length=80)),
                ('source', models.CharField(max_length=300)),
                ('sha256', models.CharField(max_length=64)),
                ('taken_in_on', models.DateField()),
            ],
            options={
                'ordering': ['measure', '-taken_in_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='Where the figure is held: see sources.py', max_length=12)),
                ('key', models.CharField(max_length=60)),
                ('name', models.CharField(help_text='What the figure was called when this was set', max_length=300)),
                ('whose', models.CharField(blank=True, help_text='The body that counts it', max_length=200)),
                ('every', models.PositiveSmallIntegerField(choices=[(1, 'Each month'), (3, 'Each quarter'), (6, 'Each half-year'), (12, 'Each year')])),
                ('as_at', models.DateField()),
                ('due_on', models.DateField()),
                ('remind', models.PositiveSmallIntegerField(help_text='Days before it is due')),
                ('set_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('waits_for', models.DateField(blank=True, null=True)),
                ('waits_until', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['waits_until', 'name', 'pk'],
                'indexes': [models.Index(models.F('owner'), condition=models.Q(('ended_on', None)), name='collection_of_owner')],
                'constraints': [models.UniqueConstraint(models.F('area'), models.F('kind'), models.F('key'), condition=models.Q(('ended_on', None)), name='one_collection_a_figure'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('as_at')), ('every__in', (1, 3, 6, 12)), ('remind__lte', 60)), name='collection_within_its_bounds')],
            },
        ),
        migrations.CreateModel(
            name='FigureCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(help_text='Of an indicator', max_length=8)),
                ('at', models.DateField()),
                ('numerator', models.BigIntegerField(null=True)),
                ('denominator', models.BigIntegerField(null=True)),
                ('value', models.FloatField(null=True)),
                ('shown', models.JSONField()),
                ('checked_on', models.DateField()),
                ('changed_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['area', 'code', '-at'], name='figurecheck_of_indicator')],
            },
        ),
        migrations.CreateModel(
            name='FigureNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('key', models.CharField(max_length=60)),
                ('at', models.DateField(help_text='The day of the figure that it is about')),
                ('version', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=600)),
                ('said_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-version'],
                'constraints': [models.UniqueConstraint(models.F('area'), models.F('kind'), models.F('key'), models.F('at'), models.F('version'), name='one_figure_note_a_version')],
            },
        ),
        migrations.CreateModel(
            name='PupilRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=20)),
                ('status', models.CharField(choices=[('plan', 'Pupils with a plan'), ('support', 'Pupils with SEN support'), ('none', 'Pupils with no special educational needs')], max_length=7)),
                ('year', models.PositiveSmallIntegerField()),
                ('level', models.CharField(help_text='E England, R a region, A an authority', max_length=1)),
                ('place', models.CharField(max_length=9)),
                ('name', models.CharField(max_length=100)),
                ('region', models.CharField(blank=True, max_length=9)),
                ('value', models.FloatField(null=True)),
                ('sign', models.CharField(blank=True, max_length=4)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='insight.pupilfile')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(models.F('measure'), models.F('status'), models.F('year'), models.F('level'), models.F('place'), name='one_pupil_row_a_place')],
            },
        ),
        migrations.CreateModel(
            name='PupilTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=20)),
                ('status', models.CharField(choices=[('plan', 'Pupils with a plan'), ('support', 'Pupils with SEN support'), ('none', 'Pupils with no special educational needs')], max_length=7)),
                ('year', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=6)),
                ('set_on', models.DateField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['measure', 'status', 'year'],
                'constraints': [models.UniqueConstraint(models.F('area'), models.F('measure'), models.F('status'), models.F('year'), name='one_pupil_target_a_year')],
            },
        ),
    ]
