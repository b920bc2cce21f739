"""Contacts: which e-mail addresses and telephone numbers can be written to, in one form each."""

import re
from typing import Final, Literal

Channel = Literal["email", "message"]

LOCAL_LENGTH_MAX: Final = 64

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# What every mail server takes; quoted names and other scripts would bounce at many.
_EMAIL: Final = re.compile(
    rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+(?=[A-Za-z]){_LABEL})", re.ASCII
)
_BETWEEN_DIGITS: Final = re.compile(r"[-().]")
_NUMBER: Final = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
# Residents write the mobile numbers of their country without its code.
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_CODE: Final = "+86"


def contact_address(channel: Channel, text: str) -> str | None:
    """An address as it is kept and written to; none for what cannot be one.

    Args:
        channel: e-mail, or messages to a telephone.
        text: as the resident typed it.
    """
    return _email(text) if channel == "email" else _number(text)


def _email(text: str) -> str | None:
    found = _EMAIL.fullmatch(text)
    if found is None or len(found[1]) > LOCAL_LENGTH_MAX:
        return None
    return f"{found[1]}@{found[2].lower()}"


def _number(text: str) -> str | None:
    digits = _BETWEEN_DIGITS.sub("", text)
    if _MOBILE.fullmatch(digits):
        return _CODE + digits
    return digits if _NUMBER.fullmatch(digits) else None
