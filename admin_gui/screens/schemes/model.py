"""Columns of the lists: versions, periods, proposals and a text's problems."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from admin_gui.screens.schemes.signs import Signs
from admin_gui.widgets.rows import Column
from admin_gui.widgets.words import day, label, moment, word
from backend.contracts.schemes import DraftProblem, PeriodView, ProposalView, VersionView

translate = QCoreApplication.translate

# So much of a digest tells two versions apart.
DIGEST_SHOWN = 12
Shown = Callable[[datetime], datetime]


def short(digest: str) -> str:
    """The beginning of a digest."""
    return digest[:DIGEST_SHOWN]


def title(view: VersionView | PeriodView | ProposalView) -> str:
    """What a scheme is called in the language in use."""
    return label(view.title_en, view.title_zh)


def version_words(version: VersionView) -> str:
    """A version in a list to choose from."""
    text = translate("Schemes", "{title} · {day} · {digest}").format(
        title=title(version), day=day(version.effective_on), digest=short(version.digest)
    )
    return (
        translate("Schemes", "{version} · in force").format(version=text)
        if version.in_force
        else text
    )


def version_columns(signs: Signs, shown: Shown) -> tuple[Column[VersionView], ...]:
    """Of the versions that the city keeps."""
    return (
        Column(name="title", title=lambda: translate("Schemes", "Scheme"), text=title),
        Column(
            name="state",
            title=lambda: translate("Schemes", "State"),
            text=lambda row: word("in-force") if row.in_force else "",
            icon=lambda row: signs.icon("in-force") if row.in_force else None,
        ),
        Column(
            name="effective",
            title=lambda: translate("Schemes", "First day"),
            text=lambda row: day(row.effective_on),
        ),
        Column(
            name="origin",
            title=lambda: translate("Schemes", "Came as"),
            text=lambda row: word(row.origin),
            gives_way=True,
        ),
        Column(
            name="added",
            title=lambda: translate("Schemes", "Kept since"),
            text=lambda row: day(shown(row.added_at)),
        ),
        Column(
            name="digest",
            title=lambda: translate("Schemes", "Digest"),
            text=lambda row: short(row.digest),
            hint=lambda row: row.digest,
            gives_way=True,
        ),
    )


def period_columns(signs: Signs, shown: Shown) -> tuple[Column[PeriodView], ...]:
    """Of the times in which schemes are or were in force."""
    return (
        Column(
            name="from",
            title=lambda: translate("Schemes", "From"),
            text=lambda row: moment(shown(row.from_at)),
            key=lambda row: row.from_at,
        ),
        Column(
            name="state",
            title=lambda: translate("Schemes", "State"),
            text=lambda row: word(row.state),
            icon=lambda row: signs.icon(row.state),
            hint=lambda row: (
                translate("Schemes", "Called off on {moment}.").format(
                    moment=moment(shown(row.called_off_at))
                )
                if row.called_off_at
                else ""
            ),
        ),
        Column(name="title", title=lambda: translate("Schemes", "Scheme"), text=title),
    )


def proposal_columns(signs: Signs, shown: Shown) -> tuple[Column[ProposalView], ...]:
    """Of the proposals."""
    return (
        Column(
            name="state",
            title=lambda: translate("Schemes", "State"),
            text=lambda row: word(row.state),
            icon=lambda row: signs.icon(row.state),
        ),
        Column(name="title", title=lambda: translate("Schemes", "Scheme"), text=title),
        Column(name="from", title=lambda: translate("Schemes", "In force from"), text=from_words),
        Column(name="by", title=lambda: translate("Schemes", "Proposed by"), text=proposer),
        Column(
            name="at",
            title=lambda: translate("Schemes", "Proposed"),
            text=lambda row: moment(shown(row.proposed_at)),
        ),
        Column(
            name="reason",
            title=lambda: translate("Schemes", "Reason"),
            text=lambda row: one_line(row.reason),
        ),
    )


def problem_columns(signs: Signs) -> tuple[Column[DraftProblem], ...]:
    """Of what is wrong with a text."""
    return (
        Column(
            name="line",
            title=lambda: translate("Schemes", "Line"),
            text=lambda row: str(row.line or ""),
            key=lambda row: row.line or 0,
            icon=lambda _: signs.icon("fault"),
        ),
        Column(
            name="field", title=lambda: translate("Schemes", "Where"), text=lambda row: row.field
        ),
        Column(
            name="detail",
            title=lambda: translate("Schemes", "What is wrong, and what to do"),
            text=detail,
            hint=detail,
        ),
    )


def detail(problem: DraftProblem) -> str:
    """A problem in words, with the charter's article."""
    if problem.article is None:
        return problem.detail
    return translate("Schemes", "{detail} (charter, article {article})").format(
        detail=problem.detail, article=problem.article
    )


def from_words(proposal: ProposalView) -> str:
    """From when a proposed scheme is to be in force."""
    return (
        day(proposal.from_day) if proposal.from_day else translate("Schemes", "approval, at once")
    )


def proposer(proposal: ProposalView) -> str:
    """Who proposed it."""
    return proposal.proposed_by_name or proposal.proposed_by


def one_line(text: str) -> str:
    """A text without its line ends."""
    return " ".join(text.split())
