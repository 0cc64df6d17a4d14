"""What a web worker takes with it: not what few pages need, and no connection of the process that it came from."""

import gc
import subprocess
import sys

import pytest
from django.db import connection
from gunicorn.app.wsgiapp import WSGIApplication

from goldenthread.config import webserver

SELDOM = ("docx", "typst", "lxml", "xlsxwriter", "numpy", "PIL", "pi_heif", "sqlite3", "rich")
STARTED = """
import sys
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
get_wsgi_application()
get_resolver().reverse_dict
print(*sorted(set(sys.argv[1:]) & set(sys.modules)))
"""


def test_what_few_pages_need_is_not_brought_in_before_it_is_used():
    # A process of its own, since this one has them already: about two seconds.
    found = subprocess.run([sys.executable, "-c", STARTED, *SELDOM], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []


@pytest.mark.django_db(transaction=True)
def test_workers_are_given_no_connection_of_the_process_that_they_come_from():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    try:
        webserver.when_ready(None)
        assert connection.connection is None
    finally:
        gc.unfreeze()


def test_the_web_server_takes_its_settings_from_the_house(monkeypatch):
    monkeypatch.setattr(
        sys, "argv", ["gunicorn", "-c", "python:goldenthread.config.webserver", "goldenthread.config.wsgi"]
    )
    settings = WSGIApplication().cfg
    assert (settings.worker_class_str, settings.workers, settings.threads, settings.preload_app) == (
        "gthread",
        2,
        8,
        True,
    )
