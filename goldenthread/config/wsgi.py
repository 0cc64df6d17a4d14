"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("GT_DB_POOL", "10")  # one a thread and some to spare
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")

application = get_wsgi_application()

from goldenthread.config.guard import refuse_unsafe_start  # noqa: E402 - needs the applications to be ready

refuse_unsafe_start()
