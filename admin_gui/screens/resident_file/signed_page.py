"""Pages that a resident signs, in their language: consent, leaving, an objection, a repair."""

from html import escape
from typing import Final, Literal

from PySide6.QtGui import QTextDocument

from admin_gui.screens.resident_file.printing import page_of
from backend.contracts.cities import CityView
from backend.contracts.deeds import CaseKind
from backend.contracts.residents import PAPER_HELD_DAYS, ConsentTerms

Language = Literal["en", "zh"]
CONSENT: Final = "consent"
LEAVING: Final = "leaving"

# Not translated at run time: the page is for the resident, whatever the officer reads.
_CONSENT: Final[dict[Language, str]] = {
    "en": """
<h1>{city} points pilot · Consent</h1>
{text}
<p>I have read this text, version {version}, or it was read to me, and I consent.</p>
<table width="100%" cellspacing="0" cellpadding="8">
<tr><td width="34%">Name</td><td>{line}</td></tr>
<tr><td>Identity card number</td><td>{line}</td></tr>
<tr><td>Signature and date</td><td>{line}</td></tr>
<tr><td>Signed before the officer</td><td>{officer}</td></tr>
<tr><td>Signature of the officer and date</td><td>{line}</td></tr>
</table>
""",
    "zh": """
<h1>{city}积分试点 · 同意书</h1>
{text}
<p>本人已阅读（或已听取宣读）本文（版本 {version}），并表示同意。</p>
<table width="100%" cellspacing="0" cellpadding="8">
<tr><td width="34%">姓名</td><td>{line}</td></tr>
<tr><td>身份证号码</td><td>{line}</td></tr>
<tr><td>签名及日期</td><td>{line}</td></tr>
<tr><td>见证经办人员</td><td>{officer}</td></tr>
<tr><td>经办人员签名及日期</td><td>{line}</td></tr>
</table>
""",
}
_LEAVING: Final[dict[Language, str]] = {
    "en": """
<h1>{city} points pilot · Leaving</h1>
<p>I leave the points pilot of {city}. From now on I have no score and no perks. Nothing is taken
from me because I leave.</p>
<p>☐ I may return within {days} days; then everything that names me is erased.</p>
<p>☐ Erase everything soon. I may return within {held} days only.</p>
""",
    "zh": """
<h1>{city}积分试点 · 退出申请</h1>
<p>本人退出{city}的居民积分试点。自即日起，本人不再有积分和便利项目。不会因退出而受到任何不利对待。</p>
<p>☐ 本人可在 {days} 天内返回；期满后，能识别本人身份的全部数据将被删除。</p>
<p>☐ 尽快删除全部数据。本人仅可在 {held} 天内返回。</p>
""",
}
_OBJECTION: Final[dict[Language, str]] = {
    "en": """
<h1>{city} points pilot · Objection</h1>
<p>I object to this record: <b>{about}</b>.</p>
<p>It is suspended as soon as the office has this paper stored, and answered within {days} days by
somebody who neither entered nor confirmed it, nor took in this paper. Without an answer by then, it
is upheld.</p>
<p>What is wrong, in my own words:</p>
<p>{lines}</p>
""",
    "zh": """
<h1>{city}积分试点 · 异议</h1>
<p>本人对以下记录提出异议：<b>{about}</b>。</p>
<p>窗口存入本材料后，该记录立即暂停计分，由未参与录入和确认、也未接收本材料的人员在 {days}
天内答复；逾期未答复的，异议成立。</p>
<p>何处有误（由本人填写）：</p>
<p>{lines}</p>
""",
}
_REPAIR: Final[dict[Language, str]] = {
    "en": """
<h1>{city} points pilot · Repair</h1>
<p>I have made this good: <b>{about}</b>.</p>
<p>Somebody who neither entered nor confirmed it, nor took in this paper, decides. The record
stays as it is until then.</p>
<p>On which day, how, and what shows it, in my own words:</p>
<p>{lines}</p>
""",
    "zh": """
<h1>{city}积分试点 · 修复申请</h1>
<p>本人已纠正以下行为：<b>{about}</b>。</p>
<p>由未参与录入和确认、也未接收本材料的人员作出决定；在此之前，该记录保持不变。</p>
<p>何日、如何纠正、以何证明（由本人填写）：</p>
<p>{lines}</p>
""",
}
# Below each of these three.
_SIGNED: Final[dict[Language, str]] = {
    "en": """
<table width="100%" cellspacing="0" cellpadding="8">
<tr><td width="34%">Name</td><td>{line}</td></tr>
<tr><td>Identity card number</td><td>{line}</td></tr>
<tr><td>Signature and date</td><td>{line}</td></tr>
<tr><td>Received by the officer</td><td>{officer}</td></tr>
<tr><td>Signature of the officer and date</td><td>{line}</td></tr>
</table>
""",
    "zh": """
<table width="100%" cellspacing="0" cellpadding="8">
<tr><td width="34%">姓名</td><td>{line}</td></tr>
<tr><td>身份证号码</td><td>{line}</td></tr>
<tr><td>签名及日期</td><td>{line}</td></tr>
<tr><td>受理经办人员</td><td>{officer}</td></tr>
<tr><td>经办人员签名及日期</td><td>{line}</td></tr>
</table>
""",
}
_LINE: Final = "_" * 38
_LINES: Final = "<br>".join(["_" * 70] * 6)


def consent_text(terms: ConsentTerms, language: Language) -> str:
    """The text in a language."""
    return terms.text_zh if language == "zh" else terms.text_en


def consent_page(
    terms: ConsentTerms, city: CityView, officer: str, language: Language
) -> QTextDocument:
    """The consent text, with lines to sign on.

    Args:
        terms: the present text.
        city: whose it is.
        officer: before whom it is signed.
        language: in which it is signed.
    """
    paragraphs = consent_text(terms, language).split("\n")
    text = "".join(f'<p class="small">{escape(each)}</p>' for each in paragraphs if each.strip())
    return _filled(_CONSENT[language], city, officer, language, text=text, version=terms.version)


def leaving_page(city: CityView, officer: str, language: Language) -> QTextDocument:
    """That a resident leaves, with lines to sign on."""
    days = {"days": str(max(city.cooling_off_days, PAPER_HELD_DAYS)), "held": str(PAPER_HELD_DAYS)}
    return _filled(_LEAVING[language] + _SIGNED[language], city, officer, language, **days)


def case_page(
    kind: CaseKind, about: str, city: CityView, officer: str, language: Language
) -> QTextDocument:
    """An objection or a repair, with lines to write and to sign on.

    Args:
        kind: which of them.
        about: the deed with its day.
        city: whose resident signs.
        officer: who takes it in.
        language: in which it is written.
    """
    page = (_OBJECTION if kind == "objection" else _REPAIR)[language] + _SIGNED[language]
    days = str(city.objection_days)
    return _filled(page, city, officer, language, about=escape(about), days=days, lines=_LINES)


def _filled(
    page: str, city: CityView, officer: str, language: Language, **values: str
) -> QTextDocument:
    name = city.name_zh if language == "zh" else city.name_en
    body = page.format(city=escape(name), officer=escape(officer), line=_LINE, **values)
    return page_of(f"<html><body>{body}</body></html>")
