"""Sentences about passes: why none is given, and why one is refused."""

from typing import Final

PASSES: Final[dict[str, tuple[str, str]]] = {
    "passes-too-many": (
        "There are {count} passes already that still hold. Use one of them, or wait until {at}, "
        "when the first of them ends.",
        "已有 {count} 张有效凭证。请使用其中一张，或等到 {at} 最早的一张失效。",
    ),
    "pass-amount-too-large": (
        "This is more than the {most} that can be had. State that much at most, "
        "or leave the amount out.",
        "超出可用数额 {most}。请填写不超过该数额的值，或不填写数额。",
    ),
    "pass-amount-unusable": (
        "A pass is for an amount above 0 with two decimals at most. Correct the amount, "
        "or leave it out.",
        "凭证的数额须大于 0，且最多两位小数。请改正数额，或不填写。",
    ),
    "pass-amount-unwanted": (
        "This perk has no amount. Leave the amount out.",
        "此便利项目没有数额。请不要填写数额。",
    ),
    "pass-unknown": (
        "There is no such pass that still holds. Ask for a new one.",
        "没有这张有效凭证。请重新申请。",
    ),
    "pass-malformed": (
        "This is no pass. Scan the whole code again, or type the ten signs below it.",
        "这不是凭证。请重新完整扫描，或输入其下方的十位代码。",
    ),
    "pass-foreign": (
        "This pass is not signed with a key of this city. If the keys were fetched more than "
        "a month ago, fetch them again; otherwise accept nothing.",
        "此凭证不是用本城市的密钥签署的。如公钥是一个多月前获取的，请重新获取；否则请勿接受。",
    ),
    "pass-altered": (
        "This pass was altered, or scanned wrong. Scan it again; if it is refused again, "
        "accept nothing.",
        "此凭证被改动过，或扫描有误。请重新扫描；如再次被拒，请勿接受。",
    ),
    "pass-expired": (
        "This pass has expired; it holds for five minutes. Ask for a new one.",
        "此凭证已失效，有效期为五分钟。请重新出示新的凭证。",
    ),
    "pass-not-yet": (
        "This pass holds from a later moment on. Check the clock of this computer.",
        "此凭证的生效时间尚未到。请检查本机时钟。",
    ),
    "pass-code-only": (
        "This is a code to be typed, and only the city's service knows what it stands for. "
        "Scan the pass.",
        "这是供输入的代码，只有城市的服务才知道其含义。请扫描凭证。",
    ),
    "pass-no-text": (
        "This is no text. Of an image, scan the code in it and give the text that it shows.",
        "这不是文本。如为图像，请扫描其中的二维码，并提供所得文本。",
    ),
    "pass-keys-unusable": (
        "There are no keys of passes in this file. Fetch those that the city publishes, by "
        "`curl -o keys.json https://SERVICE/api/v1/cities/CITY/keys`.",
        "此文件中没有凭证公钥。请用 `curl -o keys.json https://SERVICE/api/v1/cities/CITY/keys` "
        "获取城市公布的公钥。",
    ),
    "code-mistyped": (
        "The code is mistyped. It has ten signs; compare it with the pass and type it again.",
        "代码输入有误。代码共十位，请与凭证核对后重新输入。",
    ),
}
