"""What is known of help that was promised: when terms are, how often each line is due, what each side says arrived."""

from .delivery import DeliveryRecord, FollowUp, LineDeliverer, LineRhythm
from .equipment import EquipmentRequest
from .exclusions import Exclusion, PriorSupport
from .files import DeliveryFile, DeliveryRow
from .outcomes import OutcomeExample, OutcomeProgress
from .terms import TermDates
from .themes import Theme
from .watched import WatchedLine

__all__ = [
    "DeliveryFile",
    "DeliveryRecord",
    "DeliveryRow",
    "EquipmentRequest",
    "Exclusion",
    "FollowUp",
    "LineDeliverer",
    "LineRhythm",
    "OutcomeExample",
    "OutcomeProgress",
    "PriorSupport",
    "TermDates",
    "Theme",
    "WatchedLine",
]
