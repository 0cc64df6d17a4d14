"""The rules by which a risk is raised."""

from datetime import date

import pytest

from goldenthread.improvement.governance.rules import declared, in_plain_words, that_hold

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("scores", "review_on", "keys"),
    [
        ([9], date(2026, 12, 1), []),
        ([15], date(2026, 12, 1), ["high"]),
        ([20], date(2026, 12, 1), ["very_high"]),  # the higher rule speaks for the lower
        ([6, 10], date(2026, 12, 1), []),
        ([6, 12], date(2026, 12, 1), ["rose"]),
        ([12, 12, 12], date(2026, 12, 1), ["stuck"]),
        ([12, 9, 12], date(2026, 12, 1), []),
        ([4], date(2026, 10, 26), []),  # 28 days late is not more than 28
        ([4], date(2026, 10, 25), ["not_reviewed"]),
        ([], date(2026, 12, 1), []),
        ([8, 16], date(2026, 9, 1), ["high", "rose", "not_reviewed"]),
    ],
)
def test_a_risk_is_raised_by_the_declared_rules(scores, review_on, keys):
    assert [each.key for each in that_hold(scores=scores, review_on=review_on, on=ON)] == keys


def test_each_rule_says_its_figures():
    [high, rose, late] = that_hold(scores=[8, 16], review_on=date(2026, 9, 1), on=ON)
    assert high.why == "Its score is 16 out of 25 even with what is done about it. At 15 or more the group above is asked."
    assert rose.why == "Its score rose by 8, from 8 to 16, since it was last scored. A rise of 5 or more is raised."
    assert late.why == "It was to be looked at by 1 September 2026 and nobody has for 83 days. After 28 days the group above is told."


def test_every_declared_rule_is_explained():
    assert len(in_plain_words()) == len(declared())
