"""Cases that were looked at, and stories with their papers, behind a measure."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_delivery_and_scanning'),
        ('improvement', '0012_role_of_a_partner'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeasureEvidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('sample', 'Sampled cases'), ('story', 'A story')], max_length=6)),
                ('on', models.DateField(help_text='The last day of the time that it tells of')),
                ('words', models.TextField(help_text='What was found, or what happened')),
                ('drawn', models.CharField(blank=True, max_length=300)),
                ('looked_at', models.PositiveIntegerField(null=True)),
                ('held', models.PositiveIntegerField(null=True)),
                ('gathered_by', models.CharField(max_length=200)),
                ('entered_on', models.DateField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('taken_back_on', models.DateField(null=True)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='improvement.measure')),
            ],
            options={
                'ordering': ['-on', '-entered_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EvidencePaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='improvement.measureevidence')),
            ],
            options={
                'ordering': ['file_name', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='measureevidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn', ''), ('held', None), ('kind', 'story'), ('looked_at', None)), models.Q(('held__lte', models.F('looked_at')), ('kind', 'sample'), ('looked_at__gte', 1), models.Q(('drawn', ''), _negated=True)), _connector='OR'), name='improvement_a_sample_counts_and_a_story_does_not'),
        ),
        migrations.AddConstraint(
            model_name='measureevidence',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_on', None), models.Q(('because', ''), _negated=True), _connector='OR'), name='improvement_evidence_taken_back_says_why'),
        ),
    ]
