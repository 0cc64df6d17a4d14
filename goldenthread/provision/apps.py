"""Registers the room."""

from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    """What was promised and what arrived."""

    name = "goldenthread.provision"
    label = "provision"

    def ready(self):
        from goldenthread.core.keeping import keep

        from . import keeping

        keep("provision.lines", phase=1, aspect="plans", refresh=keeping.refresh_lines, concerns=keeping.CONCERNS)
        keep("provision.delivery", phase=1, aspect=keeping.DELIVERY, refresh=keeping.refresh_lines, concerns=keeping.CONCERNS)
