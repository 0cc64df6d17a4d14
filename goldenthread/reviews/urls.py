"""Addresses of reviews, and of what changes a plan afterwards."""

from . import change_urls

app_name = "reviews"
urlpatterns = [*change_urls.urlpatterns]
