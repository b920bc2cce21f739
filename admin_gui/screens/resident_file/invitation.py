"""The page that is handed to a resident: the invitation, in both languages."""

from html import escape
from typing import Final

import msgspec
from PySide6.QtGui import QTextDocument

from admin_gui.screens.resident_file.printing import page_of

NAME: Final = "invitation"


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """What is on the page.

    Attributes:
        city_en: the city's name, and `city_zh` in Chinese.
        until: the last moment at which the code opens, in the city's time.
        contact: whom to turn to.
        cooling_off_days: within which whoever leaves may return.
    """

    city_en: str
    city_zh: str
    code: str
    until: str
    contact: str
    cooling_off_days: int


# Not translated at run time: residents get both languages, whatever the officer reads.
_CHINESE: Final = """
<h1>{city_zh}积分试点 · 邀请函</h1>
<p>诚邀您自愿参加{city_zh}的居民积分试点。本函<b>不是同意书</b>：在您本人同意之前，没有积分，
也不记录任何行为。不参加不会有任何不利后果。</p>
<p>您的邀请码（有效期至 {until}，仅可使用一次）：</p>
{code}
<ol>
<li>在手机上打开{city_zh}的积分服务，选择“首次登录”。</li>
<li>选择城市“{city_zh}”，输入您的身份证号码和上面的邀请码，然后自设密码。</li>
<li>阅读说明：记录什么、用于什么、保存多久。看完之后再决定是否同意。</li>
</ol>
<p>您可以随时退出；退出后有 {days} 天的冷静期，之后您的个人数据将被删除。</p>
<p>请勿将此码给他人：持码人可以您的名义登录。遗失或过期，可随时免费换领。</p>
<p>咨询：{contact}</p>
"""
_ENGLISH: Final = """
<h1>{city_en} points pilot · Invitation</h1>
<p>You are invited to take part in {city_en}'s points pilot, of your own free will. This page is
<b>no consent</b>: until you consent yourself there is no score, and nothing is recorded. Not
taking part has no disadvantage.</p>
<p>Your code (until {until}, to be used once):</p>
{code}
<ol>
<li>Open the points service of {city_en} on your phone, and choose the first sign-in.</li>
<li>Choose the city {city_en}, type your identity card number and the code above, then a password
of your own.</li>
<li>Read what is recorded, what for and how long. Only then decide whether you consent.</li>
</ol>
<p>You may leave at any time; {days} days later your personal data is erased.</p>
<p>Give this code to nobody: whoever has it can sign in as you. If it is lost or has expired, you
get another one, free of charge.</p>
<p>Questions: {contact}</p>
"""


def invitation_page(invitation: Invitation) -> QTextDocument:
    """The page."""
    values = {
        "city_en": escape(invitation.city_en),
        "city_zh": escape(invitation.city_zh),
        "code": f'<p class="code" align="center">{escape(invitation.code)}</p>',
        "until": escape(invitation.until),
        "contact": escape(invitation.contact),
        "days": str(invitation.cooling_off_days),
    }
    body = f"{_CHINESE.format(**values)}<hr>{_ENGLISH.format(**values)}"
    return page_of(f"<html><body>{body}</body></html>")
