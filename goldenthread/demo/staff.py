"""The people who work in and around Calderbeck, and the personas that a visitor can become with one click."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "calderbeck-demonstration"  # noqa: S105 - stated openly on the demonstration's first screen


@dataclass(frozen=True)
class Worker:
    """Somebody with a seat: in which organisation, in which role. `persona` is set for those whom a visitor can become."""

    name: str
    email: str
    role: str
    organisation: str
    persona: str = ""
    about: str = ""
    try_this: str = ""


TEAM, COUNCIL = "Calderbeck SEND Team", "Calderbeck Council"

PERSONAS: tuple[Worker, ...] = (
    Worker(
        "Ellis Marlow", "ellis.marlow@calderbeck.example", "coordinator", TEAM, "ellis",
        "EHC coordinator with about 200 families",
        "See what is due first and why. Assemble Nia’s draft from its advice. Answer what Amina and Kai say of theirs.",
    ),
    Worker(
        "Ruth Adeyemi", "ruth.adeyemi@calderbeck.example", "head_of_send", TEAM, "ruth",
        "Head of SEND",
        "See the whole area: the 20-week rate with and without exceptions, what is late. See on the advice board who was reminded.",
    ),
    Worker(
        "Marek Nowicki", "marek.nowicki@calderbeck.example", "team_manager", TEAM, "marek",
        "SEND team manager", "Hold today’s panel: note who is there, and record what it decides about Idris. Look at the whole team’s work.",
    ),
    Worker(
        "Dev Chowdhury", "dev.chowdhury@calderbeck.example", "analyst", COUNCIL, "dev",
        "Data analyst", "See counts and rates. A child’s record stays closed to you.",
    ),
    Worker(
        "Priya Raman", "priya.raman@cinderhill.example", "setting_staff", "Cinder Hill Primary School", "priya",
        "SENCO at Cinder Hill Primary School",
        "See only the pupils on roll at your school. Ask for an assessment of Elsie: what is known is filled in. Answer a consultation.",
    ),
    Worker(
        "Owen Pritchard", "owen.pritchard@calderbeck.example", "psychologist", "Calderbeck Educational Psychology Service", "owen",
        "Educational psychologist", "Open the advice that is asked of you. Sofia’s is late, and the reminders have climbed.",
    ),
    Worker(
        "Grace Otieno", "grace.otieno@caldercommunity.example", "health_adviser", "Calder Community Therapies", "grace",
        "Speech and language therapist",
        "Write advice about Leo: begin with last year’s, try to send it without an outcome, and try “access to”.",
    ),
    Worker(
        "Naomi Clarke", "naomi.clarke@caldercommunity.example", "panel_member", "Calder Community Therapies", "naomi",
        "School nurse, who sits in the needs assessment panel", "Read the pack of today’s panel. Stand aside from a family you know.",
    ),
    Worker(
        "Anjali Nair", "anjali.nair@pennineedge.example", "designated_officer", "Pennine Edge Integrated Care Board", "anjali",
        "Designated clinical officer", "See on the board where health advice is late.",
    ),
    Worker(
        "Leon Baptiste", "leon.baptiste@calderbeck.example", "social_care_adviser", "Calderbeck Disabled Children's Team", "leon",
        "Social care adviser", "See the children who are open to your team.",
    ),
    Worker(
        "Sam Okoro", "sam.okoro@calderbeck.example", "administrator", COUNCIL, "sam",
        "Administrator", "Invite a colleague and read their email in the demonstration’s inbox.",
    ),
    Worker(
        "Amina Yusuf", "amina.yusuf@home.example", "parent", "Calderbeck Parent Carer Forum", "amina",
        "Mother of Idris, aged 7, and Hodan, aged 10",
        "See where Idris’s request has got to. Read Hodan’s draft plan and say what you think of a line. Let SENDIASS help you.",
    ),
    Worker(
        "Carys Vaughan", "carys.vaughan@home.example", "parent", "Calderbeck Parent Carer Forum", "carys",
        "Mother of Efan, aged 8, whose plan is in force",
        "See what Efan’s plan promises beside what arrived. Say with one tap whether his therapy was given this week.",
    ),
    Worker(
        "Kai Thornber", "kai.thornber@home.example", "young_person", "Calderbeck Parent Carer Forum", "kai",
        "Young person who now holds his own rights", "Read your draft plan. Add a picture or your own words.",
    ),
    Worker(
        "Jo Hartley", "jo.hartley@sendiass.calderbeck.example", "sendiass", "Calderbeck SENDIASS", "jo",
        "Adviser at SENDIASS, independent of the council", "See only the family that let you in: Kai’s. He can end it on any day.",
    ),
    Worker(
        "Ade Bello", "ade.bello@forum.calderbeck.example", "forum", "Calderbeck Parent Carer Forum", "ade",
        "Co-chair of the parent carer forum", "Judge a plan from which every name was taken out. Bring a theme to those who lead.",
    ),
    Worker(
        "Liam Roper", "liam.roper@caldervalley.example", "setting_staff", "Calder Valley Academy", "liam",
        "SENCO at Calder Valley Academy", "Answer a consultation about Hodan on the law’s grounds.",
    ),
    Worker(
        "Halima Strand", "halima.strand@northmarsh.example", "head_of_send", "Northmarsh SEND Service", "halima",
        "Head of SEND next door, in Northmarsh", "See that Calderbeck’s children cannot be found from here.",
    ),
)  # fmt: skip

_COORDINATORS = (
    "Bethan Rees,Callum Ferrier,Dorota Zielińska,Emeka Obi,Farah Siddiqui,Gareth Lowe,Hannah Birtles,Imran Qureshi,Jess Tattersall,Kofi Badu,"
    "Lucy Farnworth,Mohan Pillai,Nadia Haddad,Oliver Crabtree,Paula Teixeira,Rachel Mbeki,Sunil Thakur,Tanya Whitlock,Uma Bhatt,Victor Lindqvist,"
    "Wendy Ackroyd,Xanthe Pappas,Yusra Elmi,Zac Holroyd"
).split(",")

OTHERS: tuple[Worker, ...] = (
    *(
        Worker(
            name,
            f"{name.split()[0].lower()}.{name.split()[1].lower().replace('ń', 'n')}@calderbeck.example",
            "coordinator",
            TEAM,
        )
        for name in _COORDINATORS
    ),
    Worker("Iris Whitcombe", "iris.whitcombe@calderbeck.example", "information_governance", COUNCIL),
    Worker("Colette Danso", "colette.danso@calderbeck.example", "team_manager", TEAM),
    Worker("Peter Ainscough", "peter.ainscough@calderbeck.example", "team_manager", TEAM),
    Worker("Sheila Moss", "sheila.moss@calderbeck.example", "panel_member", COUNCIL),
    Worker("Ruari Campbell", "ruari.campbell@calderbeck.example", "panel_member", COUNCIL),
    Worker("Farhana Latif", "farhana.latif@calderbeck.example", "commissioner", COUNCIL),
    Worker("Gwen Ashby", "gwen.ashby@calderbeck.example", "quality_auditor", TEAM),
    Worker("Sam Lister", "sam.lister@calderbeck.example", "local_offer_editor", COUNCIL),
    Worker("Beryl Stott", "beryl.stott@calderbeck.example", "board_member", COUNCIL),
    Worker(
        "Mina Karimi", "mina.karimi@calderbeck.example", "psychologist", "Calderbeck Educational Psychology Service"
    ),
    Worker("Tom Ridley", "tom.ridley@caldercommunity.example", "health_adviser", "Calder Community Therapies"),
    Worker(
        "Piotr Wrona", "piotr.wrona@fellsidechildrens.example", "health_adviser", "Fellside Children's Hospital Trust"
    ),
    Worker("Nora Finch", "nora.finch@saturdaysparks.example", "provider", "Saturday Sparks"),
    Worker("Connie Hale", "connie.hale@calderbeckcollege.example", "setting_staff", "Calderbeck College"),
    Worker("Idrees Malik", "idrees.malik@osmondleysixth.example", "setting_staff", "Osmondley Sixth Form College"),
    Worker("Meg Thewlis", "meg.thewlis@greenlane.example", "setting_staff", "Green Lane Land College"),
    Worker("Joel Ashcroft", "joel.ashcroft@bridgeway.example", "setting_staff", "Bridgeway College"),
    Worker("Dilys Marsh", "dilys.marsh@northmarsh.example", "coordinator", "Northmarsh SEND Service"),
)
