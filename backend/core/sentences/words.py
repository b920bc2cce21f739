"""Words that fill sentences and that differ by language."""

from typing import Final

# A decoder's names of types.
TYPES: Final[dict[str, tuple[str, str]]] = {
    "array": ("a list", "列表"),
    "bool": ("true or false", "true 或 false"),
    "date": ("a date", "日期"),
    "datetime": ("a date with a time", "日期和时间"),
    "decimal": ("a number", "数字"),
    "float": ("a number", "数字"),
    "fraction": ("one with decimals", "带小数的数字"),
    "int": ("a whole number", "整数"),
    "null": ("nothing", "空值"),
    "object": ("a table", "表"),
    "str": ("text", "文本"),
    "time": ("a time of day", "时间"),
}

# How a text must be written, in words; a pattern that is not here is shown itself.
PATTERNS: Final[dict[str, tuple[str, str]]] = {
    "^[0-9a-f]{64}$": ("64 hexadecimal digits in small letters", "64 位小写十六进制数字"),
}

# Protected matters and essential services, as the screen of words names them.
MATTERS: Final[dict[str, str]] = {
    "religion": "宗教",
    "health": "健康",
    "fingerprints and faces": "指纹与面部特征",
    "genes": "基因",
    "blood type": "血型",
    "family planning": "计划生育",
    "party or politics": "党派或政治",
    "petitions and complaints": "信访与投诉",
    "speech": "言论",
    "assembly": "集会",
    "union activity": "工会活动",
    "ethnicity": "民族",
    "another person's conduct": "他人行为",
    "informing on others": "举报他人",
    "care": "就医",
    "schooling": "就学",
    "housing": "住房",
    "work": "就业",
    "loans": "贷款",
    "aid": "救助",
}
