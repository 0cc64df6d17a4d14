"""Every setting of the running system. What differs between places is read from the environment (docs: .env.example).

`GT_ENV` is production unless it says local (what ./run and ./manage use) or test (what ./test uses).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from goldenthread.config import environment as env
from goldenthread.config.logs import logging_config
from goldenthread.config.rooms import HOUSE, built, present
from goldenthread.config.single_sign_on import single_sign_on

ROOT = HOUSE.parent
LOCAL = Path(env.text("GT_LOCAL", str(ROOT / ".local")))

PLACE = env.text("GT_ENV", "production")
if PLACE not in ("production", "local", "test"):
    raise ImproperlyConfigured(f"GT_ENV must be production, local or test, not {PLACE!r}.")
PRODUCTION, TESTING = PLACE == "production", PLACE == "test"
# The invented area: one-click personas and a clock that moves. Never in production (a start-up check refuses it).
DEMO = env.flag("GT_DEMO", default=False)
DEBUG = env.flag("GT_DEBUG", default=False)

DEBIANS_CLAMD = "unix:/run/clamav/clamd.ctl"  # where Debian's clamav-daemon listens
SAMPLE_SECRET = "sample-secret-for-a-demonstration-on-one-machine-only"  # refused in production
SECRET_KEY = env.text("GT_SECRET_KEY", "" if PRODUCTION else SAMPLE_SECRET)
SECRET_KEY_FALLBACKS = env.words("GT_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("GT_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1],testserver")
BASE_URL = env.text("GT_BASE_URL", "" if PRODUCTION else "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []

# The local area's own name, as families know it; printed in every header and letter.
AREA_NAME = env.text("GT_AREA_NAME", "Calderbeck" if not PRODUCTION else "")

# Applications

INSTALLED_APPS = [
    # The invented area is no part of a system that keeps real records.
    *[f"goldenthread.{room}" for room in built("apps.py") if room != "demo" or DEMO or TESTING],
    "goldenthread.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    *([] if PRODUCTION or TESTING else ["whitenoise.runserver_nostatic"]),
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "goldenthread.access.oidc"
    if present("goldenthread.access.oidc.adapter.SingleSignOnAdapter")
    else "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "procrastinate.contrib.django",
]
AUTH_USER_MODEL = "access.User" if "access" in built("apps.py") else "auth.User"

MIDDLEWARE = [
    middleware
    for middleware in (
        "goldenthread.core.middleware.RequestIdMiddleware",
        "goldenthread.core.middleware.ReadableAddressMiddleware",
        "goldenthread.config.headers.SafeHeadersMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "goldenthread.config.health.HealthMiddleware",
        *([] if TESTING else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
        *(["goldenthread.config.compression.QuickGZipMiddleware"] if env.flag("GT_GZIP", default=True) else []),
        "goldenthread.config.headers.PolicyMiddleware",
        *(["goldenthread.demo.middleware.MovedClockMiddleware"] if DEMO else []),
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "allauth.usersessions.middleware.UserSessionsMiddleware",
        "goldenthread.access.middleware.SessionRulesMiddleware",
        "goldenthread.people.middleware.StandingMiddleware",
        "goldenthread.access.middleware.SecondFactorMiddleware",
        "goldenthread.core.languages_middleware.LanguageMiddleware",
        "goldenthread.people.giving_back.GivingBackMiddleware",
    )
    if not middleware.startswith("goldenthread.") or present(middleware)
]
ROOT_URLCONF = "goldenthread.config.urls"
WSGI_APPLICATION = "goldenthread.config.wsgi.application"
APPEND_SLASH = True

# The database

DATABASE_URL = env.text("DATABASE_URL")
# Connections that a web worker keeps open (wsgi.py asks for them); commands and tests open one of their own.
POOL = env.number("GT_DB_POOL", 0)
DATABASES: dict[str, Any] = {
    "default": env.database(
        DATABASE_URL or "postgresql://send_app@127.0.0.1:5432/goldenthread",
        **({"pool": {"min_size": 1, "max_size": POOL, "timeout": 10}} if POOL else {}),
    )
}
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.flag("GT_DB_POOLER")
if not DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"]:
    # A statement that is prepared (core/prepared.py) keeps one plan for all values: to plan it anew costs most of its time. And none is
    # compiled: where PostgreSQL can (Debian's does), it spends seconds on a statement of many parts that runs for milliseconds.
    DATABASES["default"]["OPTIONS"].setdefault("options", "-c plan_cache_mode=force_generic_plan -c jit=off")
DATABASES["default"]["TEST"] = {"TEMPLATE": None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counting wrong guesses must be shared by every worker, so the cache lives in the database.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Templates: Jinja2 for ours; Django's own engine only for what comes from others.

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HOUSE / room / "templates" for room in reversed(("config", *built("apps.py")))],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "goldenthread.config.jinja.environment",
            "auto_reload": DEBUG,
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "goldenthread.config.context.context",
                *[f"goldenthread.{room}.context.context" for room in built("context.py")],
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Language and time: one country, one clock. Stored in UTC, shown and counted in London. The frame of every page and the
# family's own pages are in other languages as well (core/languages.py), for whoever chooses one.

LANGUAGE_CODE = "en-gb"
OTHER_LANGUAGES = {"pl": "polski", "ur": "اردو", "ar": "العربية"}
LANGUAGES = [(LANGUAGE_CODE, "English"), *((code, OTHER_LANGUAGES[code]) for code in env.words("GT_LANGUAGES", "pl,ur,ar"))]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [ROOT / "locale"]
DATE_INPUT_FORMATS = ["%d %m %Y", "%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]

# Static files and uploads

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("GT_STATIC_ROOT", str(LOCAL / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = Path(env.text("GT_FILES", str(LOCAL / ("test-files" if TESTING else "files"))))
MEDIA_URL = ""  # uploads have no address: they are read through a checked page
# Letters by post are put here for a print room or a printing service to take; empty where there is none: they then wait.
PRINT_FOLDER = env.text("GT_PRINT_FOLDER", str(LOCAL / "to-print") if PLACE == "local" else "")
WHITENOISE_MAX_AGE = 3600
# A finished job is not kept: what came of it is in the outbox and in the record.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful"}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Sign-in

# The first looks a person up together with their standing; sessions that began by the second are read as Django does.
AUTHENTICATION_BACKENDS = ["goldenthread.people.backends.Backend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if TESTING
    else "django.contrib.auth.hashers.ScryptPasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "goldenthread.access.passwords.NotEasyToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = (
    "goldenthread.access.adapters.AccountAdapter"
    if present("goldenthread.access.adapters.AccountAdapter")
    else "allauth.account.adapter.DefaultAccountAdapter"
)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation has proved the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# At most 20 guesses an account an hour, whoever makes them; an address that fails is slowed sooner.
# Half of them are kept for browsers that have signed in to the account before (goldenthread/access/browsers.py), so
# that a stranger's guesses keep nobody out.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key,10/h/key", "login": "60/m/ip"}
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the owner is told of every change to how they sign in
ACCOUNT_FORMS = {
    "login": "goldenthread.access.forms.LoginForm",
    "reauthenticate": "goldenthread.access.forms.ReauthenticateForm",
    "change_password": "goldenthread.access.forms.ChangePasswordForm",
    "set_password": "goldenthread.access.forms.SetPasswordForm",
    "reset_password": "goldenthread.access.forms.ResetPasswordForm",
    "reset_password_from_key": "goldenthread.access.forms.ResetPasswordKeyForm",
}
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds for which the link in the email works
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Golden Thread"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation has proved the address
MFA_FORMS = {
    "authenticate": "goldenthread.access.forms.AuthenticateForm",
    "reauthenticate": "goldenthread.access.forms.ReauthenticateCodeForm",
    "activate_totp": "goldenthread.access.forms.ActivateTOTPForm",
    "add_webauthn": "goldenthread.access.forms.AddPasskeyForm",
    "edit_webauthn": "goldenthread.access.forms.RenamePasskeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
if present("goldenthread.access.adapters.MFAAdapter"):
    MFA_ADAPTER = "goldenthread.access.adapters.MFAAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # accounts are never joined by an e-mail address alone
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
# Single sign-on by OpenID Connect: GT_SSO names the providers, GT_SSO_<NAME>_… says how each is reached (docs/sign-in.md).
SOCIALACCOUNT_PROVIDERS = {"sso": {"APPS": single_sign_on()}}
if present("goldenthread.access.adapters.SocialAccountAdapter"):
    SOCIALACCOUNT_ADAPTER = "goldenthread.access.adapters.SocialAccountAdapter"
USERSESSIONS_TRACK_ACTIVITY = False

# Sessions in the database: one indexed read a page, and a session that is ended is ended everywhere at once.
SESSION_ENGINE = "goldenthread.demo.session_store" if DEMO else "goldenthread.access.session_store"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_STAFF = env.number("GT_IDLE_STAFF_MINUTES", 15) * 60
SESSION_IDLE_FAMILY = env.number("GT_IDLE_FAMILY_MINUTES", 30) * 60

# What every answer says to a browser (goldenthread/config/headers.py adds the rest)

SECURE = PRODUCTION or env.flag("GT_HTTPS")
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked for by the machine next door
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
# Other sites learn nothing. Not "no-referrer": browsers would then send "Origin: null" with our own forms, which the
# CSRF check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if env.flag("GT_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies of ours add to X-Forwarded-For: guesses are counted for the address that the outermost one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("GT_PROXIES", 1 if env.flag("GT_BEHIND_PROXY") else 0)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *env.words("GT_CSP_FORM_ACTION")],
        "report-uri": "/csp-report",
    }
}

# Email: any SMTP server. ./run starts one on loopback that keeps what it is given for the demo's inbox page.

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", "127.0.0.1")
EMAIL_PORT = env.number("EMAIL_PORT", 1025)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", "send-service@example.org")
# Where the loopback mail server leaves what it was sent; empty where there is none.
MAILDIR = Path(env.text("GT_MAILDIR", str(LOCAL / "mail"))) if DEMO or TESTING else None

# Text messages, and where it is chosen emails and letters, through GOV.UK Notify; empty where it is not used.

NOTIFY_KEY = env.text("GT_NOTIFY_KEY")
NOTIFY_URL = env.text("GT_NOTIFY_URL", "https://api.notifications.service.gov.uk")
NOTIFY_TEXT_TEMPLATE = env.text("GT_NOTIFY_TEXT_TEMPLATE")
NOTIFY_TEXT_SENDER = env.text("GT_NOTIFY_TEXT_SENDER")
NOTIFY_EMAIL_TEMPLATE = env.text("GT_NOTIFY_EMAIL_TEMPLATE")
NOTIFY_EMAIL_REPLY_TO = env.text("GT_NOTIFY_EMAIL_REPLY_TO")
NOTIFY_LETTERS = env.flag("GT_NOTIFY_LETTERS")
NOTIFY_POSTAGE = env.text("GT_NOTIFY_POSTAGE", "second")
# The bearer token with which Notify tells us what became of a message; without one nobody may.
NOTIFY_CALLBACK_TOKEN = env.text("GT_NOTIFY_CALLBACK_TOKEN")

# The virus scanner: ClamAV's daemon, by its socket (unix:/run/clamav/clamd.ctl or tcp:host:3310). Without one every file
# that comes in is held until a named person lets it out.
CLAMD = env.text("GT_CLAMD", DEBIANS_CLAMD if PLACE == "local" and Path(DEBIANS_CLAMD[5:]).is_socket() else "")

# Errors say nothing of how the house is built; failures to check refuse.
LOGGING_CONFIG = None
LOGGING = logging_config(json=env.flag("GT_LOG_JSON", default=PRODUCTION), level=env.text("GT_LOG_LEVEL", "INFO"))
SILENCED_SYSTEM_CHECKS: list[str] = []
CSRF_FAILURE_VIEW = "goldenthread.config.errors.csrf_failure"
SECURITY_CONTACT = env.text("GT_SECURITY_CONTACT", "security@example.org")
SECURITY_TXT_EXPIRES = env.text("GT_SECURITY_TXT_EXPIRES", "2027-12-31T23:59:59Z")
