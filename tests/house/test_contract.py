"""Which room may import which, as pyproject.toml has it."""

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
