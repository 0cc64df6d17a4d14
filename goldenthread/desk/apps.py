from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "goldenthread.desk"
    label = "desk"
