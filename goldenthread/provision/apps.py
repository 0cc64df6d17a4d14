"""Registers the room."""

from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    """What was promised and what arrived."""

    name = "goldenthread.provision"
    label = "provision"

    def ready(self):
        from goldenthread.core.keeping import keep
        from goldenthread.plans.following_end import when_ended
        from goldenthread.plans.following_issue import when_issued

        from . import keeping, letting_in

        keep("provision.lines", phase=1, aspect="plans", refresh=keeping.refresh_lines, concerns=keeping.CONCERNS)
        keep("provision.delivery", phase=1, aspect=keeping.DELIVERY, refresh=keeping.refresh_lines, concerns=keeping.CONCERNS)
        when_issued(letting_in.let_in_deliverers)
        when_ended(letting_in.let_out)
