"""What the layout is told on every page: where one can go from here"""

from functools import cache

from django.urls import NoReverseMatch, reverse

from goldenthread.access import permissions
from goldenthread.people.standing import Seat, Standing

#: Words, the names of the page that may answer to them, and what the role must be able to do.
PLACES = (
    ("Your family", ("portal:home",), "views", "create"),
    ("My work", ("desk:work",), "request", "list"),
    ("Caseload", ("desk:caseload",), "ident", "list"),
    ("Record a request", ("casework:record_request",), "request", "create"),
    ("Messages", ("casework:messages",), "message", "list"),
    ("Asks to settle", ("portal:waiting",), "request", "create"),
    ("Advice board", ("casework:advice_board",), "ask", "update"),
    ("Advice", ("casework:advice_queue",), "ask", "decide"),
    ("Consultations", ("casework:consultations",), "consult", "decide"),
    ("Reviews", ("reviews:due",), "review", "list"),
    ("Transfers", ("reviews:transfers",), "plan", "share"),
    ("Panels", ("casework:panels",), "panel", "list"),
    ("Disputes", ("disputes:list",), "dispute", "list"),
    ("What was given", ("provision:sheet",), "provision", "list"),
    ("Services", ("insight:services",), "contract", "list"),
    ("Exclusions", ("provision:exclusions",), "exclusion", "list"),
    ("School in figures", ("insight:school",), "school", "view"),
    ("Area", ("insight:area",), "agg", "view"),
    ("Plans to judge", ("plans:to_judge",), "voice", "update"),
    ("Themes", ("provision:themes",), "voice", "update"),
    ("Improvement plans", ("improvement:plans",), "improve", "list"),
    ("Import a return", ("returns:imports",), "return", "create"),  # asked of the whole area: see `_for`
    ("Exports", ("desk:exports",), "ident", "export"),
    ("Outbox", ("casework:outbox",), "message", "list"),
    ("Records looked at", ("desk:records_looked_at",), "audit", "list"),
    ("Accounts", ("users",), "user", "create"),
    ("Systems", ("systems",), "config", "view"),
    ("Agreements", ("agreements",), "agreement", "list"),
    ("Contacts", ("contacts",), "config", "view"),
    ("How the law is read", ("law_readings",), "config", "update"),
)


@cache
def _href(names: tuple[str, ...]) -> str | None:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return None


def navigation(request) -> list[dict]:
    """Where this person may go, for the layout: text, href, and whether they are there."""
    standing = getattr(request, "standing", None)
    if standing is None or not standing.signed_in:
        return []
    path = request.path
    return [
        {"text": text, "href": href, "current": path == href, "active": path == href or path.startswith(under)}
        for text, href, under in _places(standing.roles)
    ]


@cache
def _places(roles: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Where these roles may go: words, address, and how the addresses below it begin."""
    standing = Standing(0, tuple(Seat(role, 0, None, "") for role in roles))
    hrefs = ((text, _href(names)) for text, names, resource, action in PLACES if _for(standing, resource, action))
    return [(text, href, f"{href.rstrip('/')}/") for text, href in hrefs if href is not None]


def _for(standing, resource: str, action: str) -> bool:
    """These are the officers' doors: families and services have their own."""
    if resource == "school":
        return "setting_staff" in standing.roles  # their own school's totals, not the area's
    scopes = standing.scopes(resource, action)
    if resource == "agg":
        return bool(scopes & {"area", "agg"})
    if resource == "voice":
        return bool(scopes)  # the forum's own; those who lead find the themes beside the plans of improvement
    if resource == "views":
        return bool({"parent", "young_person"} & set(standing.roles))
    if resource == "provision":
        return bool(scopes & {"roll", "line"})  # settings and whoever gives a line; officers have it in the record
    if resource == "contract":
        return "org" in scopes  # a service's own people; others find them under the area
    if resource == "exclusion":
        return bool(scopes)  # a school lists its own
    if resource == "review":
        return bool(scopes - {"own"})  # a family has it on its own page
    if resource in ("panel", "consult", "ask"):
        return bool(scopes)  # whoever sits in one has a way to it
    if resource in ("return", "audit") and "area" not in scopes:
        return False
    return bool(scopes) and bool(OFFICERS & set(standing.roles))


OFFICERS = permissions.AREA_ROLES | {
    "analyst",
    "administrator",
    "information_governance",
    "commissioner",
    "board_member",
    "quality_auditor",
}


def context(request) -> dict:
    """What every page gets."""
    return {"navigation": navigation(request)}
