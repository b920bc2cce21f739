"""Sentences about staff who are residents themselves, and about second looks."""

from typing import Final

STAFF_LINKS: Final[dict[str, tuple[str, str]]] = {
    "own-file": (
        "This is your own number: nobody acts on their own file, or reads it by their office. Ask "
        "a colleague; as a resident you see and do everything with your own sign-in.",
        "这是您本人的证件号码：任何人不得经办本人的档案，也不得以职务之便查阅。请由同事办理；作为居民，"
        "您可用自己的居民登录查看和办理一切事项。",
    ),
    "annul-reason-missing": (
        "A deed is annulled for a reason that its resident reads. State it in “reason”.",
        "撤销行为须说明理由，由居民阅读。请在“reason”中填写。",
    ),
    "second-look-over": (
        "This deed is not on the list of second looks, or no more. Somebody was faster, or it was "
        "annulled; look at the list again.",
        "此行为不在复看清单上。可能已有人处理，或已被撤销，请重新查看清单。",
    ),
    "machine-number": (
        "A department's system has no number of its own. Leave the number out.",
        "部门系统没有自己的证件号码。请不要填写证件号码。",
    ),
}
