"""Letters that leave the house: one letter, as PDF for reading and as Word for changing.

letter = Letter(area=area, recipient=["Jo Alder", "1 Mill Lane"], date=on, reference="GT-1042", heading="…", blocks=[…])
letter_pdf(letter)    bytes of a tagged PDF (PDF/UA-1; refused when it would not be)
letter_docx(letter)   bytes of a Word document with real headings, lists and tables
"""

from .letter import Area, Block, Bullets, Heading, Letter, Numbered, Paragraph, SignOff, Table, printable
from .pdf import Unprintable, letter_pdf, typeset


def letter_docx(letter: Letter) -> bytes:
    """The letter as .docx. The same letter gives the same bytes."""
    # Brought in when one is made: what writes Word takes ten megabytes, and most processes never make one.
    from .word import letter_docx as made

    return made(letter)


__all__ = [
    "Area",
    "Block",
    "Bullets",
    "Heading",
    "Letter",
    "Numbered",
    "Paragraph",
    "SignOff",
    "Table",
    "Unprintable",
    "letter_docx",
    "letter_pdf",
    "printable",
    "typeset",
]
