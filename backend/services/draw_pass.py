"""A pass as a QR code, for the resident's phone to show."""

import asyncio
import io
from datetime import datetime
from typing import Any, Final, Literal

import segno

from backend.core.permissions import Identity
from backend.services.desk import Desk
from backend.services.issue_pass import own_pass, token_of

# A seventh of it may be unreadable, by a scratched glass or a reflection.
CORRECTION: Final = "m"
# As wide as the standard asks for, so that a scanner finds the edges.
QUIET_MODULES: Final = 4
PIXELS_A_MODULE: Final = 6

Form = Literal["svg", "png"]


async def draw_pass(
    desk: Desk, identity: Identity, number: str, form: Form, now: datetime
) -> bytes:
    """A pass of one's own, while it holds, as a file of this form.

    Raises:
        ProblemsError: where there is no such pass that holds.
    """
    token = token_of(desk, await own_pass(desk, identity, number, now))
    # In a thread: it takes some ten milliseconds.
    return await asyncio.to_thread(_drawn, token, form)


def _drawn(token: str, form: Form) -> bytes:
    code = segno.make_qr(token, error=CORRECTION, boost_error=False)
    file = io.BytesIO()
    # White around it and not the page's colour, which may be dark.
    look: dict[str, Any] = {"border": QUIET_MODULES, "dark": "black", "light": "white"}
    if form == "svg":
        code.save(file, kind="svg", omitsize=True, svgclass=None, lineclass=None, **look)
    else:
        code.save(file, kind="png", scale=PIXELS_A_MODULE, **look)
    return file.getvalue()
