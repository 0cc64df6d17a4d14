"""What figures are broken down by: each breakdown as SQL over a row, and the joins that it needs, as at a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.law.groups import GROUPS as WRITTEN
from goldenthread.law.school_year import NAMES
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea
from goldenthread.voice.questions import EDITIONS

from ..pictures import NEEDS

NOT_RECORDED = "Not recorded"

#: First languages that make no additional one, in small letters: English and sign in words, the school census’s codes for them, and what
#: says that nobody knows or told.
ENGLISH = ("", "english", "eng", "enb", "british sign language", "bsl", "not known", "unknown", "refused", "not", "ref", "zzz")


def groups_of(children: str) -> str:
    """SQL of every group that these children (a condition on `{child}`) were ever in, with its days: those that are written down, and
    those that follow from care, custody and the first language. What was learnt after the day `known` is left out where it is given."""

    def of(column: str) -> str:
        return children.format(child=column)

    spoken = ", ".join(f"'{each}'" for each in ENGLISH)
    return f"""SELECT y.child_id, y."group" AS code, y.from_on, y.until_on FROM people_childgroup y
                  WHERE {of("y.child_id")} AND y.struck_on IS NULL AND y.withdrawn_on IS NULL AND (%(known)s::date IS NULL OR y.learnt_on <= %(known)s::date)
                 UNION ALL SELECT y.child_id, 'looked_after', y.from_on, y.until_on FROM reviews_lookedafter y WHERE {of("y.child_id")}
                 UNION ALL SELECT y.child_id, 'custody', y.from_on, y.released_on FROM reviews_custody y WHERE {of("y.child_id")}
                 UNION ALL SELECT y.id, 'language', NULL, NULL FROM people_child y WHERE {of("y.id")} AND lower(trim(y.first_language)) NOT IN ({spoken})"""


#: Where a group holds on the day asked about.
_HOLDS = "(g.from_on IS NULL OR g.from_on <= e.at) AND (g.until_on IS NULL OR g.until_on > e.at)"

#: Joins by alias, added where an expression names the alias. Each gives one row at most. Organisations and teams are looked up beside
#: what is looked up for each row, and not inside it, so that each is looked up once: `coalesce` keeps the planner from doing it inside.
JOINS = {
    "need": """
        LEFT JOIN LATERAL (SELECT n.need FROM people_senneed n
             WHERE n.child_id = x.child_id AND n.rank = 1 AND (n.from_on IS NULL OR n.from_on <= e.at) AND (n.until_on IS NULL OR n.until_on > e.at)
             ORDER BY n.from_on DESC NULLS LAST, n.id LIMIT 1) need ON true""",
    "place": """
        LEFT JOIN LATERAL (SELECT a.setting_type, a.residential, a.work_based, a.sen_unit, a.resourced_provision, a.attendance_pattern, a.organisation_id
             FROM people_attendance a
             WHERE a.child_id = x.child_id AND (a.entry_on IS NULL OR a.entry_on <= e.at) AND (a.left_on IS NULL OR a.left_on > e.at)
             ORDER BY a.rank, a.entry_on DESC NULLS LAST, a.id LIMIT 1) attended ON true
        LEFT JOIN people_organisation o ON o.id = coalesce(attended.organisation_id, 0)
        CROSS JOIN LATERAL (SELECT attended.*, o.name, o.establishment_type, o.urn, o.ukprn, o.la_code) place""",
    "home": """
        LEFT JOIN LATERAL (SELECT upper(split_part(trim(h.postcode), ' ', 1)) AS district FROM people_address h
             WHERE h.child_id = x.child_id AND (h.from_on IS NULL OR h.from_on <= e.at) AND (h.until_on IS NULL OR h.until_on > e.at)
             ORDER BY h.from_on DESC NULLS LAST, h.id LIMIT 1) home ON true""",
    "worker": """
        LEFT JOIN LATERAL (SELECT i.user_id FROM people_involvement i
             WHERE i.child_id = x.child_id AND i.role = 'named_worker' AND i.from_on <= e.at AND (i.until_on IS NULL OR i.until_on > e.at)
             ORDER BY i.id LIMIT 1) named ON true
        LEFT JOIN LATERAL (SELECT min(t.name) AS team FROM people_membership m JOIN people_organisation t ON t.id = m.organisation_id AND t.kind = 'send_team'
             WHERE m.user_id = named.user_id AND m.from_on <= e.at AND (m.until_on IS NULL OR m.until_on > e.at)) teams ON true
        CROSS JOIN LATERAL (SELECT named.user_id, teams.team) worker""",
    "met": """
        LEFT JOIN LATERAL (SELECT max(v.met_on) AS on_day FROM reviews_review v
             WHERE v.plan_id = x.id AND v.met_on <= e.at) met ON true""",
    "cared": """
        LEFT JOIN LATERAL (SELECT true AS now FROM reviews_lookedafter l
             WHERE l.child_id = x.child_id AND l.from_on <= e.at AND (l.until_on IS NULL OR l.until_on > e.at) LIMIT 1) cared ON true""",
    "grouped": f"""
        LEFT JOIN LATERAL (SELECT string_agg(DISTINCT g.code, ' ' ORDER BY g.code) AS codes
             FROM ({groups_of("{child} = x.child_id")}) g
             WHERE {_HOLDS}) grouped ON true""",
}

#: How the numbers of one setting type are told apart: worked out once a row.
OF_SETTING = "kind.of_setting"

AGE = "extract(year FROM age(e.at, c.date_of_birth))"
#: Years since the school year in which a child turned five: 0 is Reception. School years begin on 1 September.
YEAR_GROUP = "(extract(year FROM e.at - interval '8 months') - extract(year FROM c.date_of_birth - interval '8 months') - 5)"

_TYPE = "lower(coalesce(place.establishment_type, ''))"
#: The groups of the published caseload, from the register's kinds of establishment and the codes of the return.
SETTING_GROUP = f"""CASE
    WHEN place.setting_type IS NULL AND place.name IS NULL THEN 'none'
    WHEN place.setting_type IN ('NEET', 'NIEC', 'NIEO') THEN 'neet'
    WHEN place.setting_type = 'EHE' THEN 'home'
    WHEN place.setting_type = 'OPA' THEN 'parents'
    WHEN place.setting_type = 'OLA' THEN 'eotas'
    WHEN place.setting_type = 'EYP' THEN 'early'
    WHEN place.setting_type <> '' AND place.name IS NULL THEN 'other'
    WHEN {_TYPE} LIKE '%%special post%%' THEN 'college_special'
    WHEN {_TYPE} LIKE '%%other independent special%%' OR {_TYPE} LIKE '%%non-maintained special%%' THEN 'independent_special'
    WHEN {_TYPE} LIKE '%%special%%' THEN 'special'
    WHEN {_TYPE} LIKE '%%alternative provision%%' OR {_TYPE} LIKE '%%pupil referral%%' THEN 'alternative'
    WHEN {_TYPE} LIKE '%%further education%%' OR {_TYPE} LIKE '%%sixth form%%' OR {_TYPE} LIKE '%%16%%19%%' THEN 'college'
    WHEN {_TYPE} LIKE '%%welsh%%' OR {_TYPE} LIKE '%%secure%%' OR {_TYPE} LIKE '%%offshore%%' OR {_TYPE} LIKE '%%service child%%' OR {_TYPE} LIKE '%%miscellaneous%%'
      OR {_TYPE} LIKE '%%higher education%%' OR {_TYPE} LIKE '%%overseas%%' OR {_TYPE} LIKE '%%online%%' OR {_TYPE} LIKE '%%children%%centre%%' OR {_TYPE} LIKE '%%other government%%' THEN 'other'
    WHEN place.sen_unit OR place.resourced_provision THEN 'mainstream_unit'
    ELSE 'mainstream' END"""
JOINS["kind"] = f"CROSS JOIN LATERAL (SELECT {SETTING_GROUP} AS of_setting OFFSET 0) kind"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A breakdown: its name on a page, what a row's group is called by SQL, and the words for each code."""

    name: str
    heading: str
    sql: str
    words: Mapping[str, str] = field(default_factory=dict)
    ordered: bool = False
    #: Whether a part may be one small body, so that only those with a right to the rows are shown this breakdown.
    exact_only: bool = False
    #: Whether something may be in several groups at once: SQL then gives all their codes with spaces between them.
    several: bool = False

    def codes(self, group: str) -> list[str]:
        """The groups that a row is in, from what SQL gave."""
        return (group.split() or [""]) if self.several else [group]

    def label(self, code: str) -> str:
        return self.words.get(code, code) or NOT_RECORDED


_ETHNIC = {"W": "White", "M": "Mixed", "A": "Asian", "B": "Black", "C": "Chinese", "O": "Any other group", "R": "Refused to say", "N": NOT_RECORDED, "": NOT_RECORDED}
SETTINGS = {
    "mainstream": "Mainstream school", "mainstream_unit": "Unit or resourced provision in a mainstream school", "special": "State-funded special school",
    "independent_special": "Independent or non-maintained special school", "alternative": "Alternative provision", "college": "Further education or sixth form college",
    "college_special": "Specialist post-16 institution", "early": "Early years setting", "home": "Educated at home by parents’ choice", "parents": "Educated elsewhere by arrangement of the parents", "eotas": "Educated otherwise than at school",
    "neet": "Not in education, employment or training", "other": "Another setting", "none": NOT_RECORDED,
}  # fmt: skip
#: Every group by its code. Which of them the family must agree to is in `law.groups`.
CHILD_GROUPS = {
    "looked_after": "Looked after now", **{code: each.name for code, each in WRITTEN.items()}, "custody": "In youth accommodation",
    "language": "English as an additional language", "": "In none of these",
}  # fmt: skip
SEVERAL = "One child may be in several groups, so the rows do not add up to the whole. Only what is on record is counted: a group that nobody asked about is missing."
_BANDS = {"a": "Under 5", "b": "5 to 10", "c": "11 to 15", "d": "16 to 19", "e": "20 to 25"}
_PHASES = {"a": "Early years", "b": "Primary (to Year 6)", "c": "Secondary (to Year 11)", "d": "After Year 11"}

DIMENSIONS: dict[str, Dimension] = {
    each.name: each
    for each in (
        Dimension("need", "Main type of need", "coalesce(need.need, '')", {**NEEDS, "": NOT_RECORDED}),
        Dimension("age band", "Age", f"CASE WHEN {AGE} < 5 THEN 'a' WHEN {AGE} < 11 THEN 'b' WHEN {AGE} < 16 THEN 'c' WHEN {AGE} < 20 THEN 'd' ELSE 'e' END", _BANDS, ordered=True),
        Dimension("phase", "Phase", f"CASE WHEN {YEAR_GROUP} < 0 THEN 'a' WHEN {YEAR_GROUP} <= 6 THEN 'b' WHEN {YEAR_GROUP} <= 11 THEN 'c' ELSE 'd' END", _PHASES, ordered=True),
        Dimension("setting type", "Type of setting", OF_SETTING, SETTINGS),
        Dimension("sex", "Sex", "c.sex", {"F": "Female", "M": "Male", "U": "Not known"}),
        Dimension("ethnicity", "Ethnic group", "CASE WHEN c.ethnicity = 'CHNE' THEN 'A' ELSE left(c.ethnicity, 1) END", _ETHNIC),
        Dimension("group", "Group of children", "coalesce(grouped.codes, '')", CHILD_GROUPS, several=True),
        Dimension("district", "Postcode district", "coalesce(home.district, '')", {"": NOT_RECORDED}),
        Dimension("team", "Team of the named worker", "coalesce(worker.team, '')", {"": "No named worker with a team"}),
        Dimension("school", "School or setting", "coalesce(place.name, '')", {"": NOT_RECORDED}, exact_only=True),
        Dimension("year", "Year", "coalesce(extract(year FROM {key})::int::text, '')", {"": NOT_RECORDED}, ordered=True),
    )
}
_OUTCOMES = {"M": "Keep the plan as it is", "A": "Amend the plan", "C": "End the plan"}
_REASONS = {
    "1": "Reached the highest age", "2": "Needs met without a plan", "3": "Moved on to higher education", "4": "Moved on to paid work", "5": "Transferred to another area",
    "6": "No longer wishes to learn", "7": "Moved outside England", "8": "Died", "9": "Another reason", "": NOT_RECORDED,
}  # fmt: skip
_ROUTES = {
    "parent": "Parent", "young_person": "Young person", "family": "Parent or young person", "setting": "School, college or other setting",
    "health": "Health professional", "social_care": "Social care professional", "other": "Somebody else", "not_known": "Not known",
}  # fmt: skip
ABOUT = {
    "refusal_to_assess": "Refusal to assess", "refusal_to_issue": "Refusal to issue a plan", "plan_contents": "What the plan says", "section_i_only": "The school or setting alone",
    "refusal_to_reassess": "Refusal to reassess", "refusal_to_amend": "Refusal to change the plan", "cease": "Ending the plan", "disability_discrimination_claim": "Disability discrimination",
    "provision": "Help that did not come", "delay": "Something took too long", "communication": "How people spoke or wrote", "health_care": "Health or social care", "other": "Something else",
}  # fmt: skip
_SECTIONS = {"F": "Special education (section F)", "G": "Health (section G)", "H1": "Social care (section H1)", "H2": "Social care (section H2)"}

#: Breakdowns of one base alone; the base says by which column.
OWN: dict[str, Dimension] = {
    each.name: each
    for each in (
        Dimension("source", "Who asked", "", _ROUTES),
        Dimension("sector", "Sector", "", {"education": "Education and psychology", "health": "Health", "care": "Social care", "other": "Others"}),
        Dimension("provider", "Who gives it", "", {"": NOT_RECORDED}, exact_only=True),
        Dimension("reason", "Reason", "", _REASONS),
        Dimension("outcome", "Decision", "", _OUTCOMES),
        Dimension("move", "Change of phase", "", {**{key: words[0].upper() + words[1:] for key, words in NAMES.items()}, "between_post16": "Between settings after 16", "": NOT_RECORDED}),
        Dimension("about", "About", "", ABOUT),
        Dimension("area of need", "Area of need", "", {**dict(BroadArea.choices), "": NOT_RECORDED}),
        Dimension("adulthood", "Theme of adulthood", "", {**dict(AdulthoodTheme.choices), "": "No theme given"}),
        Dimension("part of plan", "Part of the plan", "", _SECTIONS),
        Dimension("status", "What the child had that day", "", {"plan": "A plan", "support": "SEN support, no plan", "none": "Neither", "": NOT_RECORDED}),
        Dimension("panel", "Panel", ""),
        Dimension("service", "Service", ""),
        Dimension("counted school", "School", "", exact_only=True),
        Dimension("SEN status", "SEN status", "", {"plan": "EHC plan", "support": "SEN Support", "none": "No SEN"}, ordered=True),
        Dimension("served district", "District", "", {"": "Not known"}),
        Dimension("statement", "Statement", "", {key: words for edition in EDITIONS.values() for key, words in edition.items()}),
    )
}
