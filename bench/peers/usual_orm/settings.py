"""A plain Django project over the same tables: the usual middleware, sessions, cached templates, kept connections.

It connects as a role to which no row security applies, so that it pays nothing for the second wall.
"""

from goldenthread.config.settings import *  # noqa: F403
from goldenthread.config.settings import DATABASES

ROOT_URLCONF = "bench.peers.usual_orm.urls"
MIDDLEWARE = [
    "bench.counting.CountedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # its app refuses to start without; it asks nothing of the database
]
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [__import__("pathlib").Path(__file__).parent / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]},
    }
]
DATABASES["default"]["USER"] = "postgres"
# A plain project has no triggers that ask for an action, so its saves do not pay for them either.
DATABASES["default"]["OPTIONS"] = {**DATABASES["default"].get("OPTIONS", {}), "options": "-c session_replication_role=replica"}
LOGIN_URL = "/sign-in"
