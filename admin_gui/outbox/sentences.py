"""What people are told when something fails here, in English and Chinese."""

from typing import Final, Literal

Language = Literal["en", "zh"]

# Two sentences each: what is wrong, and what to do.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "held": (
        (
            "This person's outbox is open in another window of the program. "
            "Go on there, or close that window and sign in again."
        ),
        "此人的发件箱已在本程序的另一个窗口中打开。请在那个窗口继续，或关闭它后重新登录。",
    ),
    "missing": (
        (
            "Nobody has signed in on this machine with this name yet. "
            "Connect to the server and sign in once; afterwards it works offline, too."
        ),
        "本机尚未有人以此名称登录。请连接服务器登录一次，之后离线也可使用。",
    ),
    "present": (
        "This person has an outbox on this machine already. Open it with its password.",
        "此人在本机已有发件箱。请用其密码打开。",
    ),
    "wrong-password": (
        (
            "The password does not open the outbox on this machine. Type it again; "
            "if it was changed elsewhere, type the former one."
        ),
        "此密码无法打开本机的发件箱。请重新输入；如果密码已在别处更改，请输入原来的密码。",
    ),
    "no-space": (
        (
            "The disk is full, so nothing was saved. "
            "Free some space and save again; what you typed is still here."
        ),
        "磁盘已满，未能保存。请腾出空间后再次保存；您输入的内容仍在。",
    ),
    "unwritable": (
        (
            "The folder {folder} cannot be written ({detail}), so nothing was saved. "
            "Check the folder and the disk and save again; what you typed is still here."
        ),
        (
            "无法写入文件夹 {folder}（{detail}），未能保存。"
            "请检查文件夹和磁盘后再次保存；您输入的内容仍在。"
        ),
    ),
    "damaged": (
        (
            "What is stored in {place} was changed or damaged on the disk. "
            "It is kept as it is: restore the folder from a backup, or ask your administrator."
        ),
        (
            "{place} 中保存的内容在磁盘上被更改或损坏。"
            "现已原样保留：请从备份恢复该文件夹，或联系管理员。"
        ),
    ),
    "outdated": (
        (
            "A later version of the program wrote what is stored in {folder}. "
            "Install that version and sign in again; nothing was changed."
        ),
        "{folder} 中的内容由本程序的较新版本写入。请安装该版本后重新登录；内容未作任何更改。",
    ),
    "closed": (
        "The outbox was closed, so nothing was saved. Sign in and save again.",
        "发件箱已关闭，未能保存。请登录后再次保存。",
    ),
    "unfit": (
        "This deed cannot be sent as it is ({detail}). Correct it and save again.",
        "此行为记录无法按现状发送（{detail}）。请更正后再次保存。",
    ),
    "id-taken": (
        "Another deed with the same id is in the outbox. Begin a new one and save that.",
        "发件箱中已有编号相同的另一条行为记录。请新建一条后保存。",
    ),
    "state": (
        "This deed has moved on meanwhile ({detail}). Look at it again in the outbox.",
        "此行为记录的状态已变（{detail}）。请在发件箱中重新查看。",
    ),
    "unforeseen": (
        (
            "Sending failed for a reason that nobody foresaw ({detail}). "
            "It is tried again by itself; tell your administrator if it stays."
        ),
        "发送因未预料的原因失败（{detail}）。程序会自动重试；如一直失败，请联系管理员。",
    ),
}


def sentence(kind: str, language: Language, **values: str) -> str:
    """What happened and what to do, in a language."""
    english, chinese = SENTENCES[kind]
    return (chinese if language == "zh" else english).format(**values)
