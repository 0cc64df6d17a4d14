from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "goldenthread.meetings"
    label = "meetings"
