"""Sentences about breaches of the charter, by article."""

from typing import Final

CHARTER: Final[dict[str, tuple[str, str]]] = {
    # Charter, article 1
    "consent-priced": (
        "“{word}” speaks of taking part or not: joining, declining and leaving are never priced. "
        "Remove the entry.",
        "“{word}”涉及是否参加：加入、拒绝和退出一律不得计分。请删除该项。",
    ),
    "minimum-age": (
        "Residents consent for themselves, at {least} or older. Raise the age.",
        "居民须年满 {least} 岁方可自行同意。请提高年龄。",
    ),
    "text-missing": (
        "This must say something: residents read it. Write it out in words.",
        "此处不能为空：居民要读到它。请用文字写明。",
    ),
    # Charter, article 2
    "perk-gates-essential-service": (
        "“{word}” gates {gated}: perks are conveniences and never decide on care, schooling, "
        "housing, work, loans or aid. Remove the perk; beside care only a deposit waived or "
        "paperwork is possible.",
        "“{word}”涉及 {gated}：便利项目不得影响就医、就学、住房、就业、贷款或救助。"
        "请删除该便利项目；就医方面只允许免押金或简化手续。",
    ),
    "label-is-penalty": (
        "“{word}” takes away, exposes or ranks. Name what a resident is offered, "
        "or use a neutral word.",
        "“{word}”属于剥夺、曝光或排名。请写明提供的便利，或使用中性名称。",
    ),
    "provider-unknown": (
        "The scheme names no provider {name}. Name it under [[provider]], or use one of: {known}.",
        "本方案没有提供方 {name}。请在 [[provider]] 中列出，或从以下各项中选一：{known}。",
    ),
    "perk-unknown-kind": (
        "“{name}” is not a kind of perk. Use one of: {known}.",
        "“{name}”不是便利项目的种类。请从以下各项中选一：{known}。",
    ),
    "perk-unknown-service": (
        "“{name}” is not a service that perks may touch. Use one of: {known}.",
        "“{name}”不是便利项目可涉及的服务。请从以下各项中选一：{known}。",
    ),
    "merit-is-penalty": (
        "A floor or a direct grade lowers residents, so it cannot price a merit. Use another form.",
        "清零或直接判级会降低居民等级，不能用于加分行为。请改用其他形式。",
    ),
    # Charter, article 3
    "demerit-without-severity": (
        'A demerit needs its severity. Add severity = "minor", "general" or "serious".',
        "扣分行为须写明严重程度。请添加 severity（minor、general 或 serious）。",
    ),
    "demerit-without-law": (
        "A demerit rests on a breach of law. Name the law in English and Chinese.",
        "扣分须以违法为依据。请用中英文写明法律名称。",
    ),
    "suspicion": (
        "“{word}” is a suspicion, not a finding. Price only what a decision has established.",
        "“{word}”只是怀疑，不是认定。只有经决定认定的行为才能计分。",
    ),
    "merit-with-law": (
        "A merit breaches no law, so {name} has no place here. "
        "Remove it, or call the deed type a demerit.",
        "加分行为不违法，不应有 {name}。请删除，或改为扣分行为。",
    ),
    "merit-speaks-of-breach": (
        "“{word}” speaks of a breach, but the deed type is called a merit. "
        "Call it a demerit and name the law, or reword the label.",
        "“{word}”涉及违法，却被列为加分行为。请改为扣分行为并写明法律，或改写名称。",
    ),
    "merit-takes-points": (
        "This merit takes points ({points}). Give it points above 0, or make it a demerit.",
        "加分行为却扣分（{points}）。请改为大于 0 的分值，或改为扣分行为。",
    ),
    "demerit-gives-points": (
        "This demerit gives points ({points}). Put a minus before them, or make it a merit.",
        "扣分行为却加分（{points}）。请加上负号，或改为加分行为。",
    ),
    "merit-repaired": (
        "Only a demerit is repaired. Remove the repair.",
        "只有扣分行为才需修复。请删除 repair。",
    ),
    "notice-days": (
        "The resident is told {least} to {most} days before a demerit counts, not {days}. "
        "Correct the number.",
        "扣分生效前须提前 {least} 至 {most} 天告知居民，而不是 {days} 天。请改正。",
    ),
    "collector-points": (
        "A city limits what one collector may give one resident in a year. State a number above 0.",
        "城市须限定一名采集员一年内给同一居民的加分。请写大于 0 的数。",
    ),
    "second-look-percent": (
        "A share of the merits that one person may give is looked at by a second one. State how "
        "many of a hundred: a whole number from 0 to 100.",
        "由一人录入即可计分的加分事项，按比例由第二人复看。请写每百件中的件数：0 至 100 的整数。",
    ),
    # Charter, article 4
    "protected-matter": (
        "{matter} is a protected matter and never counts. Remove the deed type from the scheme.",
        "{matter} 属于受保护事项，不得计分。请从方案中删除该行为类型。",
    ),
    "protected-word": (
        "“{word}” speaks of {matter}, which is protected and never counts. "
        "Remove the entry; if something else is meant, reword the label.",
        "“{word}”涉及受保护事项（{matter}），不得计分。请删除该项；如另有所指，请改写名称。",
    ),
    "label-too-long": (
        "A label has {most} characters at most. Say it shorter.",
        "名称最多 {most} 个字符。请写得更短。",
    ),
    "label-unreadable": (
        "The sign {sign} belongs to another script or is not seen: it could hide a word. "
        "Type the label again in plain letters.",
        "字符 {sign} 属于其他文字或不可见，可能掩盖词语。请用普通文字重新输入。",
    ),
    "excluded-and-priced": (
        "The row is excluded as a whole and priced as well. Remove the rule, "
        "or say with part_en and part_zh which part is excluded.",
        "该行既整体排除又计分。请删除规则，或用 part_en 和 part_zh 说明排除哪一部分。",
    ),
    # Charter, article 5
    "lifetime-missing": (
        "Every deed ends. State a lifetime, such as {{ years = 1 }}.",
        "一切记录都有期限。请写明 lifetime，例如 {{ years = 1 }}。",
    ),
    "lifetime-not-above-zero": (
        "A lifetime is longer than nothing. State years or months above 0.",
        "期限须大于零。请写明大于 0 的年数或月数。",
    ),
    "lifetime-over-ceiling": (
        "{months} months exceed the ceiling of {ceiling} months. State at most the ceiling, "
        "and keep the published term as published_lifetime.",
        "{months} 个月超过了 {ceiling} 个月的上限。请写不超过上限的期限，"
        "原公布期限写在 published_lifetime。",
    ),
    "lifetime-over-published": (
        "{months} months are longer than the published {published}. State at most those.",
        "{months} 个月比公布的 {published} 个月更长。请不超过公布的期限。",
    ),
    "lifetime-unused": (
        "While the breach lasts it counts, and then only price.after_effect lives on. "
        "Move the lifetime there.",
        "行为持续期间一直有效，结束后只有 price.after_effect 有效。请把期限移到那里。",
    ),
    # Charter, article 6
    "source-missing": (
        "A rule names what it rests on. State the row or the reference as source.",
        "规则须写明依据。请在 source 中写明行号或文件。",
    ),
    "label-not-english": (
        "The English label needs words in Latin letters and no others. Rewrite it.",
        "英文名称只能用拉丁字母书写。请改写。",
    ),
    "label-not-chinese": (
        "The Chinese label needs Chinese characters, and no letters but Chinese and Latin ones. "
        "Rewrite it.",
        "中文名称须用汉字书写，不得夹用汉字和拉丁字母以外的文字。请改写。",
    ),
    # Charter, articles 7 and 9
    "objection-days": (
        "An objection is answered within {least} to {most} days, not {days}. Correct the number.",
        "异议须在 {least} 至 {most} 天内答复，而不是 {days} 天。请改正。",
    ),
    "cooling-off-days": (
        "Leaving erases after {least} to {most} days, not {days}. Correct the number.",
        "退出后须在 {least} 至 {most} 天内删除，而不是 {days} 天。请改正。",
    ),
}
