"""Refuses to start a production system that would not be safe: sample secret, debugging, any host, a superuser."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

SHORTEST_SECRET = 50


@register(Tags.security)
def production_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """What must be true of the settings before a real family's record may be kept."""
    if not settings.PRODUCTION:
        return []
    problems: list[CheckMessage] = []

    def refuse(number: int, said: str, hint: str) -> None:
        problems.append(Error(said, hint=hint, id=f"goldenthread.E{number:03}"))

    try:
        secret = settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's own word for an empty one
        secret = ""
    if secret == settings.SAMPLE_SECRET or "sample" in secret or "insecure" in secret:
        refuse(1, "The secret key is the sample one.", "Set GT_SECRET_KEY to a long random value of your own.")
    elif len(secret) < SHORTEST_SECRET or len(set(secret)) < 10:
        refuse(2, "The secret key is too short.", f"Set GT_SECRET_KEY to at least {SHORTEST_SECRET} random characters.")
    if settings.DEBUG:
        refuse(3, "Debugging is on.", "Take GT_DEBUG out of the environment.")
    if not settings.ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in settings.ALLOWED_HOSTS):
        refuse(4, "Any host name, or none, would be answered.", "Set GT_HOSTS to the exact names of this service.")
    if settings.DEMO:
        refuse(5, "The demonstration is switched on.", "Take GT_DEMO out of the environment.")
    if not settings.DATABASE_URL:
        refuse(6, "There is no database.", "Set DATABASE_URL to the address of your PostgreSQL.")
    if not settings.BASE_URL.startswith("https://"):
        refuse(7, "The address of the service is not https.", "Set GT_BASE_URL, for example https://send.example.org.")
    if not settings.AREA_NAME:
        refuse(8, "The local area has no name.", "Set GT_AREA_NAME to the name that families know.")
    if any("MD5" in hasher for hasher in settings.PASSWORD_HASHERS):
        refuse(9, "Passwords would be kept weakly.", "Take GT_ENV out of the environment.")
    if settings.SESSION_COOKIE_SECURE is not True or settings.CSRF_COOKIE_SECURE is not True:
        refuse(10, "Cookies would be sent without encryption.", "Do not change the cookie settings in production.")
    return problems


@register(Tags.database)
def database_role(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The second wall (row-level security) does not hold a superuser: the role must be an ordinary one."""
    if not settings.PRODUCTION or (databases is not None and not databases):
        return []
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        superuser, bypasses = cursor.fetchone()
    if superuser or bypasses:
        return [
            Error(
                "The database role is a superuser or passes row-level security by.",
                hint="Make a role with NOSUPERUSER NOBYPASSRLS that owns the database, and name it in DATABASE_URL.",
                id="goldenthread.E011",
            )
        ]
    return []


def refuse_unsafe_start() -> None:
    """Called by the web server's door: with any problem there is no service."""
    problems = production_settings() or database_role()
    if problems:
        raise ImproperlyConfigured(
            "Golden Thread will not start:\n" + "\n".join(f"- {p.msg} {p.hint}" for p in problems)
        )
