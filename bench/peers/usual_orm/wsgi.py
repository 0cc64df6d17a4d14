"""The door for a web server: connections in a pool, as the platform has them."""

import os

os.environ.setdefault("GT_DB_POOL", "10")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
