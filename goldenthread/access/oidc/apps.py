from django.apps import AppConfig


class OpenIDConnectConfig(AppConfig):
    name = "goldenthread.access.oidc"
    label = "access_oidc"
    verbose_name = "Single sign-on"
