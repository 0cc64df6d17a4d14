"""The code lists of a service's return. No cell of a return holds free words, so that none can hold a name."""

from __future__ import annotations

from dataclasses import dataclass

#: What became of a referral. Nothing is said of one that nobody has decided on.
DECISIONS = {"accepted": "Accepted", "rejected": "Rejected", "mistake": "Entered by mistake"}
REJECTED = {
    "criteria": "Does not meet the service’s criteria", "information": "Too little was said in the referral", "elsewhere": "Another service is the right one",
    "place": "Lives outside the area that is served", "age": "Outside the ages that are seen", "consent": "The family or young person did not agree", "open": "Open to this service already",
    "other": "Another reason",
}  # fmt: skip
DISCHARGED = {
    "done": "The assessment or help is finished", "no_need": "Not needed any more", "declined": "The family or young person did not want it", "contact": "Nobody could be reached",
    "passed_on": "Passed on to another service", "moved": "Moved away", "age": "Too old for the service", "died": "Died", "other": "Another reason",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Band:
    """How long children have waited: from `least` to `most` weeks begun, None for no end."""

    words: str
    least: int
    most: int | None


#: A week counts once it has begun, as the 18-week standard counts: who waits 126 days waits 18 weeks, and from day 127 in the 19th.
BANDS = (Band("0 to 6 weeks", 0, 6), Band("7 to 12 weeks", 7, 12), Band("13 to 18 weeks", 13, 18), Band("19 to 26 weeks", 19, 26), Band("27 to 52 weeks", 27, 52), Band("Over 52 weeks", 53, None))


def weeks_begun(days: int) -> int:
    """In which week of waiting somebody is after so many days: 0 on the day itself."""
    return -(-days // 7)


def band_of(days: int) -> Band:
    """The band that so many days fall in."""
    week = weeks_begun(days)
    return next(each for each in BANDS if each.least <= week and (each.most is None or week <= each.most))
