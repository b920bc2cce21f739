"""Pages that a resident's browser shows and prints: they load, run and send nothing.

A saved page has no headers any more, so its policy stands in the page as well.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Final, cast

from litestar import Response

from backend.services.markup import Sheet, html_of
from backend.web.answers import ReadyAnswer

_STYLE: Final = """
@page { size: A4; margin: 18mm 15mm; }
body { color: #1a1a1a; background: #fff; font: 11pt/1.45 "Noto Sans", "Noto Sans CJK SC",
  "PingFang SC", "Microsoft YaHei", sans-serif; margin: 0 auto; max-width: 180mm; padding: 6mm; }
h1 { font-size: 18pt; margin: 0 0 4mm; }
h2 { border-bottom: 1px solid #888; font-size: 14pt; margin: 8mm 0 3mm; padding-bottom: 1mm; }
h3 { font-size: 11.5pt; margin: 5mm 0 1mm; }
p, ul { margin: 0 0 2mm; }
table { border: 0; border-collapse: collapse; font-size: 9.5pt; margin: 0 0 3mm; width: 100%; }
th, td { border: 1px solid #aaa; overflow-wrap: anywhere; padding: 1mm 1.5mm; text-align: left;
  vertical-align: top; }
th { background: #eee; }
@media print {
  body { max-width: none; padding: 0; }
  h1, h2, h3 { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""
_HASH: Final = b64encode(sha256(_STYLE.encode()).digest()).decode()
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
)
_HEAD: Final = (
    f'<meta http-equiv="content-security-policy" content="{_POLICY}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    f"<style>{_STYLE}</style>\n"
)
_HEADERS: Final = (
    ("content-type", "text/html; charset=utf-8"),
    ("content-security-policy", f"{_POLICY}; frame-ancestors 'none'"),
    ("cache-control", "no-store"),
)


def page(sheet: Sheet) -> Response[bytes]:
    """A sheet as a page of its own."""
    body = html_of(sheet, _HEAD).encode()
    headers = (*_HEADERS, ("content-language", sheet.language))
    return cast("Response[bytes]", ReadyAnswer(body, 200, headers))
