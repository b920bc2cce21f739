"""Sentences about accounts, sign-in and staff."""

from typing import Final

PEOPLE: Final[dict[str, tuple[str, str]]] = {
    # Signing in
    "sign-in-refused": (
        "These do not belong together, or may not sign in. Check what you typed; who has "
        "forgotten a password gets a new one from the city.",
        "登录信息不匹配，或不允许登录。请核对所输入的内容；忘记密码者请向所在城市申请新密码。",
    ),
    "invitation-refused": (
        "Invitation code and number do not belong together, or the code was used or has expired. "
        "Check both, or ask the office that invited you for a new one.",
        "邀请码与证件号码不匹配，或邀请码已使用、已过期。请核对两者，或向邀请您的部门索取新的邀请码。",
    ),
    "invitation-recent": (
        "An invitation of yours was opened a short while ago. Until {until} nothing is erased at "
        "once, no case withdrawn and no contact changed, in case that was not you. Try again then.",
        "您的邀请不久前被启用。为防非本人操作，在 {until} 之前不能立即删除数据、撤回异议或修复"
        "申请、更改联系方式。请届时再试。",
    ),
    "setup-refused": (
        "This set-up code is wrong or was used. Copy the one that the server shows when it starts.",
        "此设置码有误或已使用。请抄录服务器启动时显示的设置码。",
    ),
    "session-ended": (
        "This session has ended. Sign in again.",
        "会话已结束。请重新登录。",
    ),
    "old-password-wrong": (
        "This is not your present password. Type it again.",
        "当前密码不正确。请重新输入。",
    ),
    # Staff
    "name-malformed": (
        "This name has signs that a sign-in name may not have. Use 2 to 64 letters, digits, dots, "
        "hyphens, underscores, plus signs or @, beginning with a letter or digit.",
        "登录名中含有不允许的字符。请使用 2 至 64 个字母、文字、数字、点、连字符、下划线、加号或 "
        "@，并以字母、文字或数字开头。",
    ),
    "sign-in-name-taken": (
        "Somebody in this city signs in with this name. Choose another.",
        "本市已有人使用此登录名。请另选一个。",
    ),
    "full-name-malformed": (
        "This full name is empty or has signs that cannot be seen. Write it out.",
        "姓名为空或含有不可见的字符。请完整填写。",
    ),
    "department-missing": (
        "A collector belongs to a department. Name its code, from /api/v1/cities/…/departments.",
        "信息采集员须属于一个部门。请填写部门代码，见 /api/v1/cities/…/departments。",
    ),
    "department-unwanted": (
        "An account with the role {role} submits no deeds. Leave the department out.",
        "角色为 {role} 的账户不提交行为。请不要填写部门。",
    ),
    "no-such-department": (
        "There is no department {name}. Name a code from /api/v1/cities/…/departments.",
        "没有部门 {name}。请填写 /api/v1/cities/…/departments 中的代码。",
    ),
    "machine-role": (
        "A department's system may enter deeds and nothing else. Leave its role at collector.",
        "部门系统只能录入行为。请将其角色保留为 collector。",
    ),
    "own-account": (
        "This is your own account. Ask another administrator; your password you change yourself, "
        "at /api/v1/account/password.",
        "这是您自己的账户。请由其他管理员办理；您的密码可在 /api/v1/account/password 自行更改。",
    ),
    "last-administrator": (
        "This is the only administrator who can still sign in. Make another one first.",
        "这是唯一仍可登录的管理员。请先另设一位管理员。",
    ),
}
