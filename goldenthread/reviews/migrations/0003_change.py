"""What changes a plan: transfers in full, adulthood, ceasing, assessing again, moves, custody, care. Behind the wall, written by actions only."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_by_area, wall_by_child, wall_through


class Migration(migrations.Migration):

    dependencies = [
        ('access', '__first__'),
        ('core', '0006_delivery_and_scanning'),
        ('people', '0013_law_readings'),
        ('plans', '0005_nothing_identified'),
        ('reviews', '0002_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cease',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=30)),
                ('why', models.TextField(help_text='About this young person')),
                ('outcomes', models.TextField(blank=True, help_text='From 19: whether the outcomes of the plan are reached')),
                ('wants', models.TextField(blank=True, help_text='From 18: whether they want to go on, or to return, and how they were asked')),
                ('proposed_on', models.DateField()),
                ('meeting_offered_on', models.DateField(blank=True, null=True)),
                ('meeting_answer', models.CharField(choices=[('waiting', 'No answer yet'), ('wanted', 'They want to meet'), ('declined', 'They do not want to meet')], default='waiting', max_length=8)),
                ('met_on', models.DateField(blank=True, null=True)),
                ('met_words', models.TextField(blank=True)),
                ('consulted_on', models.DateField(blank=True, help_text='The family', null=True)),
                ('family_said', models.TextField(blank=True)),
                ('setting_consulted_on', models.DateField(blank=True, null=True)),
                ('setting_said', models.TextField(blank=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('yes', models.BooleanField(blank=True, null=True)),
                ('reasons', models.TextField(blank=True)),
                ('notified_on', models.DateField(blank=True, null=True)),
                ('certificate_on', models.DateField(blank=True, help_text='Of mediation', null=True)),
                ('appealed_on', models.DateField(blank=True, null=True)),
                ('appeal_decided_on', models.DateField(blank=True, null=True)),
                ('appeal_upheld', models.BooleanField(blank=True, help_text='The Tribunal ordered the plan to go on', null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-proposed_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Custody',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('aware_on', models.DateField()),
                ('place', models.CharField(max_length=200)),
                ('person_in_charge', models.CharField(blank=True, max_length=200)),
                ('youth_justice', models.CharField(blank=True, help_text='Team and worker', max_length=200)),
                ('told_on', models.DateField(blank=True, help_text='When the place was sent the plan', null=True)),
                ('arranged', models.TextField(blank=True, help_text='How section F is delivered there, or what is nearest to it')),
                ('health_told_on', models.DateField(blank=True, help_text='The health commissioner for detained persons', null=True)),
                ('released_on', models.DateField(blank=True, null=True)),
                ('review_planned_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-from_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Leaver',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('left_on', models.DateField()),
                ('because', models.CharField(max_length=200)),
                ('destination', models.CharField(choices=[('not_known', 'Not known yet'), ('education', 'In education'), ('training', 'In training or an apprenticeship'), ('work', 'In paid work'), ('voluntary', 'In voluntary work or day opportunities'), ('neet', 'Not in education, employment or training')], default='not_known', max_length=10)),
                ('next_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['next_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LeaverContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('reached', models.BooleanField()),
                ('destination', models.CharField(choices=[('not_known', 'Not known yet'), ('education', 'In education'), ('training', 'In training or an apprenticeship'), ('work', 'In paid work'), ('voluntary', 'In voluntary work or day opportunities'), ('neet', 'Not in education, employment or training')], max_length=10)),
                ('what_came', models.TextField()),
                ('help_offered', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LookedAfter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(blank=True, null=True)),
                ('authority', models.CharField(help_text='The council that looks after the child', max_length=120)),
                ('social_worker', models.CharField(blank=True, max_length=200)),
                ('virtual_head', models.CharField(blank=True, max_length=200)),
                ('care_review_on', models.DateField(blank=True, help_text='Next review of the care plan', null=True)),
                ('education_plan_on', models.DateField(blank=True, help_text='Next review of the personal education plan', null=True)),
            ],
            options={
                'ordering': ['-from_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MoveIn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('said', models.JSONField()),
                ('findings', models.JSONField(default=list)),
                ('from_code', models.CharField(blank=True, max_length=3)),
                ('from_name', models.CharField(max_length=120)),
                ('transferred_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('read', 'Read and checked'), ('matched', 'Matched'), ('written', 'Written'), ('given_up', 'Given up')], default='read', max_length=8)),
                ('taken_on', models.DateField()),
                ('new_child', models.BooleanField(blank=True, help_text='Nobody on record is this child', null=True)),
                ('matched_why', models.TextField(blank=True)),
                ('written_on', models.DateField(blank=True, null=True)),
                ('can_attend', models.BooleanField(blank=True, help_text='Whether the setting in the plan can still be reached', null=True)),
                ('meanwhile', models.TextField(blank=True, help_text='What is arranged where it cannot')),
                ('will_assess', models.BooleanField(blank=True, null=True)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-taken_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MoveOut',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('to_code', models.CharField(blank=True, help_text="The new authority's number, where it is known", max_length=3)),
                ('to_name', models.CharField(max_length=120)),
                ('aware_on', models.DateField(help_text='When this council became aware of the move')),
                ('moving_on', models.DateField()),
                ('bundle_made_on', models.DateField(blank=True, null=True)),
                ('transferred_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-moving_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PathwayStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(choices=[('employment', 'Work and higher education'), ('living', 'Independent living'), ('community', 'Friends, relationships and community'), ('health', 'Being as healthy as possible')], max_length=12)),
                ('step', models.CharField(max_length=30)),
                ('state', models.CharField(choices=[('later', 'Not started'), ('working', 'Working on it'), ('done', 'Done')], max_length=7)),
                ('whose', models.CharField(choices=[('child', 'The young person'), ('parent', 'A parent or carer'), ('team', 'School, college or SEND team')], max_length=6)),
                ('words', models.TextField(blank=True)),
                ('said_on', models.DateField()),
            ],
            options={
                'ordering': ['theme', 'step'],
            },
        ),
        migrations.CreateModel(
            name='Reassessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('route', models.CharField(choices=[('parent', 'Parent'), ('young_person', 'Young person'), ('setting', 'School, college or other setting'), ('health', 'Health board (ICB)'), ('own', 'The council’s own decision')], max_length=12)),
                ('requested_on', models.DateField(blank=True, null=True)),
                ('why', models.TextField(blank=True, help_text="What was asked, in the asker's words")),
                ('own_decision_on', models.DateField(blank=True, null=True)),
                ('will', models.BooleanField(blank=True, null=True)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('notified_on', models.DateField(blank=True, null=True)),
                ('ground', models.CharField(blank=True, choices=[('six_months', 'They were assessed less than six months before'), ('not_necessary', 'A further assessment is not necessary')], max_length=13)),
                ('reasons', models.TextField(blank=True)),
                ('final_on', models.DateField(blank=True, null=True)),
                ('final_words', models.TextField(blank=True, help_text='What came of it')),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['-requested_on', '-own_decision_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='asked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='final_setting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='final_words',
            field=models.TextField(blank=True, help_text='The type of setting named, or why none is'),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='moving_on',
            field=models.DateField(blank=True, help_text='The day of a move between post-16 settings', null=True),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='phase',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='preferred',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='preferred_words',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='said_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.adult'),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='said_by_child',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='phasetransfer',
            name='said_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='cease',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='cease',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceasings', to='people.child'),
        ),
        migrations.AddField(
            model_name='cease',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cease',
            name='letter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.document'),
        ),
        migrations.AddField(
            model_name='cease',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ceasings', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='cease',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cease',
            name='setting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='custody',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='custody',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='custodies', to='people.child'),
        ),
        migrations.AddField(
            model_name='custody',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='custody',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='leaver',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='leaver',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leavings', to='people.child'),
        ),
        migrations.AddField(
            model_name='leaver',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='leavercontact',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='leavercontact',
            name='leaver',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='reviews.leaver'),
        ),
        migrations.AddField(
            model_name='lookedafter',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='lookedafter',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_periods', to='people.child'),
        ),
        migrations.AddField(
            model_name='movein',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='movein',
            name='child',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moves_in', to='people.child'),
        ),
        migrations.AddField(
            model_name='movein',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
        ),
        migrations.AddField(
            model_name='movein',
            name='plan',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='move_in', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='movein',
            name='taken_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='moveout',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='moveout',
            name='bundle',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.document'),
        ),
        migrations.AddField(
            model_name='moveout',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_out', to='people.child'),
        ),
        migrations.AddField(
            model_name='moveout',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_out', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='pathwaystep',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='pathwaystep',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pathwaystep',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pathway_steps', to='people.child'),
        ),
        migrations.AddField(
            model_name='reassessment',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='reassessment',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reassessments', to='people.child'),
        ),
        migrations.AddField(
            model_name='reassessment',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reassessment',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reassessments', to='plans.plan'),
        ),
        migrations.AddConstraint(
            model_name='cease',
            constraint=models.UniqueConstraint(models.F('plan'), condition=models.Q(('withdrawn_on__isnull', True), models.Q(('yes__isnull', True), ('yes', True), _connector='OR'), models.Q(('appeal_upheld', True), _negated=True)), name='one_ceasing_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='cease',
            constraint=models.CheckConstraint(condition=models.Q(('yes__isnull', True), ('decided_on__isnull', False), _connector='OR'), name='ceasing_decided_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='cease',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('yes', True), _negated=True), models.Q(('reasons', ''), _negated=True), _connector='OR'), name='ceasing_says_why'),
        ),
        migrations.AddConstraint(
            model_name='cease',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('yes', True), _connector='OR'), name='only_a_decided_ceasing_ends'),
        ),
        migrations.AddConstraint(
            model_name='cease',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_why', ''), _negated=True), _connector='OR'), name='ceasing_withdrawn_says_why'),
        ),
        migrations.AddConstraint(
            model_name='custody',
            constraint=models.UniqueConstraint(models.F('child'), condition=models.Q(('released_on__isnull', True)), name='one_custody_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='leaver',
            constraint=models.UniqueConstraint(models.F('child'), condition=models.Q(('closed_on__isnull', True)), name='one_open_leaving_a_child'),
        ),
        migrations.AddConstraint(
            model_name='leaver',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', False), ('next_on__isnull', False), _connector='OR'), name='open_leaving_has_a_next_day'),
        ),
        migrations.AddConstraint(
            model_name='lookedafter',
            constraint=models.UniqueConstraint(models.F('child'), condition=models.Q(('until_on__isnull', True)), name='looked_after_once'),
        ),
        migrations.AddConstraint(
            model_name='movein',
            constraint=models.UniqueConstraint(models.F('area'), models.F('file'), condition=models.Q(('state', 'given_up'), _negated=True), name='one_bundle_once'),
        ),
        migrations.AddConstraint(
            model_name='movein',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'written'), _negated=True), ('plan__isnull', False), _connector='OR'), name='written_move_has_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='moveout',
            constraint=models.UniqueConstraint(models.F('plan'), condition=models.Q(('withdrawn_on__isnull', True)), name='one_move_out_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='pathwaystep',
            constraint=models.UniqueConstraint(models.F('child'), models.F('step'), name='one_word_a_step'),
        ),
        migrations.AddConstraint(
            model_name='reassessment',
            constraint=models.UniqueConstraint(models.F('plan'), condition=models.Q(('final_on__isnull', True), ('withdrawn_on__isnull', True), models.Q(('will__isnull', True), ('will', True), _connector='OR')), name='one_reassessment_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='reassessment',
            constraint=models.CheckConstraint(condition=models.Q(('requested_on__isnull', False), ('own_decision_on__isnull', False), _connector='XOR'), name='reassessment_asked_or_own'),
        ),
        migrations.AddConstraint(
            model_name='reassessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('will', False), _negated=True), models.Q(models.Q(('reasons', ''), _negated=True), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='reassessment_refused_says_why'),
        ),
        guard(
            "reviews_pathwaystep", "reviews_leaver", "reviews_leavercontact", "reviews_cease", "reviews_reassessment", "reviews_moveout",
            "reviews_movein", "reviews_custody", "reviews_lookedafter",
        ),
        wall_by_child("reviews_pathwaystep"),
        wall_by_child("reviews_leaver"),
        wall_through("reviews_leavercontact", "leaver_id", "reviews_leaver"),
        wall_by_child("reviews_cease"),
        wall_by_child("reviews_reassessment"),
        wall_by_child("reviews_moveout"),
        wall_by_area("reviews_movein"),
        wall_by_child("reviews_custody"),
        wall_by_child("reviews_lookedafter"),
    ]
