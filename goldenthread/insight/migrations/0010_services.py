"""Services, the returns that they give, the referrals that those tell of, and the waits that follow from them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('insight', '0009_collected_checked_and_compared'),
        ('people', '0022_groups_of_children'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('standard_weeks', models.PositiveSmallIntegerField(default=18)),
                ('again_months', models.PositiveSmallIntegerField(default=12)),
                ('first_quarter', models.DateField(help_text='The last day of the first quarter that a return is due for')),
                ('due_days', models.PositiveSmallIntegerField(default=30, help_text='Days after the quarter’s end')),
                ('set_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.area')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ServiceReturn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('quarter', models.DateField(help_text='Its last day')),
                ('version', models.PositiveSmallIntegerField()),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('rows_in', models.PositiveIntegerField()),
                ('created', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('unchanged', models.PositiveIntegerField()),
                ('absent', models.PositiveIntegerField()),
                ('refused', models.JSONField(default=list)),
                ('sent_on', models.DateField()),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='insight.service')),
            ],
            options={
                'ordering': ['-quarter', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40)),
                ('referred_on', models.DateField()),
                ('district', models.CharField(blank=True, max_length=60)),
                ('decision', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('rejected', 'Rejected'), ('mistake', 'Entered by mistake')], max_length=8)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('criteria', 'Does not meet the service’s criteria'), ('information', 'Too little was said in the referral'), ('elsewhere', 'Another service is the right one'), ('place', 'Lives outside the area that is served'), ('age', 'Outside the ages that are seen'), ('consent', 'The family or young person did not agree'), ('open', 'Open to this service already'), ('other', 'Another reason')], max_length=12)),
                ('started_on', models.DateField(blank=True, null=True)),
                ('discharged_on', models.DateField(blank=True, null=True)),
                ('discharge_reason', models.CharField(blank=True, choices=[('done', 'The assessment or help is finished'), ('no_need', 'Not needed any more'), ('declined', 'The family or young person did not want it'), ('contact', 'Nobody could be reached'), ('passed_on', 'Passed on to another service'), ('moved', 'Moved away'), ('age', 'Too old for the service'), ('died', 'Died'), ('other', 'Another reason')], max_length=12)),
                ('struck_on', models.DateField(blank=True, null=True)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='insight.service')),
                ('told_by', models.ForeignKey(help_text='The return that said so last', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='insight.servicereturn')),
            ],
            options={
                'ordering': ['referred_on', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.UniqueConstraint(models.F('area'), models.F('name'), condition=models.Q(('ended_on', None)), name='one_service_a_name'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('again_months__range', (1, 60)), ('due_days__lte', 120), ('standard_weeks__range', (1, 104))), name='service_within_its_bounds'),
        ),
        migrations.AddConstraint(
            model_name='servicereturn',
            constraint=models.UniqueConstraint(models.F('service'), models.F('quarter'), models.F('version'), name='one_service_return_a_version'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(models.F('service'), models.F('number'), models.F('referred_on'), name='one_referral_a_day'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'rejected'), _negated=True), models.Q(('decided_on__isnull', False), ('discharged_on', None), ('started_on', None), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='rejected_referral_says_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('discharge_reason', ''), ('discharged_on', None)), models.Q(('discharged_on__isnull', False), models.Q(('discharge_reason', ''), _negated=True)), _connector='OR'), name='discharge_says_why'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on', None), ('decided_on__gte', models.F('referred_on')), _connector='OR'), models.Q(('started_on', None), ('started_on__gte', models.F('referred_on')), _connector='OR'), models.Q(('discharged_on', None), ('discharged_on__gte', models.F('referred_on')), _connector='OR'), models.Q(('discharged_on', None), ('started_on', None), ('discharged_on__gte', models.F('started_on')), _connector='OR')), name='referral_days_in_order'),
        ),
    ]
