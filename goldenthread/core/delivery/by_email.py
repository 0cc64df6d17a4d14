"""Email by SMTP, to one recipient at a time."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from ..models import Message
from . import Became, ChannelDown, CouldNotSend


class ByEmail:
    """Any SMTP server. It cannot be asked what it took, so each message carries an id of its own that never changes."""

    follows = False

    @property
    def absent(self) -> str:
        return "" if settings.EMAIL_HOST else "Emails wait: no mail server is set (EMAIL_HOST)."

    def sent_before(self, message: Message) -> bool | None:
        return None

    def became_of(self, message: Message) -> Became | None:
        return None

    def send(self, message: Message, to: str) -> None:
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
        mail = EmailMessage(
            message.subject,
            message.body,
            to=[to],
            headers={"Message-ID": f"<{message.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()), (450, b""))[0]
            raise CouldNotSend(f"The mail server refused the address ({code}).", for_good=code >= 500) from None
        except smtplib.SMTPResponseException as said:
            raise CouldNotSend(f"The mail server answered {said.smtp_code}.") from None
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelDown(f"The mail server did not answer ({type(error).__name__}).") from None
