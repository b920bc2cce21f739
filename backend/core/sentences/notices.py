"""What notices say, in the inbox and outside; and problems with notices and contacts."""

from typing import Final

# In the inbox: `{label}` is what it tells of, `{day}` the day it speaks of, `{until}` the last
# day of a grant.
NOTICE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "deed-counts": (
        "“{label}” was recorded for you. It counts from {day} on.",
        "“{label}”已为您记录，自 {day} 起计分。",
    ),
    "deed-will-count": (
        "“{label}” was recorded and confirmed. It will count from {day} on. If it is not right, "
        "object before that day: then it does not count until you are answered.",
        "“{label}”已被记录并经确认，将自 {day} 起计分。如有不符，请在该日之前提出异议："
        "答复之前不计分。",
    ),
    "deed-refused": (
        "“{label}” was entered for you, and a second person refused it. It does not count.",
        "“{label}”曾为您录入，但未通过第二人确认，不计分。",
    ),
    "deed-annulled": (
        "“{label}” was annulled. It does not count. The reason stands with the deed.",
        "“{label}”已被撤销，不计分。原因见该条记录。",
    ),
    "deed-proven": (
        "It was proven anew, for {day}, that “{label}” lasts. It may count longer for that.",
        "已有新的凭据（{day}）表明“{label}”仍在持续，计分期可能因此延长。",
    ),
    "deed-ended": (
        "“{label}” ended on {day}. Your score's lines say what remains of it.",
        "“{label}”已于 {day} 结束。积分明细说明其后续影响。",
    ),
    "case-received": (
        "What you wrote about “{label}” has arrived. You will be answered by {day}.",
        "您就“{label}”提交的内容已收到，将在 {day} 之前（含当日）答复。",
    ),
    "case-on-paper": (
        "An officer took in a paper that you signed about “{label}”. You will be answered by "
        "{day}. If you did not sign it, tell the city; its log names the officer.",
        "经办人员接收了您签署的关于“{label}”的纸质材料，将在 {day} 之前（含当日）答复。"
        "如非您本人签署，请告知所在城市；日志记有经办人员。",
    ),
    "case-upheld": (
        "Your objection to “{label}” was upheld. It does not count any more.",
        "您对“{label}”的异议成立，该记录不再计分。",
    ),
    "case-accepted": (
        "Your repair of “{label}” was accepted. Your score's lines say what it has become.",
        "您对“{label}”的修复已被接受。积分明细说明其结果。",
    ),
    "case-rejected": (
        "What you wrote about “{label}” was not accepted. The reasons stand with it.",
        "您就“{label}”提交的内容未被接受。理由见该案。",
    ),
    "case-withdrawn": (
        "What you wrote about “{label}” is withdrawn.",
        "您就“{label}”提交的内容已撤回。",
    ),
    "perk-granted": (
        "The perk “{label}” was granted to you, from {day} until {until}.",
        "已授予您便利项目“{label}”，自 {day} 起，至 {until}（含当日）。",
    ),
    "perk-revoked": (
        "Your grant of “{label}” was revoked and has ended at once. The reason stands with your "
        "grants. What your band opens stays open.",
        "您所获授予的“{label}”已被撤销，并已立即终止。原因见您的授予记录。您的等级所开放的项目不受"
        "影响。",
    ),
    "perk-ends": (
        "Your grant of “{label}” was revoked. It still holds until {day}. The reason stands with "
        "your grants. What your band opens stays open.",
        "您所获授予的“{label}”已被撤销，但仍有效至 {day}（含当日）。原因见您的授予记录。您的等级所"
        "开放的项目不受影响。",
    ),
    "consent-asked": (
        "The consent text has changed. Read it and answer by {day}; without your consent you "
        "leave from then on.",
        "同意书内容已变更。请阅读并在 {day} 之前（含当日）答复；届时未同意的，视为退出。",
    ),
    "consent-given": (
        "Your consent is recorded. You take part.",
        "您的同意已记录，您已加入。",
    ),
    "left": (
        "You have left. Nothing of yours is shown any more; on {day} it is erased, unless you "
        "return before.",
        "您已退出，您的数据不再显示，并将于 {day} 删除；在此之前您可以返回。",
    ),
    "left-on-paper": (
        "An officer recorded a paper that you signed: you have left. Nothing of yours is shown any "
        "more; on {day} it is erased. If you did not sign it, sign in and return before that day, "
        "and tell the city; its log names the officer.",
        "经办人员登记了您签署的退出材料：您已退出，您的数据不再显示，并将于 {day} 删除。"
        "如非您本人签署，请在该日之前登录并恢复参加，并告知所在城市；日志记有经办人员。",
    ),
    "returned": (
        "You have returned and take part again.",
        "您已返回，重新加入。",
    ),
    "invitation-made": (
        "A new invitation was made for you. Whoever has its code can set a new password and act "
        "as you. If you did not ask for it, tell the city at once; who made it stands with the "
        "looks at your file.",
        "已为您新制作一份邀请。持有邀请码者可设置新密码并以您的名义操作。如非您本人申请，请立即"
        "告知所在城市；制作人见档案查看记录。",
    ),
    "invitation-opened": (
        "An invitation of yours was opened: the password was set anew, and all earlier sign-ins "
        "ended. If that was not you, ask at the desk for a new invitation at once. For three days "
        "nothing can be erased at once, no case withdrawn and no contact changed.",
        "您的邀请已被启用：密码已重设，此前的登录均已失效。如非您本人操作，请立即到窗口申请新的"
        "邀请。三天内不能立即删除数据、撤回异议或修复申请，也不能更改联系方式。",
    ),
}

# Outside: that there is a notice, and until when to act; never what it is about.
OUTGOING: Final[dict[str, tuple[str, str]]] = {
    "sender": ("Citizen points of {city}", "{city}市民积分"),
    "subject": ("A new notice for you", "您有新的通知"),
    "news": (
        "There is a new notice for you in the citizen points of {city}. Sign in to read it.",
        "您在{city}市民积分中有新的通知。请登录后查看。",
    ),
    "act": (
        "If you want to act on it, do so by {day}.",
        "如需办理，请在 {day} 之前（含当日）办理。",
    ),
    "contact": (
        "Questions: {contact}",
        "咨询：{contact}",
    ),
    "why": (
        "You asked to be told at this address; you can remove it where you read your notices.",
        "您曾要求通过此地址接收提醒；可在查看通知处将其移除。",
    ),
}

NOTICES: Final[dict[str, tuple[str, str]]] = {
    "notice-unknown": (
        "You have no such notice. Read your notices again.",
        "您没有这条通知。请重新查看通知。",
    ),
    "contact-email": (
        "This is no e-mail address that can be written to. State one such as li.na@example.cn.",
        "这不是可以发送的电子邮箱地址。请填写如 li.na@example.cn 的地址。",
    ),
    "contact-message": (
        "This is no telephone number that can be written to. State it with the country's code, "
        "such as +8613800000000.",
        "这不是可以发送的电话号码。请填写带国家代码的号码，如 +8613800000000。",
    ),
    "setting-smtp-url": (
        "This is no address of a mail server. Write smtp://user:password@host:port, or smtps://… "
        "where it is encrypted from the beginning.",
        "这不是邮件服务器地址。请写 smtp://用户:密码@主机:端口；若一开始即加密，请写 smtps://…。",
    ),
    "setting-mail-from": (
        "Mail needs a sender. State an e-mail address, such as notices@example.cn.",
        "发送邮件需要发件人。请填写电子邮箱地址，如 notices@example.cn。",
    ),
    "setting-webhook-url": (
        "Messages are handed over in secret. State an address that begins with https://, or with "
        "http:// on this machine.",
        "短消息须保密传送。请填写以 https:// 开头的地址；本机可用 http://。",
    ),
    "setting-webhook-secret": (
        "This is no secret to sign messages with. State 24 to 64 random bytes in base64, such as "
        "`openssl rand -base64 32` prints them.",
        "这不是可用于签名的密钥。请填写 base64 编码的 24 至 64 个随机字节，"
        "例如 `openssl rand -base64 32` 的输出。",
    ),
}
