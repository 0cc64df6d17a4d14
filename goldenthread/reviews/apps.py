from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "goldenthread.reviews"
    label = "reviews"

    def ready(self):
        from goldenthread.core.keeping import keep
        from goldenthread.plans.following_appeals import when_ending_is_appealed
        from goldenthread.plans.following_issue import when_issued

        from . import appealed, change_clocks, keeping, settling

        keep("reviews.plan_clocks", phase=1, aspect="plans", refresh=keeping.refresh_plan_clocks, differing=keeping.differing)
        keep("reviews.change_clocks", phase=1, aspect="plans", refresh=change_clocks.refresh, concerns=change_clocks.CONCERNS)
        when_issued(settling.settle)
        when_ending_is_appealed(appealed.follow_appeal)
