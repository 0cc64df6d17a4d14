"""An exception has evidence, words or a paper, and ends as accepted, refused or withdrawn, by somebody and with a reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0006_advice_asking'),
        ('people', '0013_law_readings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='exceptionclaim',
            name='claimed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exceptionclaim',
            name='paper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.document'),
        ),
        migrations.AddField(
            model_name='exceptionclaim',
            name='refused_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='exceptionclaim',
            name='why',
            field=models.CharField(blank=True, help_text='Why it was refused or withdrawn', max_length=500),
        ),
        migrations.AddField(
            model_name='exceptionclaim',
            name='withdrawn_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='exceptionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_on__isnull', True), models.Q(('refused_on__isnull', True), ('withdrawn_on__isnull', True)), _connector='OR'), name='accepted_exception_stands'),
        ),
        migrations.AddConstraint(
            model_name='exceptionclaim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('refused_on__isnull', True), ('withdrawn_on__isnull', True)), models.Q(('why', ''), _negated=True), _connector='OR'), name='exception_not_taken_says_why'),
        ),
    ]
