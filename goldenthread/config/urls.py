"""Every address: each room declares its own in full; here they are only put in order."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from goldenthread.config import views
from goldenthread.config.by_first_word import ByFirstWord
from goldenthread.config.rooms import built

urlpatterns: list[Any] = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("help", views.help_page, name="help"),
    path("guides", views.guides, name="guides"),
    path("guides/<slug:guide>", views.one_guide, name="guide"),
    path("csp-report", views.csp_report, name="csp_report"),
    path("notify/receipts", views.notify_receipt, name="notify_receipt"),
]
# The doors come first, so that a room may refine an address of one below it.
urlpatterns.append(ByFirstWord([path("", include(f"goldenthread.{room}.urls")) for room in reversed(built("urls.py"))]))

handler400 = "goldenthread.config.errors.bad_request"
handler403 = "goldenthread.config.errors.permission_denied"
handler404 = "goldenthread.config.errors.page_not_found"
handler500 = "goldenthread.config.errors.server_error"
