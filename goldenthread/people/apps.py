from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.people"
    label = "people"

    def ready(self):
        from goldenthread.core.keeping import keep

        from . import words

        keep("people.words", phase=1, aspect="identity", refresh=words.refresh_words)
