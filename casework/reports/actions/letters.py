"""Letters about issues: a link for officers; for an address outside what may leave the authority."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from casework.common.written import LANGUAGES
from casework.reports import wording as words
from casework.reports.catalogue import registered
from casework.reports.models import Issue, Letter
from casework.reports.printing import PRINTINGS
from casework.reports.printing.beside import days_of
from casework.reports.states import Format


@transaction.atomic
def send_letter(pk: int, *, at: datetime) -> Letter:
    """Send a letter that was not sent yet. Whatever the server of mail refuses is tried again by the sweep."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related("issue__schedule").get(pk=pk)
    if letter.sent_at is None:
        _message(letter).send()
        letter.sent_at = at
        letter.save(update_fields=["sent_at"])
    return letter


def _message(letter: Letter) -> EmailMessage:
    """In three languages; figures stand in attachments alone, and persons nowhere."""
    issue, entry = letter.issue, registered()[letter.issue.report]
    title = entry.title.fill()
    subject = f"{issue.number}: {title.en}, {issue.as_of.isoformat()}"
    pattern = words.ATTACHED if letter.is_outside else words.TO_READ
    body = pattern.fill(title=title, number=issue.number, day=days_of(issue.as_of), address=_address(issue))
    message = EmailMessage(subject, "\n\n".join(body.within(each) for each in LANGUAGES), to=[letter.address])
    if letter.is_outside and entry.is_aggregate:
        _attach(message, issue)
    return message


def _attach(message: EmailMessage, issue: Issue) -> None:
    edition = issue.edition_outside
    for kind in issue.schedule.formats if issue.schedule else (Format.PDF,):
        printing = PRINTINGS[kind]
        message.attach(f"{issue.number}.{kind}", printing.write(edition), printing.content_type.partition(";")[0])


def _address(issue: Issue) -> str:
    return settings.ADDRESS + issue.get_absolute_url()
