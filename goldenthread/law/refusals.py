"""A refusal has a reason: a sentence a person can act on and, where the law speaks, its citation."""

from goldenthread.law.cite import Citation


class LawRefusal(ValueError):
    """The law, or the form the law prescribes, does not allow this. ``str()`` is the sentence to print."""

    def __init__(self, sentence: str, citation: Citation | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.citation = citation
