"""Which room may import which, and what the linter and the types say, as pyproject.toml has it."""

import os
import subprocess
import sys

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from goldenthread.config.rooms import HOUSE, ROOMS


# Reads every file of the house: about a second.
def test_rooms_import_only_what_is_below_them_and_the_law_knows_no_framework(capsys):
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_folder_of_the_house_is_a_room_that_the_settings_know():
    there = {folder.name for folder in HOUSE.iterdir() if folder.is_dir() and (folder / "__init__.py").exists()}
    assert there <= {*ROOMS, "config", "law"}


# Reads every file once: under a second.
def test_the_code_is_as_the_linter_wants_it():
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--output-format", "concise", str(HOUSE.parent)], capture_output=True, text=True
    )
    assert found.returncode == 0, found.stdout


# Reads every file, in half a minute of a processor where nothing is kept from the last time, and in a second or two where it is.
def test_every_value_is_of_the_type_that_it_is_said_to_be():
    # With the settings of a plain `.venv/bin/mypy`: what is kept for others is of no use to it.
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("GT_", "DATABASE_URL", "DJANGO_"))}
    found = subprocess.run([sys.executable, "-m", "mypy"], cwd=HOUSE.parent, env=plain, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr
