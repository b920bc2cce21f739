"""Sentences about requests: who may ask, how they are written, and what the service answers.

Titles belong to a status, because a caller tells problems apart by their type and not by a title.
"""

from typing import Final

WEB: Final[dict[str, tuple[str, str]]] = {
    # Who may do what
    "role-not-allowed": (
        "An account with the role {role} may not do this. Ask someone whose role allows it.",
        "角色为 {role} 的账户不能执行此操作。请由有相应权限的人员办理。",
    ),
    "city-not-yours": (
        "Your account belongs to the city {city}, not to the one named. Name your own city.",
        "您的账户属于城市 {city}，而不是所指的城市。请使用您所属的城市。",
    ),
    "same-person": (
        "One person may not do both steps. Ask a colleague to do this one.",
        "两个步骤不能由同一人完成。请由同事办理这一步。",
    ),
    # Addresses and methods
    "path-unknown": (
        "There is nothing at this address. Compare it with the pages at /api/v1/docs.",
        "此地址没有内容。请对照 /api/v1/docs 的说明。",
    ),
    "not-found": (
        "There is no such entry, or it is not yours to see. Check the id.",
        "没有这一条目，或您无权查看。请检查 id。",
    ),
    "method-not-allowed": (
        "{method} is not possible at this address. Use one of: {allowed}.",
        "此地址不支持 {method}。请使用以下之一：{allowed}。",
    ),
    "parameter-missing": (
        "The parameter {name} is missing. Add it.",
        "缺少参数 {name}。请补上。",
    ),
    "parameter-unreadable": (
        "The parameter {name} cannot be read. Compare it with the pages at /api/v1/docs.",
        "无法读取参数 {name}。请对照 /api/v1/docs 的说明。",
    ),
    "address-unreadable": (
        "The address holds the sign {sign}, which nobody can see. Remove it.",
        "地址中含有不可见字符 {sign}。请删除。",
    ),
    "request-unreadable": (
        "The request cannot be read. Compare it with the pages at /api/v1/docs.",
        "无法读取请求。请对照 /api/v1/docs 的说明。",
    ),
    # Bodies
    "body-missing": (
        "The request has no body. Send it as JSON.",
        "请求没有正文。请以 JSON 发送。",
    ),
    "body-not-utf8": (
        "The body is not UTF-8. Send it in the encoding UTF-8.",
        "正文不是 UTF-8 编码。请以 UTF-8 编码发送。",
    ),
    "body-not-json": (
        "The body is not JSON from line {line}, column {column}. Texts and names stand in "
        "straight double quotes, numbers have no commas.",
        "正文自第 {line} 行第 {column} 列起不是 JSON。文本和名称用直双引号，数字不带逗号。",
    ),
    "body-nested": (
        "The body is nested too deeply to be read. Write it as the pages at /api/v1/docs show.",
        "正文嵌套过深，无法读取。请按 /api/v1/docs 的说明书写。",
    ),
    "body-unreadable": (
        "The body does not fit this request. Write it as the pages at /api/v1/docs show.",
        "正文与此请求不符。请按 /api/v1/docs 的说明书写。",
    ),
    "body-too-large": (
        "The body is larger than {most} bytes. Send less at once.",
        "正文超过 {most} 字节。请分次发送。",
    ),
    "body-not-accepted": (
        "The body is not marked as JSON. Send it with Content-Type: application/json.",
        "正文未标明为 JSON。请以 Content-Type: application/json 发送。",
    ),
    "field-unexpected": (
        "There is no field {name} here{hint}. Correct or remove it.",
        "此处没有字段 {name}{hint}。请改正或删除。",
    ),
    "field-twice": (
        "The field {name} is stated more than once. Keep one.",
        "字段 {name} 写了不止一次。请只保留一处。",
    ),
    "number-too-small": (
        "This number is less than {least}. Correct it.",
        "此数字小于 {least}。请改正。",
    ),
    "number-too-large": (
        "This number is more than {most}. Correct it.",
        "此数字大于 {most}。请改正。",
    ),
    "text-too-short": (
        "This text has fewer than {least} characters. Write it out.",
        "此文本少于 {least} 个字符。请写完整。",
    ),
    "text-too-long": (
        "This text has more than {most} characters. Shorten it.",
        "此文本超过 {most} 个字符。请缩短。",
    ),
    "text-blank": (
        "This text says nothing. Write it out.",
        "此文本没有内容。请填写。",
    ),
    "text-malformed": (
        "This text is not written as it must be, which is {pattern}. Correct it.",
        "此文本的写法不符合 {pattern}。请改正。",
    ),
    "text-unstorable": (
        "This text holds the sign {sign}, which nobody can see. Remove it.",
        "此文本含有不可见字符 {sign}。请删除。",
    ),
    "list-too-short": (
        "This list has fewer than {least} entries. Add what is missing.",
        "此列表少于 {least} 项。请补充。",
    ),
    "list-too-long": (
        "This list has more than {most} entries. Send the rest in another request.",
        "此列表超过 {most} 项。请将其余部分另行发送。",
    ),
    "moment-impossible": (
        "This is no moment. Write date, time and offset, such as 2027-01-01T12:00:00Z.",
        "这不是时刻。请写日期、时间和时差，例如 2027-01-01T12:00:00Z。",
    ),
    "uuid-malformed": (
        "This is no UUID. Write 32 hexadecimal digits in five groups, joined by hyphens.",
        "这不是 UUID。请写 32 位十六进制数字，分为五组，以连字符相连。",
    ),
    # Versions and pages
    "if-match-missing": (
        'The header If-Match is missing, or is "*". Send the ETag of the version '
        'that you last read, such as "v3".',
        '缺少 If-Match 标头，或其值为“*”。请发送上次读取的版本的 ETag，例如 "v3"。',
    ),
    "if-match-malformed": (
        "The header If-Match does not name one version. Send the ETag that you last read, "
        'such as "v3".',
        'If-Match 标头未指明一个版本。请发送上次读取时得到的 ETag，例如 "v3"。',
    ),
    "version-stale": (
        "Someone has changed this since you read it. Read it again, then repeat your change.",
        "在您读取之后，此内容已被他人修改。请重新读取，再作修改。",
    ),
    "cursor-altered": (
        "This cursor was not given out for this list. Start again without a cursor.",
        "此游标不是为本列表签发的。请不带游标重新开始。",
    ),
    # The service itself
    "too-many-requests": (
        "These are too many requests in a short time. Try again in {seconds} seconds.",
        "短时间内请求过多。请在 {seconds} 秒后再试。",
    ),
    "failure": (
        "The service failed, and it is not your mistake. Tell its operators the number {id}.",
        "服务出现故障，并非您的错误。请将编号 {id} 告知运维人员。",
    ),
    # Settings
    "setting-port": (
        "“{value}” is no port. State a number from 1 to 65535.",
        "“{value}”不是端口号。请写 1 至 65535 之间的数字。",
    ),
    "setting-database-url": (
        "This is no address of a database. Begin it with sqlite:/// or postgresql://.",
        "这不是数据库地址。请以 sqlite:/// 或 postgresql:// 开头。",
    ),
}

TITLES: Final[dict[int, tuple[str, str]]] = {
    400: ("The request cannot be read", "无法读取请求"),
    401: ("Sign in first", "请先登录"),
    403: ("Not yours to do", "无权执行"),
    404: ("Not found", "未找到"),
    405: ("Not possible here", "此处不支持"),
    409: ("In conflict with what is stored", "与已有内容冲突"),
    412: ("Changed in the meantime", "其间已被修改"),
    413: ("Too large", "内容过大"),
    415: ("Not JSON", "不是 JSON"),
    422: ("Something in the request is wrong", "请求内容有误"),
    428: ("The version is missing", "缺少版本"),
    429: ("Too many requests", "请求过多"),
    500: ("The service failed", "服务故障"),
    503: ("Not available at this moment", "暂时不可用"),
}
