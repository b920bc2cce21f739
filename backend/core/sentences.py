"""What each kind of problem says, in English and in Chinese: what is wrong, then what to do."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Files
    "file-missing": (
        "The file is missing. Add it; `_template` has one to copy.",
        "缺少此文件。请补上，可从 `_template` 复制。",
    ),
    "path-missing": (
        "There is no such file or folder. Name a folder of cities, a city's folder or its file.",
        "没有这个文件或文件夹。请指明城市总文件夹、某个城市的文件夹或其中的文件。",
    ),
    "not-utf8": (
        "The file is not UTF-8 (byte {byte}). Save it again with the encoding UTF-8.",
        "文件不是 UTF-8 编码（第 {byte} 字节）。请以 UTF-8 编码重新保存。",
    ),
    "not-toml": (
        "Line {line} cannot be read as TOML: {detail}. Compare it with the lines around it.",
        "第 {line} 行不是有效的 TOML：{detail}。请与相邻各行对照修改。",
    ),
    "key-twice": (
        "Line {line} states this key a second time. Keep one of the two.",
        "第 {line} 行重复写了这个键。请只保留一处。",
    ),
    "key-unknown": (
        "There is no key {name} here{hint}. Correct or remove it.",
        "此处没有键 {name}{hint}。请改正或删除。",
    ),
    "key-missing": (
        "The key {name} is missing. Add it; city_configs/README.md says what it holds.",
        "缺少键 {name}。请补上，其含义见 city_configs/README.md。",
    ),
    "wrong-type": (
        "This must be {expected}, not {got}. Correct the value.",
        "此处应为 {expected}，而不是 {got}。请改正。",
    ),
    "value-unreadable": (
        "This value cannot be used ({detail}). Correct it.",
        "此值无法使用（{detail}）。请改正。",
    ),
    "not-a-choice": (
        "“{value}” is not one of the choices. Use one of: {known}.",
        "“{value}”不在可选项内。请从以下各项中选一：{known}。",
    ),
    "proof-medical": (
        "“{value}” is no proof: medical acts never repair a deed. Use one of: {known}.",
        "“{value}”不能作为证明：医疗行为不能用于信用修复。请从以下各项中选一：{known}。",
    ),
    "code-twice": (
        "The code {code} stands in the catalogue twice (also in {other}). Rename or remove one.",
        "目录中代码 {code} 出现两次（另见 {other}）。请改名或删除其一。",
    ),
    "city-code": (
        "This says {stated}, but the folder is called {folder}. Make them the same.",
        "此处写的是 {stated}，而文件夹名为 {folder}。请改为一致。",
    ),
    "file-name-date": (
        "The file's name must be the scheme's first day, such as {example}. Rename the file.",
        "文件名须为方案的生效日期，例如 {example}。请重新命名。",
    ),
    "scheme-missing": (
        "The city has no scheme. Add one in its folder `schemes`.",
        "该城市没有方案。请在其 `schemes` 文件夹中添加。",
    ),
    "city-missing": (
        "No city is here. A city is a folder with a file city.toml.",
        "此处没有城市。含有 city.toml 的文件夹才是城市。",
    ),
    "table-missing": (
        "The table {table} is not in city_configs/sources. Add it or correct the name.",
        "city_configs/sources 中没有表 {table}。请添加或改正名称。",
    ),
    "source-not-in-table": (
        "{source} is no row of {table}. Name the row that this rests on.",
        "{table} 中没有 {source} 行。请写明所依据的行。",
    ),
    "row-not-covered": (
        "Row {row} of {table} is neither a rule nor excluded. Add a rule or an excluded entry.",
        "{table} 的 {row} 行既无规则也未排除。请添加规则或排除项。",
    ),
    # The catalogue
    "department-unknown": (
        "There is no department {code}. Add it to departments.toml or correct the code.",
        "没有部门 {code}。请在 departments.toml 中添加或改正代码。",
    ),
    "departments-missing": (
        "No department may submit this deed type. Name at least one.",
        "没有部门可以提交此类行为。请至少写明一个部门。",
    ),
    "record-type-unknown": (
        "There is no record type {number}. Use a number from record_types.toml.",
        "没有第 {number} 类记录。请使用 record_types.toml 中的编号。",
    ),
    "record-type-not-citizens": (
        "Record type {number} is not collected on citizens. Use one that is: {known}.",
        "第 {number} 类记录不针对自然人采集。请改用：{known}。",
    ),
    "unit-unknown": (
        "There is no unit {unit}. Add it to units.toml or use one of: {known}.",
        "没有单位 {unit}。请在 units.toml 中添加，或改用：{known}。",
    ),
    "deed-type-unknown": (
        "There is no deed type {code}. Correct the code or add it to the catalogue.",
        "没有行为类型 {code}。请改正代码或加入目录。",
    ),
    "line-answer": (
        "A line needs exactly one answer: deed_types, article or out_of_scope. Keep one.",
        "每一行须恰有一个答案：deed_types、article 或 out_of_scope。请只保留一个。",
    ),
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
        "This must say something: residents read it before they consent. Write a sentence.",
        "此处不能为空：居民在同意之前要读到它。请写明。",
    ),
    # Charter, article 2
    "perk-gates-essential-service": (
        "“{word}” gates {gated}: perks are conveniences and never decide on care, schooling, "
        "housing, work, loans or aid. Remove the perk; beside care only a deposit waived or "
        "paperwork is possible.",
        "“{word}”涉及 {gated}：优惠只是便利，不得影响就医、就学、住房、就业、贷款或救助。"
        "请删除该优惠；就医方面只允许免押金或简化手续。",
    ),
    "perk-is-penalty": (
        "“{word}” takes something away or exposes someone. A perk only opens a convenience: "
        "describe what it opens, or remove it.",
        "“{word}”属于剥夺或曝光。优惠只能提供便利：请写明提供什么，或删除。",
    ),
    "band-is-penalty": (
        "“{word}” exposes or excludes whoever stands in this band. Name the band neutrally.",
        "“{word}”会曝光或排斥该等级的居民。请使用中性名称。",
    ),
    "perk-unknown-kind": (
        "“{name}” is not a kind of perk. Use one of: {known}.",
        "“{name}”不是优惠种类。请从以下各项中选一：{known}。",
    ),
    "perk-unknown-service": (
        "“{name}” is not a service that perks may touch. Use one of: {known}.",
        "“{name}”不是优惠可涉及的服务。请从以下各项中选一：{known}。",
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
        "This merit takes points ({points}). Give it points above 0, or call it a demerit.",
        "加分行为却扣分（{points}）。请改为大于 0 的分值，或改为扣分行为。",
    ),
    "demerit-gives-points": (
        "This demerit gives points ({points}). Put a minus before them, or call it a merit.",
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
    # City
    "time-zone-unknown": (
        "There is no time zone {name}. Use a name such as Asia/Shanghai.",
        "没有时区 {name}。请使用 Asia/Shanghai 这样的名称。",
    ),
    "languages-missing": (
        'A city speaks at least one language. State languages = ["zh", "en"].',
        '城市至少使用一种语言。请写 languages = ["zh", "en"]。',
    ),
    # Scale, bands, dimensions
    "scale-order": (
        "The maximum must lie above the minimum. Correct one of them.",
        "上限须高于下限。请改正其一。",
    ),
    "scale-base-outside": (
        "The base {base} lies outside the scale. Choose one within it.",
        "基础分 {base} 在量程之外。请选量程以内的值。",
    ),
    "too-precise": (
        "{points} is finer than the scheme's precision of {precision} decimals. "
        "Round it, or raise scale.precision (2 at most).",
        "{points} 比方案精度（{precision} 位小数）更细。请取整，或提高 scale.precision（最多 2）。",
    ),
    "bands-missing": (
        "A scheme needs bands. Add at least one, from the scale's minimum.",
        "方案须有等级。请至少添加一个自下限起的等级。",
    ),
    "band-overlap": (
        "Band {band} begins at {from_}, not below the better band {better}: they overlap. "
        "List bands from best to last, each beginning lower than the one before.",
        "等级 {band} 自 {from_} 起，并不低于更好的等级 {better}，两者重叠。"
        "请由高到低排列，每一等级的起点低于前一等级。",
    ),
    "band-gap": (
        "The last band begins at {from_}, so no band holds totals from {minimum} to below it. "
        "Let it begin at {minimum}.",
        "最后一个等级自 {from_} 起，{minimum} 至该分之间没有等级。请改为自 {minimum} 起。",
    ),
    "band-below-scale": (
        "The last band begins at {from_}, below the scale's minimum {minimum}. "
        "Let it begin at {minimum}.",
        "最后一个等级自 {from_} 起，低于下限 {minimum}。请改为自 {minimum} 起。",
    ),
    "band-unreachable": (
        "No one can reach band {band} (from {from_}): totals end at {reach}. "
        "Move its threshold or remove it.",
        "没有人能达到等级 {band}（自 {from_} 起）：总分止于 {reach}。请调整起点或删除。",
    ),
    "band-unknown": (
        "There is no band {band}. Use one of: {known}.",
        "没有等级 {band}。请从以下各项中选一：{known}。",
    ),
    "dimension-base-outside": (
        "The base {base} lies outside the dimension's range. Choose one within it.",
        "基础分 {base} 在该维度的范围之外。请选范围以内的值。",
    ),
    "dimension-bases": (
        "The dimensions' bases add up to {sum}, but the scale's base is {base}. Make them equal.",
        "各维度基础分之和为 {sum}，而总基础分为 {base}。请改为相等。",
    ),
    "dimension-unknown": (
        "Each rule of this scheme belongs to a dimension. Use one of: {known}.",
        "本方案的每条规则都属于一个维度。请从以下各项中选一：{known}。",
    ),
    "dimension-without-list": (
        "The scheme has no dimensions, so {name} is none. Remove the key or add a [[dimension]].",
        "方案没有维度，{name} 不存在。请删除该键或添加 [[dimension]]。",
    ),
    "name-taken": (
        "The name {name} is used twice. Choose another one.",
        "名称 {name} 重复使用。请另选名称。",
    ),
    # Rules
    "rule-twice": (
        "The deed type has two rules. Keep one, or make two deed types of it.",
        "该行为类型有两条规则。请只保留一条，或拆成两个行为类型。",
    ),
    "rule-unknown-deed-type": (
        "There is no deed type {code} in the catalogue. Correct the code or add the deed type.",
        "目录中没有行为类型 {code}。请改正代码或添加该类型。",
    ),
    "price-missing": (
        'There is no price. State one, such as {{ form = "flat", points = 10 }}.',
        '缺少价格。请写明，例如 {{ form = "flat", points = 10 }}。',
    ),
    "points-zero": (
        "A price of 0 points says nothing. State the points, or exclude the row.",
        "0 分没有意义。请写明分值，或排除该行。",
    ),
    "maximum-missing": (
        "The form {form} needs a maximum. Add at_most.",
        "形式 {form} 须有上限。请添加 at_most。",
    ),
    "maximum-unused": (
        "The form {form} has no use for a maximum. Remove at_most.",
        "形式 {form} 用不到上限。请删除 at_most。",
    ),
    "not-above-zero": (
        "{value} must be above 0. Correct the number.",
        "{value} 须大于 0。请改正。",
    ),
    "window-unused": (
        "The form {form} has no use for a window. Remove it.",
        "形式 {form} 用不到时间窗。请删除 window。",
    ),
    "quantity-without-unit": (
        "The form {form} prices a quantity, but the deed type has no unit. "
        "Give the deed type a unit, or use another form.",
        "形式 {form} 按数量计分，而该行为类型没有单位。请为行为类型添加单位，或改用其他形式。",
    ),
    "steps-missing": (
        "The price has no steps. State at least one.",
        "价格没有任何档次。请至少写一个。",
    ),
    "grade-unknown": (
        "“{grade}” is not a grade of this deed type. Use: {known}.",
        "“{grade}”不是该行为类型的级别。请使用：{known}。",
    ),
    "tier-bound": (
        "A tier has either `over` (bound excluded) or `from` (bound included). State one.",
        "每一档须有 `over`（不含本数）或 `from`（含本数）之一。请写其中一个。",
    ),
    "tiers-order": (
        "Tiers rise: each bound and each size of points exceeds the one before. Sort them.",
        "各档须递增：起点和分值的大小都高于前一档。请重新排列。",
    ),
    "slices-order": (
        "Slices rise, each with `to` except the last, which has none. Correct them.",
        "各段须递增，除最后一段外都有 `to`。请改正。",
    ),
    "size-steps-order": (
        "Steps by size rise, each with `to` except the last, which has none. Correct them.",
        "按分值分档须递增，除最后一档外都有 `to`。请改正。",
    ),
    "period-without-duration": (
        "The form each-period needs a deed type that is ongoing. Use another form.",
        "形式 each-period 只适用于持续性行为。请改用其他形式。",
    ),
    "after-effect-without-end": (
        "Only an ongoing deed type ends and leaves an after-effect. State a lifetime instead.",
        "只有持续性行为才会结束并留下后续影响。请改写 lifetime。",
    ),
    "after-effect-empty": (
        "An after-effect takes points or names a band. State points below 0 or a band.",
        "后续影响须扣分或判定等级。请写小于 0 的分值或等级。",
    ),
    "pool-member-priced": (
        "The pool {group} carries the price, maximum and window. Remove {name} here.",
        "价格、上限和时间窗由合并组 {group} 统一规定。请删除此处的 {name}。",
    ),
    "unit-not-recorded": (
        "Deeds of this type are not recorded in {unit}. Use one of: {known}.",
        "此类行为不以 {unit} 记录。请使用：{known}。",
    ),
    "lifetime-two-ways": (
        "A lifetime is one term, or by grade, or by size. Keep one way.",
        "期限须为单一期限、按级别或按分值之一。请只保留一种。",
    ),
    "lifetime-grade-missing": (
        "The lifetime by grade misses: {grades}. Add them.",
        "按级别的期限缺少：{grades}。请补上。",
    ),
    "lifetime-by-size": (
        "A lifetime by size needs deeds with points of their own, which {form} has not. "
        "State one term.",
        "按分值定期限须每件行为各有分值，而 {form} 没有。请写单一期限。",
    ),
    "repair-without-proof": (
        'A repair needs proof. Name at least one kind, such as "payment".',
        '修复须有证明。请至少写一种，例如 "payment"。',
    ),
    "repair-too-late": (
        "The deed ends after {months} months, before it could be repaired. Shorten `after`.",
        "该行为 {months} 个月后即到期，早于可修复之日。请缩短 `after`。",
    ),
    "repair-no-relief": (
        "A repair must bring relief: {points} is not closer to 0 than {least}. "
        "State fewer points, below 0, or leave `becomes` out.",
        "修复须减轻扣分：{points} 并不比 {least} 更轻。请写更少的扣分，或省略 `becomes`。",
    ),
    # Groups
    "group-too-small": (
        "A group needs two members or more. Add one or remove the group.",
        "组至少有两个成员。请添加成员或删除该组。",
    ),
    "group-member-unknown": (
        "The member {member} has no rule. Correct the code or add the rule.",
        "成员 {member} 没有规则。请改正代码或添加规则。",
    ),
    "group-member-taken": (
        "The member {member} is in group {group} already. Keep it in one.",
        "成员 {member} 已在组 {group} 中。请只保留在一个组内。",
    ),
    "group-mixed-directions": (
        "A group limits merits or demerits, not both. Make two groups.",
        "一个组只能全是加分或全是扣分。请分成两组。",
    ),
    "group-mixed-dimensions": (
        "The members belong to different dimensions. Make a group for each.",
        "成员属于不同维度。请按维度分组。",
    ),
    "group-key-unused": (
        "A group of kind {kind} has no use for {name}. Remove it.",
        "{kind} 类的组用不到 {name}。请删除。",
    ),
    "cap-without-limit": (
        "A cap needs its limit. State at_most, above 0.",
        "封顶组须有上限。请写大于 0 的 at_most。",
    ),
    "pool-not-by-quantity": (
        "A pool adds quantities, which the form {form} does not price. "
        "Use tiers, first-and-further or sliced.",
        "合并组按数量相加，而形式 {form} 不按数量计分。请使用 tiers、first-and-further 或 sliced。",
    ),
    "pool-mixed-units": (
        "A pool's members share one unit, but these have {units}. Correct the members.",
        "合并组成员须使用同一单位，而现有 {units}。请改正成员。",
    ),
    "excluded-article": (
        "The charter has articles 1 to 9, not {article}. Name the one that excludes the row.",
        "章程只有第 1 至 9 条，没有第 {article} 条。请写明排除该行的条款。",
    ),
    # Scenarios
    "scenario-differs": (
        "{what} should be {expected} but comes out as {got}. "
        "Work it out from the table again, then correct the scenario or the scheme.",
        "{what} 应为 {expected}，实际为 {got}。请对照原表重新推算，再改正案例或方案。",
    ),
    "scenario-expects-nothing": (
        "The scenario states neither a score nor a refusal. Add total and band, or refused.",
        "该案例既无得分也无拒绝结果。请写 total 和 band，或 refused。",
    ),
    "scenario-without-scheme": (
        "There is no scheme of this day. Name the file like the scheme it tests.",
        "没有这一天的方案。请使文件名与所测方案一致。",
    ),
    # What score reads
    "city-unknown": (
        "There is no city {name}. Use one of: {known}.",
        "没有城市 {name}。请从以下各项中选一：{known}。",
    ),
    "scheme-not-in-force": (
        "No scheme of {city} is in force on {day}; the first one begins on {first}. "
        "Choose a later day.",
        "{day} 时 {city} 尚无生效方案，首个方案自 {first} 起。请选更晚的日期。",
    ),
    "scheme-unknown": (
        "{city} has no scheme of {day}. Use one of: {known}.",
        "{city} 没有 {day} 的方案。请从以下各项中选一：{known}。",
    ),
    "input-unreadable": (
        "The input cannot be read ({detail}). Check the name and that you may read it.",
        "无法读取输入（{detail}）。请检查文件名和权限。",
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
        'The input is not JSON ({detail}). It should be a list of deeds: [{{"id": …}}, …].',
        '输入不是 JSON（{detail}）。应为行为列表：[{{"id": …}}, …]。',
    ),
    "input-not-a-list": (
        'The input must be a list of deeds: [{{"id": …}}, …].',
        '输入应为行为列表：[{{"id": …}}, …]。',
    ),
    "date-impossible": (
        "This is no date. Write an existing day as YYYY-MM-DD, such as 2019-06-30.",
        "这不是日期。请写存在的日期，格式为 YYYY-MM-DD，例如 2019-06-30。",
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
        "{name} never counts (charter, article {number}): {reason} Remove the deed.",
        "{name} 不得计分（章程第{number}条）：{reason}请删除该行为。",
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
        "该规则按数量计分。请以 {unit} 写明数量。",
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

NOTES: Final[dict[str, tuple[str, str]]] = {
    "year": ("deeds of {value}", "{value} 年的行为"),
    "below-first-step": ("below the first step", "未达到第一档"),
    "not-priced": (
        "a deed without the grade or quantity that this rule prices counts nothing",
        "缺少本规则所需级别或数量的行为不计分",
    ),
    "at-most": ("at most {value} points", "最多 {value} 分"),
    "not-largest": ("only the largest of its group counts: {value}", "同组只计最大一项：{value}"),
    "group-at-most": ("at most {value} points for the group", "全组最多 {value} 分"),
    "dimension-range": ("the dimension's range is {value}", "该维度的范围是 {value}"),
    "floor": ("brings the sum down to {value} while it stands", "存续期间总分降至 {value}"),
    "direct-grade": (
        "direct grade {value}; the total is unchanged",
        "直接判为 {value} 级；总分不变",
    ),
    "merits-rest": (
        "merits rest while the breach behind a direct grade lasts",
        "直接判级所依据的行为持续期间，加分暂不计入",
    ),
    "after-effect": (
        "after-effect of a breach that has ended {value}",
        "行为结束后的后续影响 {value}",
    ),
    "repaired": ("repaired", "已修复"),
}
