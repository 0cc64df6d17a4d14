"""Outcomes well written, invented, that come with the service. An area adds its own (`OutcomeExample`).

Each says what the child will do, so that somebody who was not there can tell whether it happened, and by when.
"""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """One outcome with how it will be known and what is good about it. `theme` is empty where none of adulthood's fits."""

    stage: str
    broad_area: str
    theme: str
    text: str
    measure: str
    why: str


EXAMPLES = (
    Example("early", "communication", "community", "By the end of Reception, Ada asks another child to play, in words or with her picture card, three times in a morning.",
            "A count on three mornings in a fortnight, by whoever is in the room", "It says what she does, to whom and how often; a card counts as much as words."),
    Example("early", "semh", "health", "By July, Joss tells a grown-up with his hand or a card when the room is too loud, before he runs.",
            "His key person notes each time, and how it ended", "It builds on what he already does when he is calm, and what matters is his to say."),
    Example("early", "sensory", "living", "By her fifth birthday, Wren walks from the door to her peg in her frame, with nobody holding her.",
            "Seen by the physiotherapist and her mother in the same week", "One step of one day that she wants for herself, and that anybody can see."),
    Example("primary", "communication", "community", "By the end of Year 3, Tomas tells a friend about his weekend so that the friend can ask him a question about it.",
            "Two short recordings a term, heard by his therapist", "It is about being understood by somebody he cares for, not about a score."),
    Example("primary", "cognition", "employment", "By the end of Year 4, Priti reads a page of a book that she chose herself and tells what happened, with no more than two words read for her.",
            "Heard by her teacher once a half term, with the same length of page", "She chooses the book; it measures meaning as well as words."),
    Example("primary", "cognition", "living", "By the end of Year 5, Callum pays for something at a till and knows whether he was given the right change.",
            "Three visits to a shop with an adult who says nothing", "Number work with a use, seen where it is used."),
    Example("primary", "semh", "community", "By Easter, Nell stays in class for a whole morning on four days of five, using her plan for hard moments herself.",
            "The class register of mornings, and her own tally", "It counts what she manages, and the means is hers."),
    Example("primary", "sensory", "living", "By the end of Year 6, Sami finds his way from the bus to his new classroom with his cane.",
            "Walked with his mobility teacher behind him, twice in a week", "It looks forward to the next school and to a freedom that he has asked for."),
    Example("primary", "independence", "living", "By the end of Year 4, Ivy changes for swimming in ten minutes with one reminder.",
            "Timed once a month by whoever is there", "It says how much help is left, so that less of it is progress."),
    Example("secondary", "communication", "community", "By the end of Year 9, Leon uses his talker to order his own lunch and to put right what was misheard.",
            "Seen in two places, by somebody who does not know him well", "It holds with strangers, which is what he says he wants."),
    Example("secondary", "communication", "employment", "By the end of Year 10, Mei asks what to do next at her work placement without being asked first, once a shift.",
            "Her supervisor's note for each shift of the placement", "It belongs to a real place, and to what an employer looks for."),
    Example("secondary", "cognition", "employment", "By the end of Year 11, Jonah plans a piece of coursework in four steps on his own sheet and finishes three of them in the week that he planned.",
            "Each plan beside what was handed in", "It teaches a way of working that will outlast the subject."),
    Example("secondary", "semh", "health", "By the end of Year 10, Farah names two people whom she tells when she does not sleep, and has told one of them each time it went on for three nights.",
            "She says so at each half term's talk with her mentor", "Her safety is in her own hands, and who helps is named."),
    Example("secondary", "semh", "community", "By July, Dale goes to one club of his own choice outside school, every week of term.",
            "The club's own list, with his agreement", "It is about belonging somewhere, and he chooses where."),
    Example("secondary", "health", "health", "By the end of Year 9, Osei takes his own tablets at lunch and signs for them, with nobody reminding him.",
            "The school's sheet of medicines, over a half term", "Care passes to him step by step, in a way that is safe to check."),
    Example("secondary", "care", "community", "By Christmas, Bea spends one evening a fortnight with friends while her carer waits in another room.",
            "Bea and her mother each say how it went", "It asks what a teenager would ask, and plans the support to step back."),
    Example("adult", "communication", "employment", "By the end of her course, Hana tells a customer the price and what is in the dish, in signs or words, on each shift.",
            "The café manager's note for four shifts", "It says where, to whom and how often, in the job that she wants."),
    Example("adult", "independence", "living", "By next summer, Rhodri cooks three evening meals a week from his own list, for himself and his flatmate.",
            "His photographs of the meals, looked at with his support worker each month", "It is his home and his list; the measure is his too."),
    Example("adult", "independence", "employment", "By March, Anya travels to college by bus on four days of five, and knows whom to ring when the bus does not come.",
            "Her travel log, and two trips in which something goes wrong on purpose", "It plans for what goes wrong, which is what independence needs."),
    Example("adult", "health", "health", "By his twentieth birthday, Kit books his own yearly health check and says beforehand what he wants to ask.",
            "The surgery's letter and his list of questions", "He moves into adult services as the one who speaks."),
)  # fmt: skip
