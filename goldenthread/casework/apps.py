from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "goldenthread.casework"
    label = "casework"

    def ready(self):
        from goldenthread.core.keeping import keep

        from . import keeping
        from .advice import clocks

        keep("casework.request_clocks", phase=1, aspect="requests", refresh=keeping.refresh_request_clocks, differing=keeping.requests_differing)
        keep("casework.advice_clocks", phase=1, aspect="requests", refresh=clocks.refresh_advice_clocks, differing=clocks.advice_differing)
        keep("casework.cases", phase=2, refresh=keeping.refresh_cases, part=keeping.part_of_cases, differing=keeping.cases_differing)
