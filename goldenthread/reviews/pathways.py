"""Preparing for adulthood from Year 9: four pathways, each with steps of finding out, trying, and doing, in our own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.law import school_year
from goldenthread.plans.models.promise import AdulthoodTheme

from .models import PathwayStep

FROM_YEAR = 9


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of every pathway. `years` are the year groups in which it is usually looked at; nobody is held to them."""

    key: str
    name: str
    years: str


STAGES = (
    Stage("finding_out", "Finding out", "Years 9 and 10"),
    Stage("trying", "Trying it", "Years 11 and 12"),
    Stage("doing", "Doing it", "From Year 13"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step, said to the young person. `key` never changes, since what was said of it is kept under it."""

    key: str
    theme: str
    stage: str
    words: str


def _steps(theme: str, **stages: tuple[tuple[str, str], ...]) -> tuple[Step, ...]:
    return tuple(Step(f"{theme}.{key}", theme, stage, words) for stage, steps in stages.items() for key, words in steps)


STEPS: tuple[Step, ...] = (
    *_steps(
        "employment",
        finding_out=(("likes", "I have said what I am good at and what I like doing"), ("kinds", "I have seen or heard what different jobs are like"), ("adviser", "I have met a careers adviser")),
        trying=(("placement", "I have tried work, in a placement or a job for some hours"), ("travel", "I have practised the journey to work or college"), ("papers", "I have a list of what I can do, to show to others")),
        doing=(("course", "I am on a course, an apprenticeship or a supported internship that leads to work"), ("money", "I know what happens to my benefits when I earn"), ("support", "I know who helps me at work, and with what")),
    ),
    *_steps(
        "living",
        finding_out=(("wish", "I have said where and with whom I would like to live one day"), ("home", "I do some things at home by myself"), ("spend", "I have my own money to look after, even if it is little")),
        trying=(("nights", "I have spent some nights away from home"), ("cook", "I can make a meal, with help if I need it"), ("choices", "I know the ways in which people live with support near here")),
        doing=(("where", "We have a plan for where I will live"), ("decide", "I know who helps me to make decisions, and that they are mine"), ("bills", "I know what a home costs, or who looks after that for me")),
    ),
    *_steps(
        "community",
        finding_out=(("friends", "I have said who matters to me and how I see them"), ("clubs", "I have tried something outside school"), ("safe", "I know how to stay safe, online as well")),
        trying=(("out", "I go out without my family, with help if I need it"), ("travel_alone", "I travel to some places by myself or with friends"), ("say", "I have had my say in a meeting about me")),
        doing=(("belong", "I belong to a group or place where people expect me"), ("vote", "I know how to vote and have my say where I live"), ("relationships", "I know about relationships, and whom to ask")),
    ),
    *_steps(
        "health",
        finding_out=(("know", "I know what my health needs are, and what helps"), ("check", "I have a yearly health check, if I should have one"), ("ask_self", "I have spoken to a doctor or nurse myself")),
        trying=(("adult", "I know which adult health services take over, and when"), ("medicine", "I look after my medicine or equipment, with help if I need it"), ("well", "I know what keeps me well, in body and mind")),
        doing=(("moved", "I have met the adult services that look after me"), ("book", "I can make an appointment, or know who does it for me"), ("care", "I know whether I have adult social care, and who my worker is")),
    ),
)  # fmt: skip
BY_KEY = {step.key: step for step in STEPS}
THEMES = dict(AdulthoodTheme.choices)


def year_of(child: Any, on: date) -> int:
    return school_year.national_curriculum_year(child.date_of_birth, on)


def begun(child: Any, on: date) -> bool:
    """From Year 9 on every review looks at it (regulations 20(6) and 21(6))."""
    return year_of(child, on) >= FROM_YEAR


@dataclass(frozen=True)
class Said:
    """A step with what was said of it last."""

    step: Step
    row: PathwayStep | None

    @property
    def state(self) -> str:
        return self.row.state if self.row else PathwayStep.State.LATER


@dataclass(frozen=True)
class Pathway:
    """One of the four, stage by stage. `stage` is the first that is not all done."""

    theme: str
    name: str
    stages: tuple[tuple[Stage, tuple[Said, ...]], ...]

    @property
    def done(self) -> int:
        return sum(1 for _, steps in self.stages for said in steps if said.state == PathwayStep.State.DONE)

    @property
    def count(self) -> int:
        return sum(len(steps) for _, steps in self.stages)

    @property
    def stage(self) -> Stage:
        return next((stage for stage, steps in self.stages if any(said.state != PathwayStep.State.DONE for said in steps)), STAGES[-1])


def of(rows: Iterable[PathwayStep]) -> list[Pathway]:
    """The four pathways with what is known of each step."""
    by_step = {row.step: row for row in rows}
    return [
        Pathway(theme, name, tuple((stage, tuple(Said(step, by_step.get(step.key)) for step in STEPS if step.theme == theme and step.stage == stage.key)) for stage in STAGES))
        for theme, name in THEMES.items()
    ]
