"""Sentences about staff who are residents themselves, and about second persons."""

from typing import Final

STAFF_LINKS: Final[dict[str, tuple[str, str]]] = {
    "own-file": (
        "This is your own number: nobody acts on their own file, or reads it by their office. Ask "
        "a colleague; as a resident you see and do everything with your own sign-in.",
        "这是您本人的证件号码：任何人不得经办本人的档案，也不得以职务之便查阅。请由同事办理；作为居民，"
        "您可用自己的居民登录查看和办理一切事项。",
    ),
    "perhaps-same-person": (
        "One person could be taking both steps here: {names} handed out one of the two accounts "
        "(by making it, or with a password, a role or the right to sign in again), and no other "
        "administrator has confirmed since whose it is. Let another administrator confirm the "
        "account, or somebody else take this step. Where there is no other administrator, whoever "
        "runs the server lets one in, with “citypoints serve --new-administrator {city}”.",
        "这两个步骤可能由同一人完成：其中一个账户由 {names} 经手（新建、重设密码、更改角色或"
        "重新启用），此后尚无其他管理员确认其使用人。请由其他管理员确认该账户，或由他人办理这一步。"
        "如无其他管理员，请服务器运维人员以“citypoints serve --new-administrator {city}”另设一位。",
    ),
    "account-not-yours-to-confirm": (
        "This account came from {names}, who could be using it: another administrator confirms it. "
        "Where there is none, whoever runs the server lets one in, with “citypoints serve "
        "--new-administrator {city}”.",
        "此账户由 {names} 经手，可能由其本人使用：须由其他管理员确认。如无其他管理员，"
        "请服务器运维人员以“citypoints serve --new-administrator {city}”另设一位。",
    ),
    "password-not-chosen": (
        "Whoever works with this account has not chosen a password of their own since, so somebody "
        "else may still know it. Let them sign in and change it; then confirm the account.",
        "此账户的使用人此后尚未自行更改密码，他人可能仍知道该密码。请其登录并更改密码，再确认账户。",
    ),
    "note-unreadable": (
        "This is no checkpoint of this city's log. Send the whole text that was published, at "
        "/api/v1/cities/…/checkpoints.",
        "这不是本市日志的检查点。请提交 /api/v1/cities/…/checkpoints 公布的完整文本。",
    ),
    "log-whole": (
        "All {size} entries are what they were when they came into the tree, and every checkpoint "
        "holds. {unsealed} newer ones come into it within the hour.",
        "全部 {size} 条记录自纳入日志树以来均未改变，所有检查点均有效。"
        "另有 {unsealed} 条新记录将在一小时内纳入。",
    ),
    "entry-missing": (
        "Entry {number}, counted from 0, is gone. Compare the database with a backup.",
        "第 {number} 条记录（从 0 起计）已缺失。请将数据库与备份对照。",
    ),
    "entry-altered": (
        "Entry {number}, counted from 0, was changed after it was written. Compare the database "
        "with a backup.",
        "第 {number} 条记录（从 0 起计）在写入后被更改。请将数据库与备份对照。",
    ),
    "checkpoint-altered": (
        "The entries up to number {number} do not come to the checkpoint that was signed then, or "
        "its signature does not hold. Compare the database with a backup.",
        "截至第 {number} 条的记录与当时签署的检查点不符，或其签名无效。请将数据库与备份对照。",
    ),
    "log-shorter": (
        "The log ends after {number} entries, and a checkpoint says that there were more. Compare "
        "the database with a backup.",
        "日志在第 {number} 条后中断，而检查点表明当时记录更多。请将数据库与备份对照。",
    ),
    "checkpoint-other": (
        "The log is not the one of which the checkpoint was kept: its first {number} entries are "
        "others. Compare the database with a backup.",
        "此日志与所保存检查点对应的日志不同：前 {number} 条记录不一致。请将数据库与备份对照。",
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
