"""The door for a web server."""

import os

import django

os.environ.setdefault("GT_DB_POOL", "10")  # one a thread and some to spare
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")

django.setup(set_prefix=False)

from goldenthread.config.guard import refuse_unsafe_start  # noqa: E402 - needs the applications to be ready
from goldenthread.config.handler import Handler  # noqa: E402

application = Handler()
refuse_unsafe_start()
