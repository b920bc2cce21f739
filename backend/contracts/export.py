"""Everything that is kept about a resident, as one JSON document that they can take with them.

Keys are added in later versions, and never renamed. Codes are those of the city's scheme and of the
catalogue, which everybody can read.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

from backend.contracts.cases import CaseView
from backend.contracts.deeds import DeedView
from backend.contracts.notices import Channel, ContactView, NoticeView
from backend.contracts.own_perks import Amount, OwnRedemption
from backend.contracts.perks import GrantView
from backend.contracts.rights import LookView
from backend.contracts.scoring import ScoreView

FORMAT = "citypoints-export-1"


class ExportedResident(msgspec.Struct, frozen=True, kw_only=True):
    """Who the resident is, and where they stand.

    Attributes:
        id: the random id under which everything else is kept.
        name: as the officer wrote it who enrolled them, and `number` of the identity card.
        state: `invited`, `participating` or `leaving`.
        since: when that began.
        erase_at: of a leaving resident, when everything is erased.
        consented_to: the number of the consent text that was consented to last, among the city's;
            `asked_of` that of the one they were last asked about.
    """

    id: str
    name: str | None
    number: str | None
    state: Literal["invited", "participating", "leaving"]
    since: datetime
    erase_at: datetime | None
    consented_to: int | None
    asked_of: int | None


class ExportedConsent(msgspec.Struct, frozen=True, kw_only=True):
    """An event of consent.

    Attributes:
        kind: `given`, `left` or `returned`.
        version: of the city's text.
        officer: on paper, the name of the officer before whom it was signed; null where there is
            no such account any more.
        is_on_paper: whether it was signed on paper.
        scan: on paper, the id of the scan under `evidence`.
    """

    number: int
    kind: str
    version: str
    language: str
    at: datetime
    is_on_paper: bool
    officer: str | None
    scan: str | None


class ExportedInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that was not used yet; of its code nothing is kept that could be read."""

    made_at: datetime
    expires_at: datetime
    officer: str | None


class ExportedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """The account that signs in; of its password nothing is kept that could be read."""

    id: str
    role: str
    made_at: datetime
    disabled_at: datetime | None


class ExportedSignIn(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that was not forgotten yet."""

    id: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class ExportedDeed(DeedView, frozen=True, kw_only=True):
    """A deed with every step.

    Attributes:
        batch: the id of the import that it came with; null where it came alone.
        awaits_confirmation: whether it waits for a second person.
        awaits_because: why it does; null where it does not.
        awaits_second_look: whether somebody else is to look at it once more.
    """

    batch: str | None
    awaits_confirmation: bool
    awaits_because: str | None
    awaits_second_look: bool


class ExportedPass(msgspec.Struct, frozen=True, kw_only=True):
    """A pass that was not forgotten yet; what it holds besides is made anew from this.

    Attributes:
        id: its random number.
        grant: the id of the grant that opened the perk; null where the band alone did.
    """

    id: str
    perk: str
    label_en: str
    label_zh: str
    code: str
    value: Amount | None
    grant: str | None
    issued_at: datetime
    expires_at: datetime


class ExportedRedemption(OwnRedemption, frozen=True, kw_only=True):
    """A perk that was used.

    Attributes:
        provider: name of the provider whose counter booked it.
        on_day: the city's civil day by which limits count it.
        recorded_at: later than it was taken where the counter had no network, `is_offline`.
        period: of the places that it took one of.
        pass_: the random number of its pass.
        is_beyond: true where it went beyond what was allowed when it was recorded.
        shown_again: when its pass was shown once more.
    """

    provider: str
    on_day: date
    recorded_at: datetime
    is_offline: bool
    period: str | None
    pass_: str = msgspec.field(name="pass")
    returned_at: datetime | None
    reversed_at: datetime | None
    is_beyond: bool
    shown_again: tuple[datetime, ...]


class ExportedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of an import that is not committed yet: no deed, and perhaps never one.

    Attributes:
        part: and `number`: where it stands in what was sent.
        deed: the id that the deed would have.
        facts: what it says, none of it words.
        papers: what it rests on.
    """

    batch: str
    part: int
    number: int
    deed: str
    facts: dict[str, object]
    papers: dict[str, object] | None


class ExportedSending(msgspec.Struct, frozen=True, kw_only=True):
    """A notice on its way to a contact, or that was sent a while ago.

    Attributes:
        notice: its id.
        message: the id of the message that it goes out in.
        due_at: when it is tried next.
    """

    notice: str
    channel: Channel
    state: Literal["waiting", "sent", "failed"]
    message: str | None
    tries: int
    due_at: datetime
    sent_at: datetime | None
    problem: str | None


class ExportedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the city's log that concerns this resident.

    Attributes:
        role: of who acted, or `clock`.
        about: what it was done to, such as a deed's id.
        detail: names and values; a stated reason in words.
    """

    id: str
    at: datetime
    role: str
    action: str
    about: str | None
    detail: dict[str, str]


class ExportedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of evidence, or the scan of a paper.

    Attributes:
        case: to which it belongs; null for a scan.
        size: in bytes.
        content: the file itself, in Base64; null where it is no longer to be read.
    """

    id: str
    case: str | None
    name: str
    media_type: str
    size: int
    at: datetime
    content: bytes | None


class KeptField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that is kept about residents, whether it holds anything of this one or not.

    Attributes:
        what: its place where it is kept.
        where: the path of its key in this document; null for what nobody can read.
        why: of such a field, what it is.
        erased: what becomes of it when the resident has left for good.
    """

    what: str
    where: str | None
    why: str | None
    erased: str


class ExportView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is kept about a resident.

    Attributes:
        format: grows with what changes for readers; keys that are added change nothing.
        made_at: when this was written; `city_en` and `city_zh` are the city's names.
        score: with every line, as it is now; null while nobody is shown one.
        deeds: with every step, the latest recorded first.
        imports: rows of imports that may become deeds.
        passes: those of the last days.
        redemptions: perks that were used, the latest first; what is lent and due among them.
        sendings: notices on their way out.
        looks: who looked at the file, newest first.
        log: everything that was done about this resident, newest first, the looks among it.
        kept: every field that is kept about residents, and how it is erased.
        evidence: every file, whole; last, for it may be large.
    """

    format: str
    made_at: datetime
    city: str
    city_en: str
    city_zh: str
    resident: ExportedResident
    consents: tuple[ExportedConsent, ...]
    invitation: ExportedInvitation | None
    account: ExportedAccount | None
    sign_ins: tuple[ExportedSignIn, ...]
    score: ScoreView | None
    deeds: tuple[ExportedDeed, ...]
    imports: tuple[ExportedRow, ...]
    grants: tuple[GrantView, ...]
    passes: tuple[ExportedPass, ...]
    redemptions: tuple[ExportedRedemption, ...]
    notices: tuple[NoticeView, ...]
    contacts: tuple[ContactView, ...]
    sendings: tuple[ExportedSending, ...]
    cases: tuple[CaseView, ...]
    looks: tuple[LookView, ...]
    log: tuple[ExportedEntry, ...]
    kept: tuple[KeptField, ...]
    evidence: tuple[ExportedFile, ...]
