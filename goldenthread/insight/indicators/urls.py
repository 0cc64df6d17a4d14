"""Addresses of the indicators."""

from django.urls import path, register_converter

from . import views


class Code:
    """The code of an indicator: two or three capital letters and two figures."""

    regex = "[A-Z]{2,3}[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Code, "indicator")

urlpatterns = [
    path("insight", views.indicators, name="indicators"),
    path("insight/<indicator:code>", views.indicator, name="indicator"),
    path("insight/<indicator:code>/data.csv", views.download, name="indicator_data"),
    path("insight/<indicator:code>/children", views.children, name="indicator_children"),
]
