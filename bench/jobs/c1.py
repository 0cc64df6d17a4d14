"""C1: a full case through HTTP, from the first page of a request to the issued plan; 50 people at once; saves in the plan editor."""

from __future__ import annotations

import html
import random
import re
import statistics
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bench import ours, place
from bench.datagen import plans
from bench.jobs import w6
from bench.jobs.w1 import addresses
from bench.jobs.w7 import MIX
from bench.load import Answer, Client, percentiles
from bench.pairs import Pairs, Sample
from bench.peers import usual_orm
from bench.results import Result, compared

PEOPLE, SECONDS = 50, 10
DESK = ("ellis", "marek", "ruth")
SAVES, WARM = 80, 10
SERVICE = "Calderbeck Educational Psychology Service"
PROVISION = {"deliverer": "A speech and language therapist", "skill": "HCPC registered", "times": "1", "per": "week", "minutes": "30", "weeks": "39", "group_size": "1"}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"[^>]*? value="([^"]*)"')
_LINE = re.compile(r"/lines/([0-9a-f-]{36})")


def results(run: Any) -> Iterator[Result]:
    size = run.sizes[0]
    database, dice = plans.prepare(size), random.Random(time.time_ns())
    with ours.served(database) as (server, ellis), usual_orm.served(database) as (other, theirs):
        case = Case(server, ellis, dice)
        case.run()  # the first makes every plan of the database's; the second is counted
        case = Case(server, ellis, dice)
        before, began = server.cpu(), time.perf_counter()
        lines = case.run()
        cpu, wall = server.cpu() - before, time.perf_counter() - began
        yield Result("C1-case", f"{size:,}", cpu, f"{cpu:.2f} s of processor, {case.asked} requests", extra={"wall": wall, "asked": case.asked, "parts": case.parts})
        known = addresses(ours.known(database))
        rates = [fifty(server, known) for _ in range(4)][1:]  # the first warms up: each connection makes its plans
        middle, page = statistics.median(each[0] for each in rates), min(each[2] for each in rates)
        yield Result("C1-fifty", f"{size:,}", middle, f"{middle:.0f} pages/s, {page:.1f} ms of processor each",
                     extra={"rates": [each[0] for each in rates], "ms": [each[1] for each in rates], "cpu_ms": [each[2] for each in rates]})  # fmt: skip
        yield from saves(server, ellis, other, theirs, case, lines, size)


class Case:
    """One child's way from the request to the plan, each step the pages and POSTs of whoever does it."""

    def __init__(self, server: place.Server, ellis: Client, dice: random.Random) -> None:
        self.server, self.ellis, self.dice = server, ellis, dice
        self.marek, self.owen, self.ruth = (Client(server.port) for _ in range(3))
        for client, persona in ((self.marek, "marek"), (self.owen, "owen"), (self.ruth, "ruth")):
            ours.sign_in(client, persona)
        self.asked, self.parts, self.cpu = 0, {}, server.cpu()

    def run(self, *, issue: bool = True) -> list[str]:
        """Gives the lines of the draft before it is issued."""
        began = sum(client.count for client in self.everybody)
        request = self.part("request", self.requested)
        self.part("decision", self.decided, request)
        self.part("advice", self.advised, request)
        at = self.part("conclusion", self.concluded, request)
        lines = self.part("draft", self.drafted, at)
        self.part("service", self.served, at)
        if issue:
            self.part("issue", self.issued, at)
        self.asked = sum(client.count for client in self.everybody) - began
        return lines

    @property
    def everybody(self) -> tuple[Client, ...]:
        return self.ellis, self.marek, self.owen, self.ruth

    def part(self, name: str, step: Any, *given: Any) -> Any:
        before = self.server.cpu()
        found = step(*given)
        self.parts[name] = round(self.server.cpu() - before, 2)
        return found

    def requested(self) -> str:
        key = w6.typed(self.ellis, self.dice)
        went(self.ellis.post(f"/requests/new/{key}/check", {}), "/recorded")
        return key

    def decided(self, request: str) -> None:
        at = f"/requests/{request}/decide"
        shown(self.marek, at)
        went(self.marek.post(at, {**w6.TEST, **w6.day("consulted_on", date.today()), **w6.day("made_on", date.today())}), "/check")
        shown(self.marek, f"{at}/check")
        went(self.marek.post(f"{at}/check", {}), "/decided")

    def advised(self, request: str) -> None:
        at = f"/requests/{request}/advice"
        page = shown(self.ellis, at)
        service = re.search(rf'<option value="(\d+)"[^>]*>{SERVICE}', page.text)
        asks = {"added": "0", "psychology-wanted": "yes", "psychology-body": service[1], "psychology-what": "How does the child learn?"}
        went(self.ellis.post(at, {**hidden(page), **asks}), at)
        ask = re.search(r"/advice/([0-9a-f-]{36})/review", shown(self.ellis, at).text)[1]
        at = f"/advice/{ask}"
        shown(self.owen, "/advice")
        went(self.owen.post(f"{at}/take", {}))
        went(self.owen.post(f"{at}/about", {"author_role": "Educational psychologist", "summary": "Talks little", **w6.day("seen_on", date.today())}), at)
        went(self.owen.post(f"{at}/add/need", {"text": "She cannot yet ask for help in words", "broad_area": "communication"}))
        need = boxes(shown(self.owen, f"{at}/add/outcome"), "serves")[-1]
        went(self.owen.post(f"{at}/add/outcome", {
            "text": "She will ask for help with a picture card in four lessons of five", "serves": [need], "theme": "community", "measure": "A week’s tally in class",
            **w6.day("by_when", date.today() + timedelta(days=250)),
        }))  # fmt: skip
        outcome = boxes(shown(self.owen, f"{at}/add/provision"), "serves")[-1]
        went(self.owen.post(f"{at}/add/provision", {"text": "Teaching her to exchange picture cards, one to one", "serves": [outcome], "theme": "community", **PROVISION}))
        went(self.owen.post(f"{at}/send", hidden(shown(self.owen, f"{at}/send"))), "/sent")
        went(self.ellis.post(f"{at}/accept", hidden(shown(self.ellis, f"{at}/review"))))

    def concluded(self, request: str) -> str:
        at = f"/requests/{request}/issue-decision"
        page = shown(self.marek, at)
        went(self.marek.post(at, {**hidden(page), "outcome": "issue", "reasons": "", "forum": "officer", **w6.day("made_on", date.today())}), "/check")
        went(self.marek.post(f"{at}/check", hidden(shown(self.marek, f"{at}/check"))), "/made")
        return re.search(r"/children/[0-9a-f-]{36}/plan/[0-9a-f-]{36}", shown(self.ellis, f"{at}/made").text)[0]

    def drafted(self, at: str) -> list[str]:
        shown(self.ellis, f"{at}/advice")
        went(self.ellis.post(f"{at}/advice", {}), at)
        for section, kind, said in (
            ("A", "view", {"text": "I like trains and my dog", "said_by": "child"}),
            ("K", "advice", {"text": "Owen Pritchard, educational psychologist"}),
        ):
            page = shown(self.ellis, f"{at}/sections/{section}/add/{kind}")
            went(self.ellis.post(f"{at}/sections/{section}/add/{kind}", {**hidden(page), **said}))
        for section in ("C", "D", "G", "H1", "H2", "J"):
            went(self.ellis.post(f"{at}/sections/{section}/nothing", {}))
            line = _LINE.findall(shown(self.ellis, f"{at}/sections/{section}").text)[0]
            page = shown(self.ellis, f"{at}/lines/{line}/sources")
            went(self.ellis.post(f"{at}/lines/{line}/sources", {"passage": re.search(r'name="passage"[^>]*value="([^"]*)"', page.text)[1]}))
        lines = []
        for section in "BEF":
            for line in dict.fromkeys(_LINE.findall(shown(self.ellis, f"{at}/sections/{section}").text)):
                lines.append(line)
                page = shown(self.ellis, f"{at}/lines/{line}")
                went(self.ellis.post(f"{at}/lines/{line}", {**typed_in(page), "theme": "community", "text": f"{text_of(page)} and again"}))
        shown(self.ellis, f"{at}/to-put-right")
        return lines

    def served(self, at: str) -> None:
        page = shown(self.ellis, f"{at}/serve")
        went(self.ellis.post(f"{at}/serve", {**hidden(page), **ticked(page)}))

    def issued(self, at: str) -> None:
        page = shown(self.ellis, f"{at}/issue/time")
        went(self.ellis.post(f"{at}/issue/time", {**hidden(page), "who": choices(page, "who")[0], "sure": "yes", **w6.day("said_on", date.today())}))
        page = shown(self.ellis, f"{at}/issue/setting")
        said = {"where": "type", "setting_type": re.search(r'<select[^>]*name="setting_type".*?<option value="([^"]+)"', page.text, re.S)[1], "consulted": "other", "why": ""}
        went(self.ellis.post(f"{at}/issue/setting", {**hidden(page), **said}))
        page = shown(self.ellis, f"{at}/issue")
        for stop in re.findall(r"/issue/pass\?[^\"]*", page.text):
            went(self.marek.post(f"{at}{html.unescape(stop)}", {"why": "It is right for this child"}))
        page = shown(self.ellis, f"{at}/issue")
        stops = re.findall(r"<li[^>]*>(.*?)</li>", page.text, re.S) if "form_key" not in page.text else []
        assert not stops, "what stops it: " + " · ".join(re.sub(r"<[^>]+>|\s+", " ", each)[:160] for each in stops)
        looks = re.findall(r'name="look"[^>]*value="([^"]*)"', page.text)
        went(self.ellis.post(f"{at}/issue/propose", {**hidden(page), "look": [html.unescape(each) for each in looks], "looked": "yes"}))
        page = shown(self.marek, f"{at}/issue/confirm")
        seen = re.findall(r'name="seen"[^>]*value="([^"]*)"', page.text)
        went(self.marek.post(f"{at}/issue/confirm", {**hidden(page), "seen": seen, "sure": "yes"}))
        assert "ssued" in shown(self.ellis, f"{at}/read").text


def shown(client: Client, path: str) -> Answer:
    answer = client.get(path)
    if answer.status in (301, 302):
        answer = client.get(answer.headers["location"])
    assert answer.status == 200, (path, answer.status, answer.headers.get("location"), answer.text[:300])
    return answer


def went(answer: Answer, end: str = "") -> None:
    """A POST that did its work leads on."""
    said = re.findall(r"error-message[^>]*>(.*?)</p>", answer.text, re.S)[:4] or re.findall(r"error-summary__list.*?</ul>", answer.text, re.S)
    assert answer.status == 302 and end in answer.headers["location"], (answer.status, answer.headers.get("location"), said or answer.text[-1500:])


def hidden(page: Answer) -> dict[str, str]:
    """The page's hidden fields, the token of its form aside."""
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(page.text) if name not in ("csrfmiddlewaretoken", "seen", "look")}


def choices(page: Answer, name: str) -> list[str]:
    return [html.unescape(value) for value in re.findall(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page.text)]


boxes = choices


def ticked(page: Answer) -> dict[str, str]:
    """Every box of the page, ticked."""
    tags = re.findall(r'<input[^>]*type="checkbox"[^>]*>', page.text)
    return {re.search(r'name="([^"]+)"', tag)[1]: html.unescape(re.search(r'value="([^"]*)"', tag)[1]) for tag in tags}


def text_of(page: Answer) -> str:
    return html.unescape(re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page.text, re.S)[1]).strip()


def typed_in(page: Answer) -> dict[str, str]:
    """What the form of a line holds as it stands."""
    found = hidden(page)
    for tag in re.findall(r'<input[^>]*type="text"[^>]*>', page.text):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', page.text, re.S):
        found[name] = html.unescape(inside).strip()
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page.text, re.S):
        chosen = re.search(r'<option value="([^"]*)"[^>]*selected', inside)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    for tag in re.findall(r"<input[^>]*checked[^>]*>", page.text):
        found[re.search(r'name="([^"]+)"', tag)[1]] = html.unescape(re.search(r'value="([^"]*)"', tag)[1])
    return found


# --- 50 people at once


def fifty(server: place.Server, known: dict[str, list[str]]) -> tuple[float, dict[str, float], float]:
    """Pages a second of PEOPLE sessions, each with a connection of its own; how long a page took, and its processor time in ms."""
    paths = [known[kind][number % len(known[kind])] for kind, share in MIX for number in range(share)]
    people = [Client(server.port) for _ in range(PEOPLE)]
    for number, client in enumerate(people):
        ours.sign_in(client, DESK[number % len(DESK)])
    drafts = [client.post("/requests/new", {}).headers["location"] if number % 3 == 0 else "" for number, client in enumerate(people)]
    for client in people:
        client.reads = False
    seconds: list[float] = []
    until = time.perf_counter() + SECONDS

    def work(client: Client, draft: str, dice: random.Random) -> None:
        while time.perf_counter() < until:
            if draft and dice.random() < 0.15:  # a third of the people write: a twentieth of all
                answer = client.post(draft, {"forename": "Amy"})
            else:
                answer = client.get(dice.choice(paths))
            assert answer.status < 400, (answer.status, answer.text[:200])
            seconds.append(answer.seconds)

    crowd = [threading.Thread(target=work, args=(client, draft, random.Random(number))) for number, (client, draft) in enumerate(zip(people, drafts, strict=True))]
    before, began = server.cpu(), time.perf_counter()
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return len(seconds) / (time.perf_counter() - began), percentiles(seconds), (server.cpu() - before) / len(seconds) * 1000


# --- Saves in the editor


def saves(server: place.Server, ellis: Client, other: place.Server, theirs: Client, case: Case, lines: list[str], size: int) -> Iterator[Result]:
    """A line of provision of a draft of its own, saved again and again: the same words to both, by turns."""
    request = case.requested()
    case.decided(request)
    case.advised(request)
    at = case.concluded(request)
    line = case.drafted(at)[-1]
    form = typed_in(shown(ellis, f"{at}/lines/{line}"))
    plain = {name: form.get(name, "") for name in ("deliverer", "skill", "minutes", "times", "per", "weeks", "group_size")}
    pairs, mine, version = Pairs(), [], int(form["version"])
    for number in range(SAVES):
        words = f"Teaching her to exchange picture cards, one to one, in the {number}th week of the year"
        before = server.cpu()
        answer = ellis.post(f"{at}/lines/{line}", {**form, "version": str(version), "text": words})
        spent = server.cpu() - before
        went(answer)
        version += 1
        before = other.cpu()
        usual = theirs.post(f"/usual/lines/{line}", {**plain, "text": words + "."})
        assert usual.status == 302, (usual.status, usual.text[:500])
        theirs_cpu = other.cpu() - before
        if number >= WARM:
            mine.append(answer.seconds)
            pairs.ours.append(Sample(answer.seconds, spent))
            pairs.peer.append(Sample(usual.seconds, theirs_cpu))
    times = percentiles(mine)
    yield Result("C1-save", f"{size:,}", times["p95"], f"{times['p50']:.1f}/{times['p95']:.1f} ms", cpu=None,
                 extra={"ms": times, "cpu_ms": sum(one.cpu for one in pairs.ours) / len(pairs.ours) * 1000})  # fmt: skip
    yield compared("C1-save-usual", f"{size:,}", pairs, note="a save of a line")
