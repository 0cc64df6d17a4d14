"""What the parent carer forum of the invented area brings to those who lead, what they answer, and the plans that it judges."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.people.models import Area
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Version
from goldenthread.provision import actions as provision

#: Weeks ago; what about; its name, its words, what shows it; after how many days it was answered, and how.
THEMES = (
    (
        17, "experience", "Nobody tells us that help has stopped",
        "Parents find out from their child that a therapist has not come, often weeks later. They ring three numbers to learn why.",
        "Eleven of nineteen families at the forum’s autumn meeting, and four complaints since May.", 24,
        "Each family now sees on its own page, week by week, what was given. Where help stops, the named worker writes within five working days. We look at this with the forum in March.",
    ),
    (
        12, "aspiration", "Plans stop at the school gate",
        "Most outcomes are about lessons. What young people hope for (a job, a friend, a bus ride alone) is in section A and nowhere else.",
        "The forum read plans without names: in every second one no outcome was about life outside school.", 49,
        "We answered this a week late. From January no draft goes out in which section A names a hope that no outcome takes up. The quality lead reads ten each month.",
    ),
    (
        9, "welfare", "Lunchtime is the worst part of the day",
        "Children with a plan are alone at lunch, or kept inside. Their plans say nothing of it.",
        "Three schools’ pupil councils, and what 23 children said before their reviews.", None, "",
    ),
    (
        3, "experience", "Letters that nobody at home can read",
        "Families ask their children to read the council’s letters to them.",
        "The advice service counted 14 calls in October about what a letter meant.", None, "",
    ),
)  # fmt: skip
#: Whose plans went to the forum, some days ago, and what its reader found (none: it waits).
JUDGED = (
    (("Efan", "Vaughan"), 40, (True, True, "The outcomes say how anybody would see them come true.", "")),
    (("Isla", "Whitham"), 33, (True, False, "One hears her voice in the needs.", "Both outcomes are about school. What of Saturdays?")),
    (("Reece", "Ollerton"), 6, None),
)


def hear(area: Area, *, today: date) -> None:
    """Themes with and without an answer, one of them answered late and one now late; three plans without names, of which one waits."""
    ade, ruth, marek = (User.objects.get(persona=each) for each in ("ade", "ruth", "marek"))
    with wall.lifted(because="load_demo makes an invented area"):
        for weeks, about, title, words, shown_by, days, answer in THEMES:
            on = today - timedelta(weeks=weeks)
            with clock.standing_on(on):
                theme = provision.bring_theme(area=area, about=about, title=title, words=words, shown_by=shown_by, by=ade, on=on)
            if days is not None:
                then = on + timedelta(days=days)
                with clock.standing_on(then):
                    provision.answer_theme(theme=theme, answer=answer, by=ruth, on=then)
        for (forename, surname), days, found in JUDGED:
            on = today - timedelta(days=days)
            version = Version.objects.filter(child__area=area, child__forename=forename, child__surname=surname, issued_on__isnull=False).select_related("child__area").first()
            if version is None:
                continue
            with clock.standing_on(on):
                unnamed = plans.give_without_names(version=version, also=[], by=marek, on=on)
            if found is not None:
                person_centred, broader, good, better = found
                then = on + timedelta(days=5)
                with clock.standing_on(then):
                    plans.judge(plan=unnamed, person_centred=person_centred, broader=broader, good=good, better=better, by=ade, on=then)
