"""Reading a return: `survey` a file to the end before anything is taken from it, then `read_return` it."""

from goldenthread.returns.reading.header import check_sender
from goldenthread.returns.reading.limits import Limits
from goldenthread.returns.reading.opening import ReturnFile, read_return
from goldenthread.returns.reading.survey import Survey, survey

__all__ = ["Limits", "ReturnFile", "Survey", "check_sender", "read_return", "survey"]
