"""Sentences about files, the catalogue, the city and its scenarios."""

from typing import Final

FILES: Final[dict[str, tuple[str, str]]] = {
    # Files
    "file-missing": (
        "The file is missing. Copy it from a complete set of city files.",
        "缺少此文件。请从完整的城市文件中复制。",
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
        "Line {line} cannot be read: “{content}”. Compare it with the lines around it; "
        "texts stand in straight quotes, lists in [ ], tables in {{ }}.",
        "第 {line} 行无法读取：“{content}”。请与相邻各行对照修改；"
        "文本用直引号，列表用 [ ]，表用 {{ }}。",
    ),
    "not-toml-sign": (
        "Line {line} has a full-width sign {sign} outside a text. Write {plain} instead.",
        "第 {line} 行在文本之外有全角符号 {sign}。请改写为半角符号 {plain}。",
    ),
    "not-toml-date": (
        "Line {line} has a date that is none or is written otherwise. Write YYYY-MM-DD, "
        "such as 2027-01-01, without quotes.",
        "第 {line} 行的日期不存在或写法有误。请写作 YYYY-MM-DD，例如 2027-01-01，不加引号。",
    ),
    "not-toml-number": (
        "Line {line} has a number with a unit, a percent sign or a comma. "
        "Write digits only, such as 1000 or 0.5.",
        "第 {line} 行的数字带有单位、百分号或逗号。请只写数字，例如 1000 或 0.5。",
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
        "The key {name} is missing. Add it, as the entries beside it or in `_template` have it.",
        "缺少键 {name}。请补上，可参照相邻条目或 `_template`。",
    ),
    "wrong-type": (
        "This must be {expected}, not {got}. Correct the value.",
        "此处应为 {expected}，而不是 {got}。请改正。",
    ),
    "nested-too-deeply": (
        "This is nested too deeply to be read. Write it as the other files do.",
        "嵌套过深，无法读取。请仿照其他文件书写。",
    ),
    "number-out-of-range": (
        "This number is too large, too fine, or none. State a plain number, such as 12.5.",
        "此数字过大、过细或不是数字。请写普通数字，例如 12.5。",
    ),
    "not-a-choice": (
        "“{value}” is not one of the choices. Use one of: {known}.",
        "“{value}”不在可选项内。请从以下各项中选一：{known}。",
    ),
    "proof-medical": (
        "“{value}” is no proof: medical acts never repair a deed. Use one of: {known}.",
        "“{value}”不能作为证明：医疗行为不能用于信用修复。请从以下各项中选一：{known}。",
    ),
    "code-malformed": (
        "“{code}” is no code. Use Latin letters and digits, words joined by hyphens.",
        "“{code}”不是有效代码。请使用拉丁字母和数字，单词之间用连字符。",
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
    "effective-on": (
        "This says {stated}, but the file is named after {day}. Make them the same.",
        "此处写的是 {stated}，而文件名是 {day}。请改为一致。",
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
    # City
    "time-zone-unknown": (
        "There is no time zone {name}. Use a name such as Asia/Shanghai.",
        "没有时区 {name}。请使用 Asia/Shanghai 这样的名称。",
    ),
    "languages-missing": (
        'A city speaks at least one language. State languages = ["zh", "en"].',
        '城市至少使用一种语言。请写 languages = ["zh", "en"]。',
    ),
    # Scenarios
    "scenario-differs": (
        "{what} should be {expected} but comes out as {got}. "
        "Work it out from the table again, then correct the scenario or the scheme.",
        "{what} 应为 {expected}，实际为 {got}。请对照原表重新推算，再改正案例或方案。",
    ),
    "scenario-not-refused": (
        "The scenario expects {expected}, but nothing is refused. "
        "Work it out from the table again, then correct the scenario or the scheme.",
        "案例预期 {expected}，实际未被拒绝。请对照原表重新推算，再改正案例或方案。",
    ),
    "scenario-expects-nothing": (
        "The scenario states neither a score nor a refusal. Add total and band, or refused.",
        "该案例既无得分也无拒绝结果。请写 total 和 band，或 refused。",
    ),
    "scenario-without-scheme": (
        "There is no scheme of this day. Name the file like the scheme it tests.",
        "没有这一天的方案。请使文件名与所测方案一致。",
    ),
}
