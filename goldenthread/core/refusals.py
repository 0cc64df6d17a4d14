"""A refusal has a reason: a sentence for the person, and the law's citation where the law is speaking."""


class Refused(Exception):
    """The thing asked for may not be done. `sentence` is printed to the person as it stands.

    `citation` is a `goldenthread.law.cite.Citation`, or None when no law is speaking.
    """

    def __init__(self, sentence: str, *, citation=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.citation = citation


class NotAllowed(Refused):
    """This person may not do this; somebody else may."""


class Changed(Refused):
    """Somebody else changed the record meanwhile. Nothing was saved; what was typed must come back."""


def allowed(check, /, *args, **kwargs) -> bool:
    """The question that belongs to a `check_…`: True when it would not refuse."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True
