"""Sentences about consent to a newer text, and on paper."""

from typing import Final

CONSENTS: Final[dict[str, tuple[str, str]]] = {
    "consent-newer": (
        "The consent text has changed since you agreed; its version is now {version}. Read what is "
        "new and agree to it: that brings you back.",
        "您同意之后同意书已有更新，现版本为 {version}。请阅读变更内容并表示同意，即可恢复参加。",
    ),
    "base64-malformed": (
        "This is no file in Base64. Encode the whole file, without line ends.",
        "此内容不是 Base64 编码的文件。请对整个文件编码，且不含换行。",
    ),
    "file-empty": (
        "This file is empty. Choose another.",
        "此文件为空。请另选文件。",
    ),
    "file-too-large": (
        "This file has more than {most} bytes. Scan it with fewer dots or without colours.",
        "此文件超过 {most} 字节。请降低分辨率或以黑白重新扫描。",
    ),
    "scan-content": (
        "The scan's content is not what its type, {type}, says. Scan the paper anew as PDF, JPEG "
        "or PNG, and send that.",
        "扫描件的内容与其类型 {type} 不符。请重新扫描为 PDF、JPEG 或 PNG 后发送。",
    ),
}
