"""Numbers that name people and places: UPN, ULN, NHS number, URN, UKPRN. Each is tidied, then checked, never guessed.

``check_…`` takes what was typed, returns the number as it is stored, or raises with a sentence for beside the field.
``is_…`` asks whether a value is already exactly as it is stored.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from goldenthread.law.cite import Force, cite
from goldenthread.law.refusals import LawRefusal

CITATIONS = {
    "upn": cite(
        "Department for Education", "unique pupil number guide; COLLECT rules 1510, 1530, 1540 and 1550",
        "Check letter, three digits of authority, four of establishment, two of year and three of serial, the last a "
        "letter in a temporary number. The letters leave out I, O and S.",
        "V2", Force.GUIDANCE,
    ),
    "uln": cite(
        "Learning Records Service", "unique learner number rules",
        "Ten digits, the first not 0; weights 10 to 1 give a remainder of 10 on division by 11.", "V2", Force.GUIDANCE,
    ),
    "nhs_number": cite(
        "NHS Data Dictionary", "NHS number", "Ten digits, the last a check digit modulo 11.", "V2", Force.GUIDANCE
    ),
    "urn": cite(
        "Get Information about Schools", "unique reference number",
        "Six digits for a school, five for a children's centre. It has no check digit.", "V2", Force.GUIDANCE,
    ),
    "ukprn": cite(
        "UK Register of Learning Providers", "provider reference number", "Eight digits, the first a 1.", "V2",
        Force.GUIDANCE,
    ),
}  # fmt: skip

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_FORMAT = "UPN must be 13 characters, like Z831999822314"
UPN_WRONG = "UPN is not right. Check each letter and number"
UPN_AUTHORITY = "UPN is not right. Numbers 2 to 4 must be the number of a local authority"
ULN_FORMAT = "ULN must be 10 numbers, like 1000000000"
ULN_WRONG = "ULN is not right. Check each number"
NHS_FORMAT = "NHS number must be 10 numbers, like 999 000 0018"
NHS_WRONG = "NHS number is not right. Check each number"
NHS_TEST = "NHS number is a test number. Enter the person's own number"
URN_FORMAT = "URN must be 5 or 6 numbers, like 100000"
UKPRN_FORMAT = "UKPRN must be 8 numbers starting with 1, like 10000001"


class IdentifierRefusal(LawRefusal):
    """``code``: "format", "check_letter", "check_digit", "authority", "placeholder" or "test_number"."""

    def __init__(self, sentence: str, code: str, of: str):
        super().__init__(sentence, CITATIONS[of])
        self.code = code


_UPN_FORM = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]", re.ASCII)
_TEN = re.compile(r"[0-9]{10}", re.ASCII)
_URN_FORM = re.compile(r"[0-9]{5,6}", re.ASCII)
_UKPRN_FORM = re.compile(r"1[0-9]{7}", re.ASCII)

# Spaces, dashes and marks that nobody means to be part of a number, in any of their printed forms.
_DROP = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212\u200b-\u200d\u2060\ufeff]+")


def tidied(typed: object) -> str:
    """What was typed, or read from a spreadsheet, without spaces and dashes and in capitals."""
    if isinstance(typed, float) and typed.is_integer():
        typed = int(typed)
    return _DROP.sub("", unicodedata.normalize("NFKC", str(typed))).upper()


@lru_cache(maxsize=1)
def upn_authorities() -> frozenset[str]:
    """The authority numbers that a UPN may hold, those of abolished authorities included."""
    raw = json.loads(Path(__file__).with_name("upn_authorities.json").read_text("utf-8"))
    return frozenset(number for numbers in raw["authorities"].values() for number in numbers)


def upn_check_letter(rest: str) -> str:
    """The letter that belongs before the other 12 characters: weights 2 to 13, modulo 23."""
    total = sum(weight * int(digit) for weight, digit in zip(range(2, 13), rest, strict=False))
    last = rest[11]
    total += 13 * (int(last) if last.isdigit() else UPN_LETTERS.index(last))
    return UPN_LETTERS[total % 23]


def _upn_fault(upn: str) -> tuple[str, str] | None:
    """The sentence and the code of what is wrong, or ``None``."""
    if len(upn) != 13:
        return UPN_FORMAT, "format"
    if not _UPN_FORM.fullmatch(upn) or (not upn[12].isdigit() and upn[12] not in UPN_LETTERS):
        return UPN_WRONG, "format"
    if upn_check_letter(upn[1:]) != upn[0]:
        return UPN_WRONG, "check_letter"
    if upn[1:4] not in upn_authorities():
        return UPN_AUTHORITY, "authority"
    return None


def is_upn(value: str) -> bool:
    """Whether the value is a UPN exactly as it is stored and sent."""
    return _upn_fault(value) is None


def check_upn(typed: object) -> str:
    """The UPN in capitals, permanent or temporary, or a refusal that says what to do."""
    upn = tidied(typed)
    fault = _upn_fault(upn)
    if fault is not None:
        raise IdentifierRefusal(*fault, "upn")
    return upn


def is_temporary_upn(upn: str) -> bool:
    """A temporary UPN ends in a letter."""
    return upn[-1:].isalpha()


def _uln_fault(uln: str) -> tuple[str, str] | None:
    if not _TEN.fullmatch(uln) or uln[0] == "0":
        return ULN_FORMAT, "format"
    if uln == "9999999999":
        return ULN_WRONG, "placeholder"
    weighted = sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), uln, strict=True))
    return None if weighted % 11 == 10 else (ULN_WRONG, "check_digit")


def is_uln(value: str) -> bool:
    """Whether the value is a ULN exactly as it is stored."""
    return _uln_fault(value) is None


def check_uln(typed: object) -> str:
    """The ULN as ten digits, or a refusal. 9999999999 is a placeholder and is refused."""
    uln = tidied(typed)
    fault = _uln_fault(uln)
    if fault is not None:
        raise IdentifierRefusal(*fault, "uln")
    return uln


def _nhs_fault(number: str, allow_test_numbers: bool) -> tuple[str, str] | None:
    if not _TEN.fullmatch(number):
        return NHS_FORMAT, "format"
    if number == number[0] * 10:
        return NHS_WRONG, "placeholder"
    weighted = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), number[:9], strict=True))
    if (11 - weighted % 11) % 11 != int(number[9]):
        return NHS_WRONG, "check_digit"
    if number.startswith("999") and not allow_test_numbers:
        return NHS_TEST, "test_number"
    return None


def is_nhs_number(value: str, *, allow_test_numbers: bool = True) -> bool:
    """Whether the value is an NHS number exactly as it is stored."""
    return _nhs_fault(value, allow_test_numbers) is None


def check_nhs_number(typed: object, *, allow_test_numbers: bool = True) -> str:
    """The NHS number as ten digits, or a refusal. A live area refuses the test range, which starts with 999."""
    number = tidied(typed)
    fault = _nhs_fault(number, allow_test_numbers)
    if fault is not None:
        raise IdentifierRefusal(*fault, "nhs_number")
    return number


def nhs_number_in_words(number: str) -> str:
    """As it is printed: 999 000 0018."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def is_urn(value: str) -> bool:
    """Whether the value has the form of a URN."""
    return _URN_FORM.fullmatch(value) is not None


def check_urn(typed: object) -> str:
    """The URN as five or six digits, or a refusal."""
    urn = tidied(typed)
    if not is_urn(urn):
        raise IdentifierRefusal(URN_FORMAT, "format", "urn")
    return urn


def is_ukprn(value: str) -> bool:
    """Whether the value has the form of a UKPRN."""
    return _UKPRN_FORM.fullmatch(value) is not None


def check_ukprn(typed: object) -> str:
    """The UKPRN as eight digits, or a refusal."""
    ukprn = tidied(typed)
    if not is_ukprn(ukprn):
        raise IdentifierRefusal(UKPRN_FORMAT, "format", "ukprn")
    return ukprn
