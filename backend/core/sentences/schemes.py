"""Sentences about what would keep a scheme from being reckoned."""

from typing import Final

SCHEMES: Final[dict[str, tuple[str, str]]] = {
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
        "The catalogue has no deed type {code}{hint}. Correct the code or add the deed type.",
        "目录中没有行为类型 {code}{hint}。请改正代码或添加该类型。",
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
    "months-out-of-range": (
        "{value} months are out of range. State whole months, from {least} to {most}.",
        "{value} 个月超出范围。请写 {least} 至 {most} 之间的整月数。",
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
    "repair-of-a-sum": (
        "The form {form} prices the sum of all deeds, so a single repaired one has no points of "
        "its own. Leave `becomes` out: a repaired deed then counts nothing.",
        "形式 {form} 按各行为之和计分，单件已修复的行为没有单独分值。"
        "请省略 `becomes`：修复后即不再计分。",
    ),
    "direct-grade-best": (
        "Band {band} is the best one, so that grading into it means nothing. Name a lower band.",
        "{band} 是最好的等级，直接判入没有意义。请改用较低的等级。",
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
    "group-member-form": (
        "The member {member} has the form {form}, which no group can limit. Take it out.",
        "成员 {member} 的形式为 {form}，组无法对其限额。请移出该组。",
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
}
