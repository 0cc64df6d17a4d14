"""What people send is looked into for viruses, and held until that is done."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import time

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.core import checks, files, scanning
from goldenthread.core.actors import job
from goldenthread.core.models import Event
from tests import making

from .clamd_service import EICAR, NAME, ClamdService

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(params=["unix", "tcp"])
def any_clamd(request, settings, tmp_path):
    service = ClamdService(tmp_path / "ctl" if request.param == "unix" else None)
    settings.CLAMD = service.setting
    yield service
    service.close()


@pytest.fixture
def clamd(settings, tmp_path):
    service = ClamdService(tmp_path / "ctl")
    settings.CLAMD = service.setting
    yield service
    service.close()


def kept(content=b"A report."):
    return files.store(content, content_type="text/plain")


def now(file):
    file.refresh_from_db()
    return file.scan, file.signature


def test_a_clean_file_is_opened_and_one_with_a_virus_is_not(any_clamd):
    clean, infected = kept(), kept(b"Please see: " + EICAR)
    assert scanning.absent() == ""
    assert scanning.scan_waiting() == {"clean": 1, "infected": 1, "not_scanned": 0}
    assert now(clean) == ("clean", "")
    assert files.opened(clean).read() == b"A report."
    assert now(infected) == ("infected", NAME)
    with pytest.raises(files.Held, match="a virus was found"):
        files.opened(infected)


def test_a_large_file_is_looked_into_whole(clamd):
    large = kept(b"x" * (scanning.files.CHUNK * 3 + 5) + EICAR)
    assert scanning.scan(large.pk).infected


def test_a_file_waits_while_the_scanner_is_away_and_is_looked_into_when_it_is_back(clamd, settings, tmp_path):
    clamd.close()
    (tmp_path / "ctl").unlink()
    file = kept()
    assert scanning.scan_waiting() == {"clean": 0, "infected": 0, "not_scanned": 0}
    assert now(file) == ("not_scanned", "")
    assert scanning.absent() == "Files that come in are held: the virus scanner does not answer (GT_CLAMD)."
    back = ClamdService(tmp_path / "ctl")
    assert scanning.scan_waiting()["clean"] == 1
    back.close()


def test_a_scanner_that_says_nothing_is_away(clamd):
    clamd.silent.clear()
    with pytest.raises(scanning.ScannerAway):
        scanning.look_into(io.BytesIO(b"x"), wait=0.05)


@pytest.mark.parametrize(
    "said",
    [
        "stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND",
        "stream: Heuristics.Encrypted.Zip FOUND",
        "stream: Can't allocate memory ERROR",
        "nonsense",
    ],
)
def test_what_was_not_looked_into_whole_is_not_clean(clamd, said):
    clamd.says = said
    file = kept()
    assert scanning.scan_waiting() == {"clean": 0, "infected": 0, "not_scanned": 1}
    assert now(file)[0] == "not_scanned"
    assert file.signature
    assert scanning.scan_waiting()["not_scanned"] == 0  # not tried again at once
    with pytest.raises(files.Held):
        files.opened(file)


def test_a_file_over_the_scanners_own_limit_holds_up_no_other(clamd):
    clamd.most = 100
    large, small = kept(b"x" * 200_000), kept()
    assert scanning.scan_waiting() == {"clean": 1, "infected": 0, "not_scanned": 1}
    assert now(large)[0] == "not_scanned"
    assert now(small)[0] == "clean"


def test_without_a_scanner_every_file_is_held_and_one_line_says_so(settings):
    settings.CLAMD = ""
    file = kept()
    assert scanning.scan_waiting()["clean"] == 0
    assert file.held
    assert "no virus scanner is set (GT_CLAMD)" in scanning.absent()


@pytest.mark.parametrize("setting", ["/run/clamav/clamd.ctl", "tcp:nowhere", "tcp:host:port"])
def test_a_scanner_that_is_set_wrongly_scans_nothing_and_lets_nothing_through(settings, setting):
    settings.CLAMD = setting
    with pytest.raises(scanning.ScannerAway):
        scanning.look_into(io.BytesIO(b"x"))


def test_a_file_that_comes_in_is_looked_into_by_a_job_of_its_own_but_not_one_that_is_made_here():
    file = kept()
    files.store(b"A letter.", content_type="text/plain", scan="made_here")
    [queued] = ProcrastinateJob.objects.filter(task_name="core.scan_file")
    assert queued.args == {"sha256": file.pk}


def test_a_person_lets_out_what_nobody_scanned_and_says_why(settings):
    settings.CLAMD = ""
    file, officer = kept(), making.officer()
    scanning.let_out(
        file=file, because="The school’s own report; opened on a separate machine.", by=officer, on=making.TODAY
    )
    assert files.opened(file).read() == b"A report."
    file.refresh_from_db()
    assert (file.scan, file.released_by_id) == ("released", officer.pk)
    assert Event.objects.get(verb="core.file_let_out").why.startswith("The school’s own report")


def test_no_job_lets_a_file_out():
    with pytest.raises(TypeError, match="Only a person"):
        scanning.let_out(file=kept(), because="x", by=job("x"), on=making.TODAY)


def test_a_virus_is_held_even_where_a_person_let_the_file_out(clamd):
    file = kept(EICAR)
    scanning.let_out(file=file, because="I know it.", by=making.officer(), on=making.TODAY)
    assert scanning.scan(file.pk).infected
    scanning.let_out(file=file, because="Again.", by=making.officer(), on=making.TODAY)
    assert now(file)[0] == "infected"


def test_what_a_production_system_runs_without_is_said_when_it_starts(settings):
    settings.PRODUCTION, settings.CLAMD, settings.PRINT_FOLDER, settings.NOTIFY_KEY = True, "", "", ""
    assert [each.msg for each in checks.services()] == [
        "Text messages wait: no text message service is set up (GT_NOTIFY_KEY and GT_NOTIFY_TEXT_TEMPLATE).",
        "Letters wait: no folder for printing is set (GT_PRINT_FOLDER).",
        "Files that come in are held until a person lets them out: no virus scanner is set (GT_CLAMD).",
    ]
    settings.PRODUCTION = False
    assert checks.services() == []


# The daemon itself, with a signature of our own in place of its database: starting takes about a second.
@pytest.fixture(scope="module")
def real_clamd(tmp_path_factory):
    place = tmp_path_factory.mktemp("clamd")
    (place / "local.ndb").write_text(f"Local.Eicar:0:*:{EICAR.hex()}\n")
    (place / "clamd.conf").write_text(
        f"DatabaseDirectory {place}\nLocalSocket {place}/ctl\nForeground yes\nAlertExceedsMax yes\n"
        "AlertEncrypted yes\nLogSyslog no\nMaxThreads 2\n"
    )
    running = subprocess.Popen(
        ["clamd", "-c", place / "clamd.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(1000):
        with socket.socket(socket.AF_UNIX) as door:
            if door.connect_ex(str(place / "ctl")) == 0:
                break
        time.sleep(0.01)
    yield f"unix:{place}/ctl"
    running.terminate()
    running.wait()


@pytest.fixture(params=["the daemon", "its stand-in"])
def scanner(request, settings, tmp_path):
    """The daemon where it is installed; what it answers is also asked of the stand-in, so that the two stay alike."""
    if request.param == "the daemon" and shutil.which("clamd"):
        settings.CLAMD = request.getfixturevalue("real_clamd")
        yield
        return
    service = ClamdService(tmp_path / "ctl")
    settings.CLAMD = service.setting
    yield
    service.close()


def test_the_daemon_finds_the_test_virus_and_names_it(scanner):
    assert scanning.look_into(io.BytesIO(EICAR)) == scanning.Verdict("infected", NAME)
    assert scanning.look_into(io.BytesIO(b"A report.")) == scanning.Verdict("clean", "")
    assert scanning.look_into(io.BytesIO(b"x" * 300_000 + EICAR)).infected
