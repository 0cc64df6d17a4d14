"""The addresses of a demonstration, as they stand where it is switched on."""

from django.urls import include, path

from goldenthread.config.urls import handler400, handler403, handler404, handler500
from goldenthread.config.urls import urlpatterns as house
from goldenthread.demo.urls import PAGES

__all__ = ["handler400", "handler403", "handler404", "handler500"]
urlpatterns = [path("", include((PAGES, "demo"))), *house]
