from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "goldenthread.portal"
    label = "portal"
