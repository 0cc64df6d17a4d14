"""What the bodies that sign a plan say of its measures. PostgreSQL keeps each as it was said."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Partners comment on measures, sign their figures off, or say why they do not agree."""

    dependencies = [
        ('improvement', '0009_withdrawal_without_constraint'),
    ]

    operations = [
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stance', models.CharField(choices=[('signed', 'We sign the figure off'), ('differs', 'We do not agree with the figure'), ('comment', 'We only comment')], max_length=7)),
                ('name', models.CharField(help_text='Who speaks for the partner, and as what', max_length=200)),
                ('words', models.TextField(blank=True)),
                ('shown', models.CharField(max_length=60)),
                ('value_on', models.DateField(null=True)),
                ('on', models.DateField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='improvement.measure')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='improvement.partner')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('stance', 'signed'), models.Q(('words', ''), _negated=True), _connector='OR'), name='improvement_who_differs_says_why')],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON improvement_remark FOR EACH ROW EXECUTE FUNCTION gt_never_changed();",
            "DROP TRIGGER never_changed ON improvement_remark;",
        ),
    ]
