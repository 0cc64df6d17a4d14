"""Bytes are kept once under their hash; the file comes before its row."""

from __future__ import annotations

import hashlib
import json
import os
import time

import pytest
from django.core.management import call_command

from goldenthread.core import files
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def on_disk(place):
    return sorted(path.name for path in place.rglob("*") if path.is_file())


def test_the_same_bytes_stored_twice_are_one_file_and_one_row(place):
    first, again = (
        files.store(b"A letter.", content_type="text/plain", scan="clean"),
        files.store(b"A letter.", content_type="text/plain", scan="clean"),
    )
    assert first.pk == again.pk == hashlib.sha256(b"A letter.").hexdigest()
    assert on_disk(place) == [first.pk]
    assert StoredFile.objects.count() == 1
    assert files.opened(first).read() == b"A letter."


def test_a_large_file_is_read_in_pieces(place, tmp_path):
    source = tmp_path / "large"
    source.write_bytes(b"x" * (files.CHUNK * 2 + 1))
    with source.open("rb") as content:
        stored = files.store(content, content_type="text/plain")
    assert stored.size == files.CHUNK * 2 + 1


def test_a_file_that_could_not_be_finished_leaves_nothing(place):
    class Torn:
        def seek(self, at):
            pass

        def read(self, size):
            raise OSError("The line was cut")

    with pytest.raises(OSError, match="cut"):
        files.store(Torn(), content_type="text/plain")
    assert on_disk(place) == []
    assert StoredFile.objects.count() == 0


def test_a_file_in_which_a_virus_was_found_is_never_opened():
    stored = files.store(b"x", content_type="text/plain", scan="infected")
    with pytest.raises(Refused, match="virus"):
        files.opened(stored)


def test_a_file_that_nobody_has_looked_into_is_not_opened_either():
    stored = files.store(b"x", content_type="text/plain")
    with pytest.raises(files.Held, match="has not been checked for viruses yet"):
        files.opened(stored)


def test_what_is_made_here_is_not_held_because_the_same_bytes_came_in_before():
    files.store(b"x", content_type="text/plain")
    assert not files.store(b"x", content_type="text/plain", scan="made_here").held


def test_the_sweeper_removes_old_files_without_a_row_and_nothing_else(place, capsys):
    kept = files.store(b"kept", content_type="text/plain")
    old, young = files.write(b"old")[0], files.write(b"young")[0]
    long_ago = time.time() - files.LEFT_OVER_AFTER_SECONDS - 1
    for sha in (kept.pk, old):
        os.utime(files.path_of(sha), (long_ago, long_ago))
    call_command("sweep_files", check=True)
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"left_over": 1, "missing": 0, "removed": 0}
    call_command("sweep_files")
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"left_over": 1, "missing": 0, "removed": 1}
    assert set(on_disk(place)) == {kept.pk, young}


def test_a_row_whose_file_is_gone_is_named(capsys):
    lost = files.store(b"lost", content_type="text/plain")
    files.path_of(lost.pk).unlink()
    with pytest.raises(SystemExit):
        call_command("sweep_files")
    assert lost.pk in capsys.readouterr().err
