"""What a family and the council disagree about, how it is settled, and what must be done then."""

from .appeal import Appeal as Appeal
from .appeal import Recommendation as Recommendation
from .bundle import Bundle as Bundle
from .bundle import BundleProgress as BundleProgress
from .bundle import KeptOut as KeptOut
from .bundle import Paper as Paper
from .complaint import Complaint as Complaint
from .complaint import ComplaintStage as ComplaintStage
from .complaint import Lesson as Lesson
from .complaint import OmbudsmanMatter as OmbudsmanMatter
from .dispute import Dispute as Dispute
from .mediation import Mediation as Mediation
from .undertaking import Undertaking as Undertaking
