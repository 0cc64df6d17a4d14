"""Each of the twenty mistakes that councils are known to make has a test by its number, where `docs/law/mistakes.md` says it is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REVIEWS = ROOT / "goldenthread/reviews/tests"
#: Where the tests of each word of the list's last column are, and how their names begin.
KEPT_BY = {
    "law": (ROOT / "goldenthread/law/tests/test_mistakes.py", "test_{}_"), "reviews": (REVIEWS / "test_mistakes_of_others.py", "test_mistake_{}_"),
    "transfers": (REVIEWS / "test_transfers.py", "test_mistake_{}_"), "changes": (REVIEWS / "test_changes.py", "test_mistake_{}_"),
    "moves": (REVIEWS / "test_moves.py", "test_mistake_{}_"), "ceasing": (REVIEWS / "test_ceasing.py", "test_mistake_{}_"),
    "disputes": (ROOT / "goldenthread/disputes/tests/test_mistakes.py", "test_mistake_{}_"),
}  # fmt: skip


def listed() -> dict[int, list[str]]:
    """The words of the last column, by the mistake's number."""
    rows = re.findall(r"^\| (\d+) \|.*\|([^|]+)\|$", (ROOT / "docs/law/mistakes.md").read_text(), re.M)
    return {int(number): [each.split(",")[0].strip() for each in words.split(";")] for number, words in rows}


def test_all_twenty_are_on_the_list_and_each_is_kept_by_a_test():
    found = listed()
    assert sorted(found) == list(range(1, 21))
    assert not [number for number, words in found.items() if not KEPT_BY.keys() & set(words)]


@pytest.mark.parametrize("number", range(1, 21))
def test_a_mistake_has_its_test_wherever_the_list_says_so(number):
    said = KEPT_BY.keys() & set(listed()[number])
    there = {word for word, (path, begins) in KEPT_BY.items() if f"def {begins.format(number)}" in path.read_text()}
    assert said <= there
