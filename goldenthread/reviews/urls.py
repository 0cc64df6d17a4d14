"""Addresses of reviews, and of what changes a plan afterwards."""

from . import change_urls, review_urls

app_name = "reviews"
urlpatterns = [*review_urls.urlpatterns, *change_urls.urlpatterns]
