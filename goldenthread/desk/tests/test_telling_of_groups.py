"""What happened to a child's groups is told without naming one: more people read it than may know of it."""

import pytest

from goldenthread.desk.telling import tell
from goldenthread.law.groups import GROUPS


@pytest.mark.parametrize("verb", ["add_group", "end_group", "correct_group", "agree_to_group", "strike_group", "take_back_agreement"])
def test_no_sentence_names_the_group(verb):
    said = tell(f"people.{verb}", {"learnt_on": "2026-11-02", "until_on": "2026-11-02", "agreed_on": "2026-11-02", "group": "adopted"}).lower()
    assert "sensitive parts" in said or "agreement" in said
    assert not [each.name for each in GROUPS.values() if each.name.lower() in said]
