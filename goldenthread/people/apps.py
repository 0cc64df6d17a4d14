from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.people"
    label = "people"

    def ready(self):
        from goldenthread.core.keeping import keep
        from goldenthread.core.outbox import another_way
        from goldenthread.core.scanning import when_infected

        from . import reaching, words
        from .held.actions import tell_of_virus

        keep("people.words", phase=1, aspect="identity", refresh=words.refresh_words, differing=words.differing)
        another_way(reaching.another_way)
        when_infected(tell_of_virus)
