from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "goldenthread.casework"
    label = "casework"

    def ready(self):
        from goldenthread.core.keeping import keep

        from . import keeping
        from .advice import clocks

        keep("casework.request_clocks", phase=1, aspect="requests", refresh=keeping.refresh_request_clocks)
        keep("casework.advice_clocks", phase=1, aspect="requests", refresh=clocks.refresh_advice_clocks)
        keep("casework.cases", phase=2, refresh=keeping.refresh_cases, part=keeping.part_of_cases)
