"""A password that a guesser would try is refused; one that they would not is taken, whatever it is made of."""

import pytest

from goldenthread.access.passwords import breached, easy_to_guess


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password123!",
        "P@ssw0rd2026!",
        "qwertyuiop123",
        "1qaz2wsx3edc",
        "letmeinletmein",
        "aaaaaaaaaaaa",
        "121212121212",
        "abcabcabcabc",
        "butterfly-2026",
        "Calderbeck2026",
        "GoldenThread1!",
        "ＰＡＳＳＷＯＲＤ１２３４",
    ],
)
def test_what_guessers_try_is_refused(password):
    assert easy_to_guess(password)


@pytest.mark.parametrize(
    "password",
    [
        "three otters reading quietly",
        "correct-mauve-staple-kite",
        "amy8374928374928",
        "Xq7#vLm2$wRt",
        "ποτάμι και βουνό",
        "cwtch llanfair glaw",
    ],
)
def test_what_they_would_not_try_is_taken(password):
    assert not easy_to_guess(password)


def test_the_list_is_long_and_in_order():
    hashes = breached()
    assert len(hashes) > 300_000
    assert all(hashes[place] < hashes[place + 1] for place in range(0, len(hashes) - 1, 997))
