"""How a form says why the server did not do what was asked; what was typed stays."""

from collections.abc import Mapping
from typing import Protocol

from admin_gui.client.errors import AwayError, ClientError
from admin_gui.widgets.forms import Field, show_problems
from admin_gui.widgets.notice import Notice, NoticeBar


class Form(Protocol):
    """Fields by the wire's names, and above them a place for what belongs to none of them."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields."""

    @property
    def notices(self) -> NoticeBar:
        """The place above them."""


def show_refusal(form: Form, error: ClientError, again: str = "") -> None:
    """Say at the fields why something was not done, and above them what none of them says.

    Args:
        form: where it was typed.
        error: why it was not done.
        again: is added where the server may have done it all the same.
    """
    sentence = refuse_fields(form.fields, error)
    if again and isinstance(error, AwayError):
        sentence = f"{sentence} {again}"
    if sentence:
        form.notices.tell(Notice(kind="bad", sentence=sentence))


def refuse_fields(fields: Mapping[str, Field], error: ClientError) -> str:
    """Say at each field what is wrong with it.

    Returns:
        What none of them says; empty where they say all of it.
    """
    problems = error.field_problems()
    left = show_problems(fields, problems)
    return " ".join(left) or ("" if problems else error.sentence)
