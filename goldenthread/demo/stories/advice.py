"""What advisers and families of the stories said, passage by passage. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TERM, EP, CARE = "Calder Community Therapies", "Calderbeck Educational Psychology Service", "Calderbeck Disabled Children's Team"


@dataclass(frozen=True)
class Says:
    """One passage: `of` is a word by which others of the same advice `serve` it. `how` is what is promised, by when, how known."""

    kind: str
    text: str
    area: str = ""
    of: str = ""
    serves: tuple[str, ...] = ()
    how: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Piece:
    """One piece of advice."""

    kind: str
    author: str
    role: str
    says: tuple[Says, ...]
    body: str = ""


OF_NIA = (
    Piece("parent_yp", "Nia", "Child", (
        Says("view", "I like swimming and my dog Bryn. I do not like it when everybody talks."),
        Says("aspiration", "I want to tell my friends what I did at the weekend."),
    )),
    Piece("parent_yp", "Delyth Bracewell", "Mother", (
        Says("view", "Nia is funny and stubborn and never gives up on a jigsaw. At home we understand her; at school she goes quiet."),
        Says("aspiration", "We want her to have a friend to ask round, and to be able to say when something is wrong."),
        Says("need", "She does not sleep before a day when something changes.", "health"),
        Says("provision", "We would like her to have hydrotherapy."),
    )),
    Piece("education", "Priya Raman", "SENCO", (
        Says("strength", "Nia remembers what she sees, and finishes puzzles made for children two years older."),
        Says("need", "Nia has difficulty understanding long spoken instructions. She follows one step at a time.", "communication", "understanding"),
        Says("need", "Nia reads 12 of the first 100 words. This keeps her from lessons in every subject.", "cognition", "reading"),
        Says("outcome", "Nia will read the first 100 words.", "cognition", "words", ("reading",)),
        Says("provision", "Regular reading practice with an adult.", "cognition", "", ("words",)),
        Says("provision", "Access to visual timetables and opportunities for movement breaks as required.", "cognition", "", ("reading",)),
    ), "Cinder Hill Primary School"),
    Piece("psychology", "Owen Pritchard", "Educational psychologist", (
        Says("need", "Nia has difficulty in understanding long spoken instructions.", "communication", "understanding"),
        Says("need", "Nia holds two things in mind where others of her age hold five.", "cognition", "memory"),
        Says("outcome", "By the end of Year 4 Nia will follow instructions of three steps in class without a reminder.", "communication", "steps",
             ("understanding", "memory"), {"measure": "Her teacher counts, in one lesson each week, how many of ten instructions she follows."}),
        Says("provision", "Each instruction is given in single steps with a picture for each.", "communication", "", ("steps",),
             {"deliverer": "Class teacher and teaching assistant", "skill": "Half a day's training by the educational psychologist", "per": "always"}),
    ), EP),
    Piece("medical", "Grace Otieno", "Speech and language therapist", (
        Says("need", "Nia uses sentences of two words, as a child of two does.", "communication", "talking"),
        Says("outcome", "Nia will have access to speech and language therapy.", "communication", "therapy", ("talking",)),
        Says("provision", "Direct speech and language therapy to build sentences of four words and more.", "communication", "", ("talking",),
             {"deliverer": "Speech and language therapist", "skill": "HCPC registered", "minutes": 45, "times": 1, "per": "week", "weeks": 30, "group_size": 1,
              "review": "Each term, with her parents and her teacher"}),
    ), TERM),
    Piece("medical", "Dr Piotr Wrona", "Community paediatrician", (
        Says("need", "Nia has glue ear in both ears, and hears less in a noisy room.", "health", "hearing"),
        Says("provision", "Her hearing is tested.", "health", "", ("hearing",), {"deliverer": "Audiology clinic", "skill": "Audiologist", "minutes": 30, "times": 2, "per": "year"}),
        Says("", "Height and weight were on the 50th centile."),
        Says("left_out", "Copy to the family doctor."),
    ), "Fellside Children's Hospital Trust"),
    Piece("social_care", "Leon Baptiste", "Social worker", (
        Says("need", "Nia is not known to social care. Her mother cares for two younger children alone on weekdays.", "care"),
    ), CARE),
)  # fmt: skip

_TEACHER = {"deliverer": "Specialist autism teacher", "skill": "Qualified teacher with a postgraduate award in autism"}

OF_TOMOS = (
    Piece("parent_yp", "Tomos", "Young person", (
        Says("view", "I am good with engines. Corridors are too loud. I like to know what comes next."),
        Says("aspiration", "I want to work in a garage and go there by bus on my own."),
    )),
    Piece("parent_yp", "Gethin Hartley", "Father", (
        Says("view", "Tomos is honest and careful. He comes home worn out, and sleeps through the afternoon."),
        Says("aspiration", "We want him to have work that he likes, and people to eat his lunch with."),
    )),
    Piece("education", "Liam Roper", "SENCO", (
        Says("strength", "Tomos can strip and rebuild a small engine from the drawing alone."),
        Says("need", "Tomos leaves lessons when the room is loud, four times in a usual week.", "sensory", "noise"),
        Says("outcome", "By July next year Tomos will stay in every lesson of a school day.", "sensory", "stays", ("noise",),
             {"by_when": "+1y", "measure": "The register of each lesson, looked at each half term.", "theme": "health"}),
        Says("provision", "Tomos leaves each lesson five minutes early with an adult and has a quiet room of his own to go to.", "sensory", "", ("noise", "stays"),
             {"deliverer": "Teaching assistant", "skill": "Trained in autism by the specialist teacher, one day a year", "per": "always", "theme": "health",
              "review": "Each half term"}),
    ), "Calder Valley Academy"),
    Piece("psychology", "Mina Karimi", "Educational psychologist", (
        Says("need", "Tomos takes in spoken words slowly, and loses the thread when two people speak.", "communication", "words"),
        Says("need", "Tomos finds it hard to plan what he has not done before.", "independence", "plans"),
        Says("outcome", "By July next year Tomos will ask for something to be said again, in class, whenever he has missed it.", "communication", "asks", ("words",),
             {"by_when": "+1y", "measure": "Teachers tick a card in three lessons a week.", "theme": "community"}),
        Says("outcome", "By the end of Year 11 Tomos will travel to his work placement by bus on his own.", "independence", "bus", ("plans",),
             {"by_when": "+2y", "measure": "Five journeys alone in a row, seen by his travel trainer.", "theme": "employment"}),
        Says("provision", "Teaching of listening and asking, from a programme of 20 lessons.", "communication", "", ("words", "asks"),
             {**_TEACHER, "minutes": 40, "times": 1, "per": "week", "weeks": 38, "group_size": 1, "review": "Each term"}),
        Says("provision", "Travel training on the route from home to the garage.", "independence", "", ("plans", "bus"),
             {"deliverer": "Travel trainer", "skill": "Accredited travel trainer", "minutes": 60, "times": 2, "per": "week", "weeks": 12, "group_size": 1, "theme": "employment",
              "review": "After six weeks"}),
        Says("provision", "A day in a garage, with a job coach beside him.", "independence", "", ("bus",),
             {"deliverer": "Job coach", "skill": "Supported employment training", "minutes": 360, "times": 1, "per": "fortnight", "weeks": 38, "group_size": 1, "theme": "employment",
              "review": "Each term, with the garage"}),
    ), EP),
    Piece("medical", "Dr Piotr Wrona", "Community paediatrician", (
        Says("need", "Tomos wakes at three most nights.", "health", "sleep"),
        Says("outcome", "By July next year Tomos will sleep seven hours on five nights of a week.", "health", "sleeps", ("sleep",),
             {"by_when": "+1y", "measure": "A sleep diary, kept for two weeks each term.", "theme": "living"}),
        Says("provision", "A sleep clinic sees Tomos and his father.", "health", "", ("sleep", "sleeps"),
             {"deliverer": "Sleep clinic nurse", "skill": "Registered children's nurse", "minutes": 45, "times": 1, "per": "half_term", "weeks": 38, "group_size": 1, "theme": "health",
              "review": "After three visits"}),
    ), "Fellside Children's Hospital Trust"),
    Piece("social_care", "Leon Baptiste", "Social worker", (
        Says("need", "Tomos meets nobody of his age outside school.", "care", "friends"),
        Says("outcome", "By July next year Tomos will go out with somebody of his age twice a month.", "care", "goes", ("friends",),
             {"by_when": "+1y", "measure": "He keeps a list, and shows it at each visit.", "theme": "community"}),
        Says("provision", "A befriender goes out with Tomos to a place that he chooses.", "care", "", ("friends", "goes"),
             {"deliverer": "Befriender", "skill": "Trained volunteer with an enhanced check", "minutes": 180, "times": 2, "per": "month", "weeks": 50, "group_size": 1, "theme": "community",
              "review": "After six months"}),
    ), CARE),
)  # fmt: skip

_TA = {"deliverer": "Teaching assistant", "skill": "Trained by the therapist, half a day a term"}

OF_HODAN = (
    Piece("parent_yp", "Amina Yusuf", "Mother", (
        Says("view", "Hodan looks after her brother. She is tired of being corrected when she speaks."),
        Says("aspiration", "We want her to go to the big school with a friend and not be afraid."),
    )),
    Piece("education", "Priya Raman", "SENCO", (
        Says("strength", "Hodan draws what she has understood, and explains it from the drawing."),
        Says("need", "Hodan writes three words where her class writes three sentences.", "cognition", "writing"),
        Says("outcome", "By July next year Hodan will write five sentences about a story, unaided.", "cognition", "sentences", ("writing",),
             {"by_when": "+1y", "measure": "One piece of writing each fortnight, kept in her folder."}),
        Says("provision", "Hodan plans what she writes in pictures first, with an adult.", "cognition", "", ("writing", "sentences"),
             {**_TA, "minutes": 20, "times": 4, "per": "week", "weeks": 38, "group_size": 2, "review": "Each half term"}),
    ), "Cinder Hill Primary School"),
    Piece("medical", "Grace Otieno", "Speech and language therapist", (
        Says("need", "Hodan stammers, most of all when somebody waits for her to answer.", "communication", "stammer"),
        Says("outcome", "By July next year Hodan will say what she wants to say in class, stammer or not, on four days of five.", "communication", "says", ("stammer",),
             {"by_when": "+1y", "measure": "Hodan colours a card at the end of each day."}),
        Says("provision", "Speech and language therapy for Hodan’s stammer.", "communication", "", ("stammer", "says"),
             {"deliverer": "Speech and language therapist", "skill": "HCPC registered, trained in stammering", "minutes": 30, "times": 1, "per": "fortnight", "weeks": 38,
              "group_size": 1, "review": "Each term, with Hodan and her mother"}),
    ), TERM),
)  # fmt: skip

OF_KAI = (
    Piece("parent_yp", "Kai Thornber", "Young person", (
        Says("view", "I draw maps. I know every bus in Calderbeck. Bells hurt."),
        Says("aspiration", "I want to work with maps and live near a bus stop."),
    )),
    Piece("psychology", "Owen Pritchard", "Educational psychologist", (
        Says("strength", "Kai plans a journey with four changes without looking anything up."),
        Says("need", "Kai stops speaking when plans change without warning, for up to a day.", "communication", "change"),
        Says("outcome", "By July next year Kai will tell an adult, in words or with a card, that he needs a break before he stops speaking.", "communication", "tells", ("change",),
             {"by_when": "+1y", "measure": "Kai and his tutor count the days together each month.", "theme": "community"}),
        Says("provision", "Each change of room, tutor or time is told to Kai the day before, in a picture message.", "communication", "", ("change", "tells"),
             {"deliverer": "Kai’s tutor", "skill": "A day’s training in autism from the psychologist", "per": "always", "theme": "community", "review": "Each half term"}),
        Says("need", "Kai has not yet been in a workplace.", "independence", "work"),
        Says("outcome", "By the end of next summer Kai will have worked ten days with people who make maps.", "independence", "ten", ("work",),
             {"by_when": "+2y", "measure": "His log of the days, signed by the workplace.", "theme": "employment"}),
        Says("provision", "A job coach finds and prepares a place with the council’s mapping team, and is there with Kai.", "independence", "", ("work", "ten"),
             {"deliverer": "Job coach", "skill": "Supported employment training", "minutes": 300, "times": 1, "per": "week", "weeks": 10, "group_size": 1, "theme": "employment",
              "review": "After five days, with Kai"}),
    ), EP),
)  # fmt: skip
