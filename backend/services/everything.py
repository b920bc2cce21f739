"""Whatever else is kept about a resident, for the page that has everything and can be printed."""

from collections.abc import Iterator, Sequence

from backend.services.markup import Block, Heading, Items, Paragraph
from backend.services.statement import Standing, Words, amount_words, used_row

_Rows = Sequence[tuple[str, ...]]


def other_blocks(standing: Standing) -> tuple[Block, ...]:
    """Every section that a statement leaves out."""
    made = _Everything(standing)
    return (
        Heading(2, made.title),
        *(
            block
            for section in (
                made.consents,
                made.account,
                made.contacts,
                made.notices,
                made.perks,
                made.imports,
                made.files,
                made.log,
            )
            for block in section()
        ),
    )


class _Everything:
    def __init__(self, standing: Standing) -> None:
        self._file = standing.file
        self._say = Words(standing.language, standing.city.time_zone)

    @property
    def title(self) -> str:
        return self._say("other")

    def _table(self, title: str, *columns: str, rows: _Rows) -> Iterator[Block]:
        yield Heading(3, self._say(title))
        yield self._say.table(*columns, rows=rows)

    def consents(self) -> Iterator[Block]:
        say = self._say
        yield Paragraph(say.fact("id", self._file.resident.id))
        rows: _Rows = [
            (
                say.moment(each.at),
                say(each.kind),
                each.version,
                say(each.language),
                each.officer or (say("yes") if each.is_on_paper else ""),
            )
            for each in self._file.consents
        ]
        columns = ("when", "kind", "version", "language", "on-paper")
        yield from self._table("consents", *columns, rows=rows)

    def account(self) -> Iterator[Block]:
        say, invited, account = self._say, self._file.invitation, self._file.account
        if invited is not None:
            made, until = say.moment(invited.made_at), say.moment(invited.expires_at)
            row = (made, until, invited.officer or say("gone"))
            yield from self._table("invitation", "made", "expires", "officer-name", rows=[row])
        if account is None:
            return
        yield Heading(3, say("account"))
        yield Items(
            (
                account.id,
                say.fact("made", say.moment(account.made_at)),
                say.fact("disabled", say.moment(account.disabled_at) or say("no")),
            )
        )
        rows: _Rows = [
            (say.moment(each.made_at), say.moment(each.expires_at), say.moment(each.revoked_at))
            for each in self._file.sign_ins
        ]
        yield from self._table("sign-ins", "made", "expires", "revoked-at", rows=rows)

    def contacts(self) -> Iterator[Block]:
        say = self._say
        rows: _Rows = [
            (say(each.channel), each.address, say.moment(each.last_sent_at), each.problem or "")
            for each in self._file.contacts
        ]
        yield from self._table("contacts", "channel", "address", "sent", "problem", rows=rows)
        rows = [
            (
                say(each.channel),
                say(each.state),
                str(each.tries),
                say.moment(each.due_at),
                each.problem or "",
            )
            for each in self._file.sendings
        ]
        columns = ("channel", "state", "tries", "due-at", "problem")
        yield from self._table("sendings", *columns, rows=rows)

    def notices(self) -> Iterator[Block]:
        say = self._say
        rows: _Rows = [
            (say.moment(each.at), each.text, say.day(each.on), say.moment(each.read_at))
            for each in self._file.notices
        ]
        yield from self._table("inbox", "when", "what", "on", "read", rows=rows)

    def perks(self) -> Iterator[Block]:
        say = self._say
        rows: _Rows = [
            (
                *used_row(say, each),
                say.of("; ", "；").join(
                    [say.of("beyond what was allowed", "超出规定")] * each.is_beyond
                    + [say.moment(at) for at in each.shown_again]
                ),
                each.code,
            )
            for each in self._file.redemptions
        ]
        columns = ("when", "perk", "value", "state", "bring-back", "note", "code")
        yield from self._table("redemptions", *columns, rows=rows)
        rows = [
            (
                say.moment(each.issued_at),
                say.moment(each.expires_at),
                say.of(each.label_en, each.label_zh),
                amount_words(say, each.value),
                each.code,
            )
            for each in self._file.passes
        ]
        yield from self._table("passes", "made", "expires", "perk", "value", "code", rows=rows)

    def imports(self) -> Iterator[Block]:
        rows: _Rows = [
            (each.batch, str(each.number), _told(each.facts), _told(each.papers or {}))
            for each in self._file.imports
        ]
        yield from self._table("imports", "batch", "number-of-row", "facts", "papers", rows=rows)

    def files(self) -> Iterator[Block]:
        say = self._say
        rows: _Rows = [
            (each.name, each.media_type, str(each.size), say.moment(each.at))
            for each in self._file.evidence
        ]
        yield from self._table("files", "name-of-file", "type", "size", "when", rows=rows)
        if rows:
            yield Paragraph(say("files-where"))

    def log(self) -> Iterator[Block]:
        say = self._say
        rows: _Rows = [
            (say.moment(each.at), say(each.role), each.action, each.about or "", _told(each.detail))
            for each in self._file.log
        ]
        yield from self._table("log", "when", "by", "action", "about", "detail", rows=rows)


def _told(values: dict[str, object] | dict[str, str]) -> str:
    """Names and values in a cell."""
    return "; ".join(f"{name}: {value}" for name, value in values.items() if value is not None)
