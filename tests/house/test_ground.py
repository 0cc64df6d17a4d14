"""The ground the house stands on: what it ships, what it tells a browser, and when it will not start."""

import io
import json
import logging
import re
import smtplib
import subprocess
import sys
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
import structlog
from django.core.exceptions import ImproperlyConfigured
from django.template import engines
from django.urls import get_resolver, reverse

from goldenthread.access.doors import public
from goldenthread.config import environment, guard, logs

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
SOUND = {
    "PRODUCTION": True,
    "SECRET_KEY": "k9$wq!v2x#p7m&z4c8b1n6j3h5g0f-d+s=a~LQWERTYUIOPZXCVBNM",
    "DEBUG": False,
    "ALLOWED_HOSTS": ["send.example.org"],
    "DEMO": False,
    "DATABASE_URL": "postgresql://send_app@db.example.org/goldenthread",
    "BASE_URL": "https://send.example.org",
    "AREA_NAME": "Calderbeck",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}


# What it ships


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_package_is_pinned_to_one_version_and_its_hashes(path):
    told = re.sub(r"\\\n", " ", path.read_text())
    packages = [line for line in told.splitlines() if line.strip() and not line.startswith("#")]
    assert packages
    for line in packages:
        assert re.match(r"^[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line
    assert "://" not in told, "a pin must not name the registry it was read from"


def test_what_belongs_to_gov_uk_alone_is_not_shipped():
    wrong = []
    for path in ROOT.glob("goldenthread/**/*"):
        if not path.is_file() or path.suffix in {".pyc", ".ttf", ".md"} or "tests" in path.parts:
            continue
        if path.suffix in {".woff", ".woff2"} or re.search(r"crest|crown", path.name):
            wrong.append(str(path))
        elif path.suffix in {".css", ".js", ".html", ".svg", ".scss", ".json"}:
            told = path.read_text(errors="replace")
            if re.search(r"GDS.?Transport|govuk-crest|govuk-logotype|-crown", told):
                wrong.append(str(path))
    assert not wrong


def test_what_was_made_by_others_lies_beside_its_licence():
    assert "SIL OPEN FONT LICENSE" in (ROOT / "goldenthread/core/fonts/OFL.txt").read_text().upper()
    assert "MIT License" in (ROOT / "goldenthread/core/look/govuk-frontend-LICENCE.txt").read_text()
    assert "Mozilla Public License" in (ROOT / "tests/vendor/axe-LICENCE.txt").read_text()


class Shape(HTMLParser):
    """HTML without the spaces that a browser would not show."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.parts = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.parts.append((tag, tuple(sorted((k, re.sub(r"\s+", " ", v or "").strip()) for k, v in attrs))))

    def handle_endtag(self, tag):
        self.parts.append((f"/{tag}",))

    def handle_data(self, data):
        if words := re.sub(r"\s+", " ", data).strip():
            self.parts.append(words)


# 657 examples take about a second. They say when a newer design system may be taken.
def test_the_design_systems_macros_draw_what_upstream_draws():
    library = engines["jinja2"].env
    examples = json.loads((ROOT / "tests/vendor/govuk-frontend-fixtures.json").read_text())
    different = []
    for component, fixtures in examples.items():
        name = "govuk" + "".join(word.capitalize() for word in component.split("-"))
        macro = getattr(library.get_template(f"govuk_frontend_jinja/components/{component}/macro.html").module, name)
        different += [
            f"{component}: {fixture['name']}"
            for fixture in fixtures
            if Shape(str(macro(fixture["options"]))).parts != Shape(fixture["html"]).parts
        ]
    assert not different
    assert sum(map(len, examples.values())) == 657


def test_a_misspelt_name_in_a_page_of_ours_is_an_error():
    with pytest.raises(jinja2.UndefinedError):
        engines["jinja2"].env.from_string("{{ child.nmae }}").render(child={"name": "Ada"})


def test_what_people_typed_is_escaped():
    page = engines["jinja2"].env.from_string("{{ said }}").render(said="<script>alert(1)</script>")
    assert "<script>" not in page


# What it tells a browser


@pytest.mark.parametrize("address", ["/no-such-page", "/robots.txt", "/.well-known/security.txt", "/healthz", "/favicon.ico"])
def test_every_answer_keeps_to_this_site_and_this_reader(client, db, address):
    answer = client.get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store, private"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Server" not in answer


def test_pages_may_run_only_our_own_scripts_and_be_framed_by_nobody(client, db):
    answer = client.get("/no-such-page")
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"].split()[0] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Request-Id"]


def test_no_page_of_ours_carries_a_style_or_a_script_in_its_words():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\bsrc=)(?![^>]*nonce)(?![^>]*application/json)", re.I)
    wrong = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in ROOT.glob("goldenthread/*/templates/**/*.html")
        if path.name != "alone.html"  # a plan taken away as one file, which no page of ours shows
        for found in inline.finditer(path.read_text())
    ]
    assert not wrong


def test_a_page_that_is_not_there_says_so_and_nothing_of_how_we_are_built(client, db):
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    said = answer.content.decode()
    assert "<h1" in said and "Page not found" in said
    assert not re.search(r"django|traceback|urlconf|postgres", said, re.I)


def test_a_fault_is_answered_in_plain_words_without_its_details(client, db, monkeypatch):
    client.raise_request_exception = False

    def fail(*_):
        raise RuntimeError("secret: the name of a child")

    [robots] = [pattern for pattern in get_resolver().url_patterns if getattr(pattern, "name", "") == "robots"]
    monkeypatch.setattr(robots, "callback", public(fail))
    answer = client.get(reverse("robots"))
    assert answer.status_code == 500
    said = answer.content.decode()
    assert "there is a problem with the service" in said
    assert "secret" not in said and "RuntimeError" not in said


def test_a_form_without_its_token_is_refused_in_plain_words(db):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/", {"name": "x"})
    assert answer.status_code in (403, 404)
    if answer.status_code == 403:
        assert "open for too long" in answer.content.decode()


def test_a_browsers_report_is_noted_without_the_address_it_was_on(client, db, caplog):
    answer = client.post("/csp-report", b'{"csp-report": {"document-uri": "/children/7"}}', content_type="application/csp-report")
    assert answer.status_code == 204
    assert "children" not in caplog.text


def test_the_service_says_when_its_database_is_away(client, monkeypatch, db):
    from django.db import connection

    assert client.get("/healthz").json() == {"status": "well"}

    def away():
        raise OSError("connection refused at 10.0.0.7")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "10.0.0.7" not in answer.content.decode()


# When it will not start


def test_sound_settings_are_let_in(settings):
    for name, value in SOUND.items():
        setattr(settings, name, value)
    assert guard.production_settings() == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "sample-secret-for-a-demonstration-on-one-machine-only", "secret key is the sample"),
        ("SECRET_KEY", "", "secret key is too short"),
        ("SECRET_KEY", "short", "secret key is too short"),
        ("SECRET_KEY", "a" * 80, "secret key is too short"),
        ("DEBUG", True, "Debugging"),
        ("ALLOWED_HOSTS", ["*"], "Any host"),
        ("ALLOWED_HOSTS", [".example.org"], "Any host"),
        ("ALLOWED_HOSTS", [], "Any host"),
        ("DEMO", True, "demonstration"),
        ("DATABASE_URL", "", "no database"),
        ("BASE_URL", "http://send.example.org", "not https"),
        ("AREA_NAME", "", "no name"),
        ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"], "kept weakly"),
        ("SESSION_COOKIE_SECURE", False, "Cookies"),
    ],
)
def test_an_unsafe_setting_keeps_the_service_from_starting(settings, name, value, said):
    for known, sound in {**SOUND, name: value}.items():
        setattr(settings, known, sound)
    problems = guard.production_settings()
    assert [said in problem.msg for problem in problems] == [True]
    assert problems[0].hint
    with pytest.raises(ImproperlyConfigured, match="will not start"):
        guard.refuse_unsafe_start()


class Roles:
    """A connection that says of its role what it was told to say."""

    def __init__(self, *row):
        self.row = row

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def execute(self, _):
        pass

    def fetchone(self):
        return self.row


@pytest.mark.parametrize("row", [(True, False), (False, True), (True, True)])
def test_a_role_that_passes_row_level_security_by_keeps_the_service_from_starting(settings, monkeypatch, row):
    settings.PRODUCTION = True
    monkeypatch.setattr(guard, "connection", Roles(*row))
    assert [problem.id for problem in guard.database_role()] == ["goldenthread.E011"]


def test_the_role_that_the_tests_use_is_held_by_row_level_security(settings, db):
    settings.PRODUCTION = True
    assert guard.database_role() == []


def start_in_production(**changed):
    """What the web server's door says to an environment."""
    sound = {
        "GT_SECRET_KEY": SOUND["SECRET_KEY"],
        "GT_HOSTS": "send.example.org",
        "GT_BASE_URL": "https://send.example.org",
        "GT_AREA_NAME": "Calderbeck",
        "DATABASE_URL": "postgresql://send_app@127.0.0.1:9/none",
        "PYTHONPATH": str(ROOT),
        "PATH": "/usr/bin:/bin",
    }
    env = {name: value for name, value in {**sound, **changed}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import goldenthread.config.wsgi"], env=env, capture_output=True, text=True, cwd=ROOT
    )


# Starts a whole process: about a second. The two doors of production are tried as a deployer would.
def test_the_web_servers_door_stays_shut_when_the_secret_is_missing():
    done = start_in_production(GT_SECRET_KEY=None)
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


# As above: about a second.
def test_the_web_servers_door_says_everything_that_is_wrong_at_once():
    done = start_in_production(GT_DEBUG="1", GT_HOSTS="*", GT_DEMO="1")
    assert done.returncode != 0
    for said in ("Debugging is on", "Any host name", "The demonstration is switched on"):
        assert said in done.stderr


# Settings and logs


@pytest.mark.parametrize(("given", "expected"), [("1", True), ("yes", True), ("0", False), ("off", False), ("", False)])
def test_a_yes_or_no_is_read_from_the_environment(monkeypatch, given, expected):
    monkeypatch.setenv("GT_X", given)
    assert environment.flag("GT_X") is expected


def test_a_value_that_cannot_be_read_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("GT_X", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="GT_X must be 1 or 0"):
        environment.flag("GT_X")
    with pytest.raises(ImproperlyConfigured, match="GT_X must be a whole number"):
        environment.number("GT_X", 1)


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from-a-file\n")
    monkeypatch.setenv("GT_X_FILE", str(tmp_path / "secret"))
    assert environment.text("GT_X") == "from-a-file"
    monkeypatch.setenv("GT_X_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="GT_X_FILE cannot be read"):
        environment.text("GT_X")


def test_a_database_address_keeps_its_socket_its_password_and_its_options():
    told = environment.database("postgresql://app:p%40ss@/area?host=%2Ftmp%2Fa%20b&sslmode=require")
    assert (told["NAME"], told["USER"], told["PASSWORD"], told["HOST"]) == ("area", "app", "p@ss", "/tmp/a b")
    assert told["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["sqlite:///x.db", "mysql://x/y", "nonsense"])
def test_another_database_engine_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="must begin postgresql://"):
        environment.database(url)


def test_the_log_holds_no_names_no_addresses_and_no_searches():
    shaped = logs.without_personal_data(
        None,
        "info",
        {
            "event": "asked for /caseload?q=Ada+Lovelace by ada@example.org",
            "child_name": "Ada",
            "upn": "A9999",
            "child_id": 7,
            "path": "/caseload?q=Ada",
        },
    )
    told = json.dumps(shaped)
    assert "Ada" not in told and "A9999" not in told and "example.org" not in told
    assert shaped["child_id"] == 7


def test_an_error_in_the_production_log_says_where_and_not_what():
    config = logs.logging_config(json=True, level="INFO")
    formatter = structlog.stdlib.ProcessorFormatter(
        **{key: value for key, value in config["formatters"]["line"].items() if key != "()"}
    )
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger = logging.getLogger("tests.ground")
    logger.addHandler(handler)
    try:
        child = "Ada Lovelace"
        raise ValueError(f"no such child {child}")
    except ValueError:
        logger.exception("failed")
    finally:
        logger.removeHandler(handler)
    told = written.getvalue()
    assert "Lovelace" not in told
    assert json.loads(told)["exception"][0]["exc_type"] == "ValueError"


def test_mail_goes_by_smtp_and_can_be_read_where_it_was_delivered(letterbox, settings):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "A date"
    message.set_content("Come on Tuesday.")
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as post:
        post.send_message(message, to_addrs=["b@example.org", "hidden@example.org"])
    [kept] = list(letterbox)
    assert kept["Subject"] == "A date"
    assert kept["X-Envelope-To"] == "b@example.org, hidden@example.org"


def test_every_name_that_the_settings_read_is_told_to_deployers():
    told = (ROOT / ".env.example").read_text()
    read = set(re.findall(r'env\.\w+\("([A-Z_]+)"', (ROOT / "goldenthread/config/settings.py").read_text()))
    ours_alone = {"GT_ENV", "GT_DEMO", "GT_DEBUG", "GT_LOCAL", "GT_HTTPS", "GT_MAILDIR"}  # for one machine and the tests
    assert {name for name in read - ours_alone if name not in told} == set()
