"""A resident's inbox, in words of their language; and what they have read of it."""

from datetime import datetime

from backend.contracts.notices import NoticeView
from backend.core.articles import CONSENT
from backend.core.permissions import Identity
from backend.core.problems import LANGUAGES, Language, ProblemsError
from backend.core.sentences import NOTICE_TEXTS
from backend.services.desk import REQUEST, Desk
from backend.services.taking_part import no_participant, own_subject
from backend.storage.database import Transaction
from backend.storage.notices import Inbox, Notice, inbox_of, mark_read, notices_page
from backend.storage.outgoing import drop_waiting
from backend.storage.residents import State


async def read_inbox(desk: Desk, identity: Identity, now: datetime) -> Inbox:
    """How much is in the own inbox: what phones poll, by one statement.

    Raises:
        ProblemsError: where the resident was only invited.
    """
    city, subject = identity.city, own_subject(identity)
    inbox = await desk.database.glance(lambda tx: inbox_of(tx, city, subject, now))
    if inbox is None:
        raise ProblemsError(no_participant())
    if inbox.state == State.INVITED:
        raise ProblemsError(REQUEST.problem("consent-missing", "", CONSENT))
    return inbox


async def list_notices(
    desk: Desk, identity: Identity, inbox: Inbox, before: str, limit: int, language: Language
) -> list[NoticeView]:
    """The own notices before an id, newest first; whoever is leaving sees those about that."""
    city, subject = identity.city, own_subject(identity)
    is_leaving = inbox.state != State.PARTICIPATING

    def work(tx: Transaction) -> list[NoticeView]:
        found = notices_page(tx, city, subject, before, limit, of_consent=is_leaving)
        return [notice_view(desk, tx, city, notice, language) for notice in found]

    return await desk.database.read(work)


async def read_notice(desk: Desk, identity: Identity, notice: str, now: datetime) -> None:
    """Note that the resident has read a notice; it need not go out any more.

    Raises:
        ProblemsError: where the resident has none such.
    """
    city, subject = identity.city, own_subject(identity)

    def work(tx: Transaction) -> None:
        if not mark_read(tx, city, subject, notice, now):
            raise ProblemsError(REQUEST.problem("notice-unknown", "notice"))
        drop_waiting(tx, city, subject, notice)

    await desk.database.write(work)


def notice_view(
    desk: Desk, tx: Transaction, city: str, notice: Notice, language: Language
) -> NoticeView:
    """A notice in words."""
    pattern = NOTICE_TEXTS[notice.kind.value][LANGUAGES.index(language)]
    label = _label(desk, tx, city, notice, language)
    return NoticeView(
        id=notice.id,
        kind=notice.kind.value,
        at=notice.at,
        text=pattern.format(label=label, day=notice.on, until=notice.until),
        about=notice.about,
        on=notice.on,
        read_at=notice.read_at,
    )


def _label(desk: Desk, tx: Transaction, city: str, notice: Notice, language: Language) -> str:
    """The words for what a notice tells of; a perk's are those of the scheme that opened it."""
    if notice.deed_type is not None:
        deed_type = desk.deed_type(notice.deed_type)
        return {"en": deed_type.label_en, "zh": deed_type.label_zh}[language]
    if notice.digest is None:
        return ""
    perks = desk.shelf.held(tx, city, notice.digest).scheme.text.perks
    perk = next(each for each in perks if each.name == notice.perk)
    return {"en": perk.label_en, "zh": perk.label_zh}[language]
