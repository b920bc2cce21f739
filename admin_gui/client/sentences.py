# ruff: noqa: ISC004 - long sentences span lines
"""What the desktop itself says when a call fails, in each language. A refusal is the server's."""

from typing import Final, Literal

Language = Literal["en", "zh"]

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "address-unreadable": (
        "“{text}” is no server address. Type it like points.example.org or http://127.0.0.1:8000.",
        "“{text}”不是服务器地址。请按 points.example.org 或 http://127.0.0.1:8000 的格式输入。",
    ),
    "address-too-long": (
        "“{text}” is more than a server address. Type only its name, such as {begin}.",
        "“{text}”不只是服务器地址。请只输入服务器名称，例如 {begin}。",
    ),
    "proxy-unusable": (
        "This machine's proxy settings cannot be used ({detail}). Mend HTTP_PROXY, HTTPS_PROXY or "
        "ALL_PROXY, or name the server in NO_PROXY.",
        "无法使用本机的代理设置（{detail}）。请更正 HTTP_PROXY、HTTPS_PROXY 或 ALL_PROXY，"
        "或将服务器写入 NO_PROXY。",
    ),
    "unreachable": (
        "The server at {address} cannot be reached. Check the network and the address, then try "
        "again.",
        "无法连接服务器 {address}。请检查网络和地址，然后重试。",
    ),
    "insecure": (
        "No secure connection to {address} could be made ({detail}). Check the address. Only if "
        "your network is safe and the server speaks plain HTTP, begin the address with http://.",
        "无法与 {address} 建立安全连接（{detail}）。请检查地址。仅当网络可信且服务器使用明文 HTTP "
        "时，地址才以 http:// 开头。",
    ),
    "slow": (
        "The server at {address} did not answer in time. Try again in a moment.",
        "服务器 {address} 未及时应答。请稍后重试。",
    ),
    "cut": (
        "The connection to {address} broke before the answer was complete. Try again.",
        "与 {address} 的连接在应答完成前中断。请重试。",
    ),
    "silent": (
        "The server at {address} does not answer at this moment (status {status}). Try again in a "
        "few minutes; if it goes on, tell its operators.",
        "服务器 {address} 目前没有应答（状态 {status}）。"
        "请几分钟后重试；如持续如此，请告知运维人员。",
    ),
    "busy": (
        "The server at {address} is asked too much at this moment. Try again in {seconds} seconds.",
        "服务器 {address} 此刻请求过多。请在 {seconds} 秒后重试。",
    ),
    "moved": (
        "The server at {address} refers to {place}. Enter that address instead if it is your "
        "city's.",
        "服务器 {address} 指向 {place}。如果那是您所在城市的地址，请改用该地址。",
    ),
    "strange": (
        "The answer of {address} is not one that this program understands: server and desktop have "
        "different versions, or something else answers there. Check the address; if it is right, "
        "install the desktop in the server's version.",
        "本程序无法理解 {address} 的应答：服务器与桌面程序版本不同，或者该地址由其他程序应答。"
        "请检查地址；如地址无误，请安装与服务器版本一致的桌面程序。",
    ),
    "signed-out": (
        "You are no longer signed in. Sign in again to go on.",
        "您的登录已失效。请重新登录后继续。",
    ),
}


def sentence(kind: str, language: Language, **values: str) -> str:
    """A sentence in a language, with its values."""
    english, chinese = SENTENCES[kind]
    return (chinese if language == "zh" else english).format_map(values)
