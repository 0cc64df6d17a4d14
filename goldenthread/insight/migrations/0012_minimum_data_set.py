"""The minimum data set by its versions, what each asks for, and the values that bodies give."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0011_figures_first_held_on'),
        ('people', '0023_files_of_groups'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MinimumSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('begun_on', models.DateField()),
                ('agreed_on', models.DateField(blank=True, null=True)),
                ('agreed_in', models.CharField(blank=True, max_length=200)),
                ('agreed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='MinimumItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6)),
                ('name', models.CharField(max_length=200)),
                ('source', models.CharField(max_length=40)),
                ('contract', models.CharField(blank=True, max_length=120)),
                ('unit', models.CharField(choices=[('count', 'A number'), ('%', 'Per cent'), ('weeks', 'Weeks'), ('days', 'Days'), ('£', 'Pounds')], max_length=5)),
                ('every', models.PositiveSmallIntegerField(choices=[(3, 'Each quarter'), (6, 'Each half-year'), (12, 'Each year')])),
                ('due_days', models.PositiveSmallIntegerField(help_text='Days after the quarter’s end')),
                ('side', models.CharField(blank=True, choices=[('least', 'At least'), ('most', 'At most')], max_length=5)),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='insight.service')),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='insight.minimumset')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='MinimumValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=6)),
                ('quarter', models.DateField(help_text='Its last day')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                ('out_of', models.PositiveIntegerField(blank=True, null=True)),
                ('given_on', models.DateField()),
                ('replaced_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['code', 'quarter', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='minimumset',
            constraint=models.UniqueConstraint(models.F('area'), models.F('version'), name='one_minimum_set_a_version'),
        ),
        migrations.AddConstraint(
            model_name='minimumset',
            constraint=models.UniqueConstraint(models.F('area'), condition=models.Q(('agreed_on', None)), name='one_draft_of_a_minimum_set'),
        ),
        migrations.AddConstraint(
            model_name='minimumset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_by', None), ('agreed_in', ''), ('agreed_on', None)), models.Q(('agreed_by__isnull', False), ('agreed_on__isnull', False), models.Q(('agreed_in', ''), _negated=True)), _connector='OR'), name='an_agreed_minimum_set_says_where'),
        ),
        migrations.AddConstraint(
            model_name='minimumitem',
            constraint=models.UniqueConstraint(models.F('of'), models.F('code'), name='one_minimum_item_a_code'),
        ),
        migrations.AddConstraint(
            model_name='minimumitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('side', ''), ('target', None)), models.Q(('target__isnull', False), models.Q(('side', ''), _negated=True)), _connector='OR'), name='a_target_says_which_side'),
        ),
        migrations.AddConstraint(
            model_name='minimumvalue',
            constraint=models.UniqueConstraint(models.F('area'), models.F('code'), models.F('quarter'), condition=models.Q(('replaced_on', None)), name='one_minimum_value_a_quarter'),
        ),
    ]
