"""Every rule of a year over a return, one person at a time."""

from collections.abc import Iterable, Iterator
from typing import Any

from goldenthread.law.identifiers import IdentifierRefusal, check_upn, is_upn
from goldenthread.returns.checking.around import Around, Beyond
from goldenthread.returns.checking.findings import Finding
from goldenthread.returns.checking.rules import OF_PROBLEM, OF_THE_UNREADABLE, TESTS, Answer, Rule, Test, catalogue
from goldenthread.returns.checking.totals import Totals
from goldenthread.returns.reading.survey import Repeated
from goldenthread.returns.records import Header, Person, Problem, Record
from goldenthread.returns.structure import structure

NOTHING_REPEATED = Repeated(upn={}, uln={}, name_and_birth={})
GROUP_OF_LEVEL = {
    "header": "Source",
    "person": "Person",
    "request": "Requests",
    "assessment": "Assessment",
    "named plan": "NamedPlan",
    "plan detail": "PlanDetail",
    "active plan": "ActivePlans",
    "placement": "PlacementDetail",
    "need": "SENneed",
}


class Checker:
    """The rules of one return's year. `check_person` may be asked of one person alone, as while typing.

    `repeated` comes from a survey of the file; without it no one is found to be there twice. `beyond` has facts from
    outside the return: rules that need one that is not given find nothing.
    """

    def __init__(self, header: Header, *, repeated: Repeated = NOTHING_REPEATED, beyond: Beyond | None = None) -> None:
        self.shape = structure(header.year)
        self.around = Around(header, self.shape, repeated, beyond or Beyond())
        self.totals = Totals()
        self.always: dict[str, list[Test]] = {}
        self.of_the_unreadable: dict[str, list[Test]] = {}
        self.rules: dict[Test, tuple[Rule, str]] = {}
        for number, test in TESTS.items():
            rule = catalogue()[number]
            if rule.first_year <= header.year:
                lists = self.of_the_unreadable if number in OF_THE_UNREADABLE else self.always
                lists.setdefault(rule.level, []).append(test)
                self.rules[test] = (rule, self._element(rule))

    def check_header(self) -> list[Finding]:
        """What is wrong with the header. Nothing here keeps a person from being taken on."""
        found: list[Finding] = []
        header = self.around.header
        self._ask("header", header, found)
        found += self._of_problems(header.problems)
        return found

    def check_person(self, person: Person) -> list[Finding]:
        """Everything wrong with one person and all below, and the person counted into the totals."""
        around = self.around
        found: list[Finding] = []
        self.totals.count(person)
        around.person = person
        around.upn_fault = _upn_fault(person.upn)
        around.years = around.age_on(self.shape.collection.ages_on)
        self._ask("person", person, found)
        for request in person.requests:
            around.request, around.assessment = request, request.assessment
            around.plan, around.active = request.named_plan, request.active_plan
            self._ask("request", request, found)
            if around.assessment is not None:
                self._ask("assessment", around.assessment, found)
            if around.plan is not None:
                self._ask("named plan", around.plan, found)
                for detail in around.plan.details:
                    self._ask("plan detail", detail, found)
            if around.active is not None:
                self._ask("active plan", around.active, found)
                for placement in around.active.placements:
                    self._ask("placement", placement, found)
                for need in around.active.needs:
                    self._ask("need", need, found)
        return found

    def finish(self, problems: Iterable[Problem] = ()) -> list[Finding]:
        """What is wrong with the return as a whole, once everyone has been checked.

        `problems` are those of the file that belong to no person.
        """
        found: list[Finding] = []
        for test in self.always["totals"]:
            if test(self.totals, self.around):
                rule, _ = self.rules[test]
                found.append(Finding(rule.number, rule.severity, rule.sentence, "Message"))
        return found + list(self._of_problems(problems))

    def _ask(self, level: str, record: Record, found: list[Finding]) -> None:
        around = self.around
        for test in self.always[level]:
            answer = test(record, around)
            if answer:
                found.append(self._finding(answer, test, record, level))
        if record.problems:
            for test in self.of_the_unreadable.get(level, ()):
                if answer := test(record, around):
                    found.append(self._finding(answer, test, record, level))
            if level != "header":
                found += self._of_problems(record.problems, person=around.person.number)

    def _finding(self, answer: Answer, test: Test, record: Record, level: str) -> Finding:
        rule, element = self.rules[test]
        person = self.around.person.number if level != "header" else None
        severity = answer if isinstance(answer, str) else rule.severity
        if isinstance(answer, Problem):
            # A value that was sent but is none is never passed over, whatever the rule says of a missing one.
            return Finding(
                rule.number, severity, answer.sentence, answer.path, answer.line, answer.file, person, level != "header"
            )
        at = answer if isinstance(answer, Record) else record
        path = f"{at.path}/{element}" if element else at.path
        refuses = rule.refuses and severity == "E"
        file = at.file or (self.around.person.file if person is not None else record.file)
        return Finding(rule.number, severity, rule.sentence, path, at.line_of(element), file, person, refuses)

    def _of_problems(self, problems: Iterable[Problem], *, person: int | None = None) -> Iterator[Finding]:
        """The findings of rules about the file itself. Codes and numbers are left to the rule of their element."""
        for problem in problems:
            if number := OF_PROBLEM.get(problem.kind):
                rule = catalogue()[number]
                refuses = rule.refuses and person is not None
                yield Finding(
                    number, rule.severity, problem.sentence, problem.path, problem.line, problem.file, person, refuses
                )

    def _element(self, rule: Rule) -> str:
        """The element of a rule in this year, where it has had another in other years."""
        group: Any = self.shape.groups.get(GROUP_OF_LEVEL.get(rule.level, ""))
        known = [element for element in rule.elements if group and element in group.items]
        return (known or [*rule.elements, ""])[0]


def _upn_fault(upn: str | None) -> str | None:
    """None for a UPN that is right or not there; else the word that the law's check has for what is wrong."""
    if upn is None or is_upn(upn):
        return None
    try:
        check_upn(upn)
    except IdentifierRefusal as refusal:
        return refusal.code
    return "format"
