"""Sentences about what `score` reads."""

from typing import Final

DEEDS: Final[dict[str, tuple[str, str]]] = {
    "city-unknown": (
        "There is no city {name} in {folder}. Use one of: {known}; --configs names another folder.",
        "{folder} 中没有城市 {name}。请从以下各项中选一：{known}；可用 --configs 指定其他文件夹。",
    ),
    "scheme-not-in-force": (
        "No scheme of {city} is in force on {day}; the first one begins on {first}. "
        "Choose a later day.",
        "{day} 时 {city} 尚无生效方案，首个方案自 {first} 起。请选更晚的日期。",
    ),
    "scheme-unknown": (
        "{city} has no scheme of {day} in {folder}. Use one of: {known}; "
        "--configs names another folder.",
        "{folder} 中 {city} 没有 {day} 的方案。请从以下各项中选一：{known}；"
        "可用 --configs 指定其他文件夹。",
    ),
    "input-unreadable": (
        "The input cannot be read ({detail}). Check the name and that you may read it.",
        "无法读取输入（{detail}）。请检查文件名和权限。",
    ),
    "output-unwritable": (
        "The files cannot be written ({detail}). Name a folder that you may write to.",
        "无法写入文件（{detail}）。请指定可写入的文件夹。",
    ),
    "input-too-large": (
        "The input is larger than {limit} MB. Split it by resident.",
        "输入超过 {limit} MB。请按居民拆分。",
    ),
    "input-not-utf8": (
        "The input is not UTF-8. Save it again with the encoding UTF-8.",
        "输入不是 UTF-8 编码。请以 UTF-8 编码重新保存。",
    ),
    "input-not-json": (
        "The input is not JSON from line {line}, column {column}. Texts and names stand in "
        'straight double quotes, numbers have no commas: [{{"id": "a", …}}, …].',
        "输入自第 {line} 行第 {column} 列起不是 JSON。文本和名称用直双引号，数字不带逗号："
        '[{{"id": "a", …}}, …]。',
    ),
    "input-not-a-list": (
        'The input is no list. State a list of deeds: [{{"id": …}}, …].',
        '输入应为行为列表：[{{"id": …}}, …]。',
    ),
    "date-impossible": (
        "This is no date. Write an existing day as YYYY-MM-DD, such as 2019-06-30.",
        "这不是日期。请写存在的日期，格式为 YYYY-MM-DD，例如 2019-06-30。",
    ),
    "time-impossible": (
        "This is no time of day. Write hours, minutes and seconds, such as 08:00:00.",
        "这不是一天中的时间。请写时、分、秒，例如 08:00:00。",
    ),
    "date-out-of-range": (
        "{day} is out of range. Use a day from {first} to {last}.",
        "{day} 超出范围。请使用 {first} 至 {last} 之间的日期。",
    ),
    "date-before-deed": (
        "{day} lies before the deed occurred on {occurred}. Correct one of the two days.",
        "{day} 早于行为发生日 {occurred}。请改正其中一个日期。",
    ),
    "id-missing": (
        "Every deed needs an id of 1 to {most} characters. Give it one.",
        "每件行为须有 1 至 {most} 个字符的 id。请填写。",
    ),
    "id-twice": (
        "The id is used for another deed with other content. Give each deed its own id.",
        "该 id 已用于内容不同的另一件行为。请为每件行为使用不同的 id。",
    ),
    "deed-unreadable": (
        "This deed holds a number or nesting that cannot be read. Correct it.",
        "该行为含有无法读取的数字或嵌套。请改正。",
    ),
    "field-missing": (
        "The field {name} is missing. Add it.",
        "缺少字段 {name}。请补上。",
    ),
    "field-unknown": (
        "A deed has no field {name}{hint}. Correct or remove it.",
        "行为没有字段 {name}{hint}。请改正或删除。",
    ),
    "rule-or-source": (
        "A deed names either its rule or its source. State exactly one of the two.",
        "每件行为须写明 rule 或 source 之一。请恰好写一个。",
    ),
    "rule-unknown": (
        "{city} has no rule {name}{hint}. `citypoints rules --city {city}` lists them.",
        "{city} 没有规则 {name}{hint}。可用 `citypoints rules --city {city}` 查看。",
    ),
    "source-unknown": (
        "{city} has no rule with the source {name}{hint}. "
        "`citypoints rules --city {city}` lists them.",
        "{city} 没有依据为 {name} 的规则{hint}。可用 `citypoints rules --city {city}` 查看。",
    ),
    "source-excluded": (
        "{name} never counts: {reason} Remove the deed.",
        "{name} 不得计分：{reason}请删除该行为。",
    ),
    "source-ambiguous": (
        "{name} names more than one deed type. State `rule` instead: {known}.",
        "{name} 对应多个行为类型。请改写 `rule`：{known}。",
    ),
    "grade-missing": (
        "The rule is priced by grade. State one of: {known}.",
        "该规则按级别计分。请写明其一：{known}。",
    ),
    "grade-unexpected": (
        "Deeds of this type have no grade. Remove it.",
        "此类行为没有级别。请删除。",
    ),
    "quantity-missing": (
        "The rule is priced by quantity. State it in {unit}.",
        "该规则按数量计分。请以{unit}写明数量。",
    ),
    "quantity-unexpected": (
        "Deeds of this type have no quantity. Remove quantity and unit.",
        "此类行为没有数量。请删除 quantity 和 unit。",
    ),
    "quantity-out-of-range": (
        "{value} is out of range. State a quantity from 0 to {most}.",
        "{value} 超出范围。请写 0 至 {most} 之间的数量。",
    ),
    "quantity-too-precise": (
        "{value} has more than {decimals} decimals. Round it.",
        "{value} 的小数超过 {decimals} 位。请四舍五入。",
    ),
    "quantity-not-whole": (
        "{value} is not a whole number of {unit}. Correct it.",
        "{value} 不是整数{unit}。请改正。",
    ),
    "unit-without-quantity": (
        "A unit without a quantity says nothing. State the quantity, or remove the unit.",
        "只有单位没有数量。请写明数量，或删除单位。",
    ),
    "unit-not-priced": (
        "The rule is not priced in {unit}. Use one of: {known}.",
        "该规则不以 {unit} 计分。请使用：{known}。",
    ),
    "ended-not-ongoing": (
        "Deeds of this type do not last, so they have no end. Remove ended_on.",
        "此类行为不是持续性的，没有结束日。请删除 ended_on。",
    ),
    "repair-not-offered": (
        "The rule offers no repair. Remove repaired_on.",
        "该规则不提供修复。请删除 repaired_on。",
    ),
    "repair-too-early": (
        "The rule offers repair from {first} on. Correct repaired_on.",
        "该规则自 {first} 起方可修复。请改正 repaired_on。",
    ),
}
