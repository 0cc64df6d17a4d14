from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "goldenthread.disputes"
    label = "disputes"

    def ready(self):
        from goldenthread.core.keeping import keep

        from . import keeping

        # Whose list a dispute is on follows the named worker, which touches requests and plans alike.
        keep("disputes.clocks", phase=1, aspect="plans", refresh=keeping.refresh_dispute_clocks, concerns=("disputes_dispute x",))
