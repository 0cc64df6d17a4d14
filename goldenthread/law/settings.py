"""The readings of the law that are assumed, each a named setting that a council's lawyer can change."""

from dataclasses import dataclass, field


def _reading(default, says: str, ref: str, source: str):
    """`ref` is the rule in our own list of rules, `source` the text that can be read in two ways or was not seen."""
    return field(default=default, metadata={"says": says, "ref": ref, "source": source})


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSettings:
    """One field for each assumed reading. The defaults never make a council late; at worst they are a day early."""

    count_day_of_event: bool = _reading(
        False,
        "Count the day of the event as day one of 'within N weeks of'. Off: that day is left out. "
        "On gives a date one day earlier, of use only as an internal target.",
        "T-1",
        "SEND Regulations 2014, regulation 5(1) and the like",
    )
    roll_forward_non_working_day: bool = _reading(
        False,
        "Move a limit in weeks, days or months that ends on a non-working day to the next working day. "
        "Off: the limit stays where it falls.",
        "T-4",
        "SEND Regulations 2014, regulation 2",
    )
    receipt_policy: str = _reading(
        "strict",
        "'strict' counts from the day a request was in fact received; 'deemed_next_working_day' counts email after "
        "5pm, or on a non-working day, as received on the next working day.",
        "T-14",
        "Children and Families Act 2014, section 36",
    )
    clear_days_of_notice: bool = _reading(
        True,
        "Read 'at least two weeks' notice' as two weeks of clear days, so that invitations leave a day earlier.",
        "T-13",
        "SEND Regulations 2014, regulations 20(3) and 21(3)",
    )
    before_means_the_day_before: bool = _reading(
        True,
        "Read 'before 15 February' so that 14 February is the last day in time. Off: the 15th itself is in time.",
        "T-12",
        "SEND Regulations 2014, regulation 18(1)",
    )
    school_year_starts: tuple[int, int] = _reading(
        (9, 1), "Month and day on which the school year starts.", "T-16",
        "Education Act 1996, section 579",
    )
    last_review_is_the_decision: bool = _reading(
        True,
        "Count the next twelve months from the day the last review's decision was notified. "
        "Off: from the day of its meeting.",
        "R-3",
        "Children and Families Act 2014, section 44(1)",
    )
    year_eleven_is_always_a_transfer: bool = _reading(
        True,
        "Run the 31 March date for every child in Year 11, school sixth form or not, since the destination is not "
        "known until the review ends.",
        "R-16",
        "SEND Regulations 2014, regulation 18(1)(a); Children and Families Act 2014, section 83(2)",
    )
    closure_window_includes_both_ends: bool = _reading(
        True,
        "Count the first and the last day of the window around a school's closure as inside it.",
        "3.2",
        "SEND Regulations 2014, regulations 5(4) and 10(4)",
    )
    absence_counts_only_in_period: bool = _reading(
        True,
        "Count only the days of an absence that fall inside the clock's own period.",
        "3.2",
        "SEND Regulations 2014, regulations 5(4) and 10(4)",
    )
    draft_plan_target_weeks: int = _reading(
        14, "Weeks from the request by which to aim to send the draft. No law sets a date for it.", "3.4",
        "SEND Code of Practice 2015, chapter 9",
    )
    priority_action_plan_working_days: int = _reading(
        35, "Working days to submit a priority action plan. Unverified: read the report's own letter.", "12.2",
        "Area SEND inspection framework",
    )
    monitoring_inspection_months: int = _reading(
        18, "Months after the final report when a monitoring inspection is usually made. A forecast.", "12.2",
        "Area SEND inspection framework",
    )
    full_inspection_months: int = _reading(
        36, "Months after the final report within which a full inspection usually follows. A forecast.", "12.2",
        "Area SEND inspection framework",
    )
    retention_years: int = _reading(
        31, "Years after the date of birth before a record may be disposed of.", "section 11",
        "UK GDPR, Article 5(1)(e), and the council's own schedule",
    )
    born_on_29_february_ages_on_1_march: bool = _reading(
        True,
        "In a year without 29 February, a person born on that day reaches an age on 1 March. Off: on 28 February.",
        "P-9",
        "Family Law Reform Act 1969, section 9",
    )


DEFAULT = LawSettings()
