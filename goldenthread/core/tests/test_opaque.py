"""Keys in addresses: the same for the same row, telling nothing of it, and never made up."""

from __future__ import annotations

from itertools import pairwise
from uuid import uuid4

import pytest

from goldenthread.core import opaque


@pytest.mark.parametrize("number", [0, 1, 2, 9_999, 2**62, 2**63 - 1])
def test_a_key_stands_for_its_number_and_for_that_kind_alone(number):
    key = opaque.key("user", number)
    assert opaque.number("user", key) == number
    assert opaque.key("user", number) == key
    assert opaque.number("membership", key) is None


def test_what_was_not_given_out_here_is_no_key():
    for made_up in ("", None, "7", "x" * 36, str(uuid4()), "00000000-0000-0000-0000-000000000007"):
        assert opaque.number("user", made_up) is None


def test_another_installation_gives_other_keys(settings):
    key = opaque.key("user", 7)
    settings.SECRET_KEY = "another secret of at least thirty-two characters"
    assert opaque.key("user", 7) != key
    assert opaque.number("user", key) is None


def test_keys_in_the_order_of_their_rows_are_in_no_order_themselves():
    """Of ten thousand rows, as many keys are greater than the one before as a fair coin would have it (six deviations)."""
    keys = [opaque.key("user", number) for number in range(1, 10_001)]
    assert len(set(keys)) == 10_000
    rising = sum(after > before for before, after in pairwise(keys))
    assert abs(rising - 5_000) < 6 * 29  # deviation of the number of rises: sqrt((n + 1) / 12)
