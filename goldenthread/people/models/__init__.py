"""Children and young people, their families, the organisations around them, and who is involved with whom."""

from .adults import Adult, Relationship
from .agreements import Agreement, AgreementPartner
from .checked import NumberCheck
from .children import Address, Attendance, Child, FormerUpn, SenNeed
from .clients import ApiClient, ApiKey
from .contacts import ContactsChange
from .documents import Document
from .groups import ChildGroup, GroupFile
from .invitations import Invitation
from .involvement import Involvement
from .kept import ChildWord, Deadline, SearchWord
from .law_readings import LawReading
from .organisations import Area, EstablishmentLink, Membership, Organisation

__all__ = [
    "Address",
    "Adult",
    "Agreement",
    "AgreementPartner",
    "ApiClient",
    "ApiKey",
    "Area",
    "Attendance",
    "Child",
    "ChildGroup",
    "ChildWord",
    "ContactsChange",
    "Deadline",
    "Document",
    "EstablishmentLink",
    "FormerUpn",
    "GroupFile",
    "Invitation",
    "Involvement",
    "LawReading",
    "Membership",
    "NumberCheck",
    "Organisation",
    "Relationship",
    "SearchWord",
    "SenNeed",
]
