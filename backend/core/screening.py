"""The screen of words: labels that speak of protected matters, breaches, suspicion or penalties.

The closed list of matters is the gate; this screen catches what is declared under a harmless
matter. It reads past case, width, accents, hidden characters, hyphens and s p a c e d letters.
"""

import re
import unicodedata
from typing import Final

# Beginnings of English words (or whole phrases) and Chinese words, simplified and traditional.
_PROTECTED: Final = {
    "religion": "religio|church|mosque|temple|monaster|pray|pilgrim|worship|baptis|muslim|islam"
    "|christian|buddhis|taois|falun|"
    "宗教|信仰|教会|教會|教堂|清真寺|寺庙|寺廟|礼拜|禮拜|祈祷|祈禱|朝觐|朝覲|基督|伊斯兰|伊斯蘭|佛教|道教|法轮|法輪",
    "health": "medical (?:history|record|condition)|medicine record|diagnos|disabilit|disabled|hiv|aids|"
    "psychiatr|mental(?:ly)? (?:ill|health)|infectious|vaccinat|disease|illness|patient histor|health (?:status|condition|"
    "code|histor|record)|hepatitis|drug addict|"
    "病史|病历|病歷|疾病|患病|残疾|殘疾|艾滋|愛滋|精神病|健康状况|健康狀況|健康码|健康碼|疫苗|传染病|傳染病|诊断|診斷",
    "fingerprints": "fingerprint|biometr|iris scan|face scan|指纹|指紋|虹膜|人脸识别|人臉識別|生物特征|生物特徵",
    "genes": "genes?\\b|genetic|genom|dna\\b|基因|遗传|遺傳",
    "blood type": "blood ?(?:type|group)|血型",
    "family planning": "family planning|birth polic|birth control|contracepti|abortion|one-?child|"
    "two-?child|three-?child|number of children|unmarried (?:mother|birth)|"
    "计划生育|計劃生育|计生|計生|超生|二胎|二孩|三孩|生育|堕胎|墮胎|避孕|非婚生",
    "party or politics": "(?:communist |party )(?:party|member|branch|discipline|school|loyal)|"
    "party membership|politic|ideolog|patrioti|elector|voting|voted|"
    "党员|黨員|党内|黨內|党纪|黨紀|党组织|黨組織|入党|入黨|共产党|共產黨|政治|思想表现|思想表現|爱国|愛國|选举|選舉|投票",
    "petitions and complaints": "petition|complain|xinfang|lawsuit against the|sued the (?:city|gov)|"
    "上访|上訪|信访|信訪|请愿|請願|投诉|投訴|越级|越級|告状|告狀",
    "speech": "speech|rumou?r|online (?:post|comment|information)|information online|social media|"
    "journalis|publishing|published opinion|critici[sz]|weibo|wechat post|"
    "言论|言論|谣言|謠言|造谣|造謠|网络信息|網絡信息|发帖|發帖|网上发布|網上發布|批评|批評|微博|朋友圈|出版",
    "assembly": "assembl|demonstrat|protest|rally|rallies|public gathering|march(?:es|ed|ing)?\\b|"
    "集会|集會|游行|遊行|示威|抗议|抗議|聚众|聚眾|聚集",
    "union activity": "(?:trade|labou?r) unions?|union (?:activit|member)|strike|industrial action|collective bargain|"
    "工会|工會|罢工|罷工|集体谈判|集體談判",
    "ethnicity": "ethnic|race\\b|racial|tribal|nationalit(?:y|ies)|mother tongue|uyghur|tibetan|"
    "民族|种族|種族|族裔|维吾尔|維吾爾|藏族|回族",
    "another person's conduct": "co-?sign|guarantor|guarantee for|joint(?:ly)? liab|relatives?\\b|family members?|"
    "spouse|husband|wife|parents? of|child of|children's|friends?\\b|associates?\\b|neighbou?r's|"
    "(?:someone|somebody|anyone) else|another person|other people's|legal representative|employer's|"
    "担保|擔保|连带|連帶|亲属|親屬|家属|家屬|配偶|丈夫|妻子|子女的|父母的|朋友|他人的|法定代表人|联保|聯保",
    "informing on others": "inform(?:ing|ed|ant|er)\\b|whistle|tip-?offs?|clues?\\b|denounc|"
    "report(?:ing|ed|s)? (?:on |of |an? |the )?(?:others?|neighbou?r|illegal|suspect|crim|offen|person|people|violat|breach)|"
    "举报|舉報|检举|檢舉|告发|告發|线索|線索|揭发|揭發",
    "taking part or not": "opt(?:ed|ing)?[ -]?out|not join|declin(?:ed|ing)|refus(?:al|ed|ing) to (?:join|consent|take part|participat)|"
    "withdr(?:aw|ew)[a-z]* (?:from|consent)|non-?participa|left the (?:pilot|scheme|programme)|consent|"
    "退出积分|退出積分|拒绝参加|拒絕參加|不参加|不參加|未加入|撤回同意|拒绝同意|拒絕同意",
}

_BREACH: Final = (
    "violat|breach|illegal|unlawful|offen[cs]|arrear|fraud|punish|penalt|fined\\b|fines\\b|convict|"
    "evad|evasion|cheat|theft|steal|default|misconduct|littering|drunk|overdue|unpaid|smuggl|"
    "违法|違法|违规|違規|违章|違章|违约|違約|欠缴|欠繳|拖欠|逾期|处罚|處罰|罚款|罰款|欺诈|欺詐|诈骗|詐騙|"
    "盗窃|盜竊|偷|作弊|犯罪|酒驾|酒駕|失信"
)
_SUSPICION: Final = (
    "suspect|suspicion|alleg|accus|under investigation|investigated|flagged|implicat|charged with|"
    "not prosecuted|rumou?red|believed to|reportedly|pending (?:trial|inquiry)|"
    "涉嫌|嫌疑|被调查|被調查|调查中|調查中|被指控|指控|怀疑|懷疑|疑似|传闻|傳聞|不起诉|不起訴|重点关注|重點關注"
)
_PENALTY: Final = (
    "blacklist|black list|ban\\b|banned|barred|prohibit|restrict|den(?:y|ied|ial)|exclu(?:de|sion)|"
    "suspen(?:d|sion)|revo(?:ke|cation)|surcharge|penalt|punish|fine\\b|confiscat|shame|shaming|"
    "publish(?:ed|ing)? name|rank(?:ed|ing)|name and|public (?:list|exposure)|no[- ]fly|slower|last in line|"
    "黑名单|黑名單|禁止|限制|取消资格|取消資格|剥夺|剝奪|罚|罰|曝光|公示姓名|公布姓名|公佈姓名|排名|加价|加價|不得|拒绝|拒絕"
)
_ESSENTIAL: Final = {
    "care": "green channel|hospital|clinic|doctor|surgery|treatment|medical|medicine|nursing|elder ?care|"
    "绿色通道|綠色通道|医院|醫院|就诊|就診|挂号|掛號|住院|手术|手術|医疗|醫療|养老|養老|护理|護理",
    "schooling": "school|kindergarten|enrol|admission to|universit|education|tuition|"
    "入学|入學|学校|學校|幼儿园|幼兒園|招生|教育|升学|升學",
    "housing": "housing|tenan|rent\\b|dwelling|apartment|home purchase|住房|租房|廉租|公租|购房|購房|保障房",
    "work": "job|employment|promotion|civil service|hiring|recruit|selection process|career|"
    "就业|就業|录用|錄用|招聘|晋升|晉升|公务员|公務員|评选|評選|入职|入職",
    "loans": "loan|credit line|mortgage|lending|borrow money|贷款|貸款|信贷|信貸|按揭|授信",
    "aid": "welfare|social aid|subsid|relief|pension|benefit payment|social assistance|"
    "低保|救助|补贴|補貼|救济|救濟|社会福利|社會福利|养老金|養老金",
}

_HIDDEN = re.compile("[\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f"
                     "\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\W_]+){2,}[^\W_](?![^\W_])")
_HAN = "\\u3400-\\u9fff\\uf900-\\ufaff"
_BETWEEN_HAN = re.compile(f"(?<=[{_HAN}])[\\W_]+(?=[{_HAN}])")


def _pattern(words: str) -> re.Pattern[str]:
    """Chinese words match anywhere, English ones at the beginning of a word."""
    han = re.compile(f"[{_HAN}]")
    parts = _alternatives(words)
    english = "|".join(part for part in parts if not han.search(part))
    chinese = "|".join(part for part in parts if han.search(part))
    return re.compile(rf"\b(?:{english})|(?:{chinese})")


def _alternatives(words: str) -> list[str]:
    """Split at the bars that stand outside brackets."""
    parts, depth = [""], 0
    for character in words:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]


_PROTECTED_PATTERNS: Final = {name: _pattern(words) for name, words in _PROTECTED.items()}
_ESSENTIAL_PATTERNS: Final = {name: _pattern(words) for name, words in _ESSENTIAL.items()}
_BREACH_PATTERN: Final = _pattern(_BREACH)
_SUSPICION_PATTERN: Final = _pattern(_SUSPICION)
_PENALTY_PATTERN: Final = _pattern(_PENALTY)


def readings(label: str) -> tuple[str, ...]:
    """The label as a reader reads it, as written and with hyphens and spaced letters closed up."""
    folded = unicodedata.normalize("NFKD", _HIDDEN.sub("", label)).casefold()
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    plain = _BETWEEN_HAN.sub("", unicodedata.normalize("NFC", plain))
    spaced = _SPACED.sub(lambda match: re.sub(r"[\W_]+", "", match.group()), plain)
    joined = re.sub(r"(?<=\w)[-_.·'](?=\w)", "", spaced)
    apart = re.sub(r"[-_/.·]+", " ", plain)
    return tuple(dict.fromkeys((plain, spaced, joined, apart)))


def protected_word(label: str) -> tuple[str, str] | None:
    """The protected matter that a label speaks of, and the word that says so."""
    for text in readings(label):
        for matter, pattern in _PROTECTED_PATTERNS.items():
            if found := pattern.search(text):
                return matter, found.group()
    return None


def essential_words(label: str) -> dict[str, str]:
    """The essential services that a perk's label speaks of, and the words that say so."""
    return {
        service: found.group()
        for text in readings(label)
        for service, pattern in _ESSENTIAL_PATTERNS.items()
        if (found := pattern.search(text))
    }


def breach_word(label: str) -> str | None:
    """The word by which a label speaks of a breach of law."""
    return _first(_BREACH_PATTERN, label)


def suspicion_word(label: str) -> str | None:
    """The word by which a label speaks of a suspicion rather than a finding."""
    return _first(_SUSPICION_PATTERN, label)


def penalty_word(label: str) -> str | None:
    """The word by which a perk or band speaks of taking something away or exposing someone."""
    return _first(_PENALTY_PATTERN, label)


def _first(pattern: re.Pattern[str], label: str) -> str | None:
    found = (pattern.search(text) for text in readings(label))
    return next((match.group() for match in found if match), None)


def is_plain_english(label: str) -> bool:
    """True if every letter is a Latin one: look-alikes of other scripts hide words."""
    return any(character.isalpha() for character in label) and all(
        "LATIN" in unicodedata.name(character, "") for character in label if character.isalpha()
    )


def is_plain_chinese(label: str) -> bool:
    """True if it holds Chinese, and no letters but Chinese and Latin ones."""
    names = [unicodedata.name(character, "") for character in label if character.isalpha()]
    return any(name.startswith("CJK") for name in names) and all(
        name.startswith(("CJK", "LATIN", "FULLWIDTH LATIN")) for name in names
    )
