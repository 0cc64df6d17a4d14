import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0015_search_from_the_rarest'),
        ('plans', '0005_nothing_identified'),
        ('reviews', '0003_change'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CatchUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_on', models.DateField()),
                ('weekly', models.PositiveSmallIntegerField()),
                ('overdue', models.PositiveIntegerField(help_text='How many were overdue that day')),
                ('clears_on', models.DateField(null=True)),
                ('replaced_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-made_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CatchUpPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week_on', models.DateField()),
                ('due_on', models.DateField(help_text='The date that was missed when the plan was made')),
                ('score', models.PositiveIntegerField()),
                ('reasons', models.JSONField(default=list)),
            ],
            options={
                'ordering': ['week_on', '-score', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('about', models.CharField(blank=True, help_text='Which question of the review it answers', max_length=10)),
                ('text', models.TextField(blank=True)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['said_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitee',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('parent', 'Parent or carer'), ('child', 'Child or young person'), ('setting', 'School or setting'), ('council', 'Council SEND officer'), ('health', 'Health'), ('social_care', 'Social care'), ('other', 'Somebody else who helps')], max_length=11)),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('added', models.BooleanField(default=False, help_text='Not one of those whom the law lists')),
                ('invited_on', models.DateField(blank=True, null=True)),
                ('advice_on', models.DateField(blank=True, null=True)),
                ('papers_on', models.DateField(blank=True, null=True)),
                ('attended', models.CharField(blank=True, choices=[('yes', 'Came'), ('sent', 'Did not come, and sent advice'), ('no', 'Did not come')], max_length=4)),
            ],
            options={
                'ordering': ['review', 'added', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('lineage', models.UUIDField(blank=True, null=True)),
                ('outcome', models.TextField()),
                ('by_when', models.DateField(blank=True, null=True)),
                ('scale', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'Gone backwards'), (1, 'No progress yet'), (2, 'Some progress'), (3, 'Good progress'), (4, 'Reached')], null=True)),
                ('evidence', models.TextField(blank=True)),
                ('next_step', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='report', serialize=False, to='reviews.review')),
                ('working', models.TextField(blank=True)),
                ('not_working', models.TextField(blank=True)),
                ('needs', models.TextField(blank=True, help_text="Changes in the child's needs")),
                ('provision', models.TextField(blank=True, help_text='What was given, and what should change')),
                ('adulthood', models.TextField(blank=True, help_text='From Year 9: work, living, community, health')),
                ('recommends', models.CharField(blank=True, choices=[('M', 'Keep the plan as it is'), ('A', 'Change the plan'), ('R', 'Assess the needs again'), ('C', 'End the plan')], max_length=1)),
                ('recommends_why', models.TextField(blank=True)),
                ('disagreements', models.TextField(blank=True)),
                ('sent_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='review',
            name='review_was_met_or_decided',
        ),
        migrations.AddField(
            model_name='review',
            name='called_off_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='called_off_why',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='review',
            name='convened_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='review',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='invited_on',
            field=models.DateField(blank=True, help_text='When everybody whom the law lists had been invited', null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='kind',
            field=models.CharField(choices=[('annual', 'Annual review'), ('early', 'Early review'), ('under_five', 'Review of an under-five’s plan'), ('phase', 'Review before a change of phase'), ('moved_in', 'First review after a move into the area')], default='annual', max_length=10),
        ),
        migrations.AddField(
            model_name='review',
            name='papers_on',
            field=models.DateField(blank=True, help_text='When the advice of all was sent round', null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='place',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='review',
            name='planned_at',
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='planned_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='reasons',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='review',
            name='reassess_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='report_on',
            field=models.DateField(blank=True, help_text='When the report of the meeting was sent', null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='way',
            field=models.CharField(blank=True, choices=[('person', 'In person'), ('video', 'By video call'), ('phone', 'By telephone'), ('mixed', 'Some in person, some by video call')], max_length=6),
        ),
        migrations.AddField(
            model_name='review',
            name='why',
            field=models.CharField(blank=True, help_text='Why an early review is held, and who asked for it', max_length=500),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(models.F('plan'), models.F('planned_on'), condition=models.Q(('called_off_on__isnull', True), ('planned_on__isnull', False)), name='one_review_planned_a_day'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('met_on__isnull', False), ('notified_on__isnull', False), ('planned_on__isnull', False), _connector='OR'), name='review_was_planned_met_or_decided'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('called_off_on__isnull', True), models.Q(('met_on__isnull', True), ('notified_on__isnull', True)), _connector='OR'), name='called_off_before_it_was_met'),
        ),
        migrations.AddField(
            model_name='catchup',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='catchup',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='catchupplace',
            name='catch_up',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='reviews.catchup'),
        ),
        migrations.AddField(
            model_name='catchupplace',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='catchupplace',
            name='worker',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contribution',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contribution',
            name='media',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.document'),
        ),
        migrations.AddField(
            model_name='contribution',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='invitee',
            name='adult',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.adult'),
        ),
        migrations.AddField(
            model_name='invitee',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='invitee',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitees', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='invitee',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contribution',
            name='invitee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='reviews.invitee'),
        ),
        migrations.AddField(
            model_name='progress',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='reviews.review'),
        ),
        migrations.AddField(
            model_name='report',
            name='sent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='catchup',
            constraint=models.UniqueConstraint(models.F('area'), condition=models.Q(('replaced_on__isnull', True)), name='one_catch_up_an_area'),
        ),
        migrations.AddConstraint(
            model_name='catchupplace',
            constraint=models.UniqueConstraint(models.F('catch_up'), models.F('plan'), name='one_place_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='invitee',
            constraint=models.UniqueConstraint(models.F('review'), models.F('adult'), condition=models.Q(('adult__isnull', False)), name='adult_invited_once'),
        ),
        migrations.AddConstraint(
            model_name='invitee',
            constraint=models.UniqueConstraint(models.F('review'), models.F('organisation'), models.F('role'), condition=models.Q(('organisation__isnull', False)), name='body_asked_once_a_review'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('media__isnull', False), _connector='OR'), name='contribution_says_something'),
        ),
        migrations.AddConstraint(
            model_name='progress',
            constraint=models.UniqueConstraint(models.F('review'), models.F('position'), name='one_outcome_a_place'),
        ),
    ]

