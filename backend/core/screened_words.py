"""The words that labels are screened for, simplified and traditional Chinese included.

English words match from the beginning of a word, Chinese ones anywhere. Bars separate words;
what stands between bars is a regular expression.
"""

from typing import Final

Words = tuple[str, ...]

# Article 4 (and article 1: whether someone takes part), by what the word speaks of.
PROTECTED: Final[dict[str, Words]] = {
    "religion": (
        r"religio|church|mosque|temple|monaster|pray|pilgrim|worship|baptis|muslim|islam|christian",
        r"buddhis|taois|falun",
        r"宗教|信仰|教会|教會|教堂|清真寺|寺庙|寺廟|礼拜|禮拜|祈祷|祈禱|朝觐|朝覲|基督|伊斯兰|伊斯蘭",
        r"佛教|道教|法轮|法輪",
    ),
    "health": (
        r"medical (?:history|record|condition)|medicine record|diagnos|disabilit|disabled|hiv|aids",
        r"psychiatr|mental(?:ly)? (?:ill|health)|infectious|vaccinat|disease|illness|patient",
        r"health (?:status|condition|code|histor|record)|hepatitis|drug addict",
        r"病史|病历|病歷|疾病|患病|残疾|殘疾|艾滋|愛滋|精神病|健康状况|健康狀況|健康码|健康碼|疫苗",
        r"传染病|傳染病|诊断|診斷",
    ),
    "fingerprints": (
        r"fingerprint|biometr|iris scan|face scan",
        r"指纹|指紋|虹膜|人脸识别|人臉識別|生物特征|生物特徵",
    ),
    "genes": (
        r"genes?\b|genetic|genom|dna\b",
        r"基因|遗传|遺傳",
    ),
    "blood type": (
        r"blood ?(?:type|group)",
        r"血型",
    ),
    "family planning": (
        r"family planning|birth polic|birth control|contracepti|abortion|one-?child|two-?child",
        r"three-?child|number of children|unmarried (?:mother|birth)",
        r"计划生育|計劃生育|计生|計生|超生|二胎|二孩|三孩|生育|堕胎|墮胎|避孕|非婚生",
    ),
    "party or politics": (
        r"(?:communist |party )(?:party|member|branch|discipline|school|loyal)|party membership",
        r"politic|ideolog|patrioti|elector|voting|voted",
        r"党员|黨員|党内|黨內|党纪|黨紀|党组织|黨組織|入党|入黨|共产党|共產黨|政治|思想表现|思想表現",
        r"爱国|愛國|选举|選舉|投票",
    ),
    "petitions and complaints": (
        r"petition|complain|xinfang|lawsuit against the|sued the (?:city|gov)",
        r"上访|上訪|信访|信訪|请愿|請願|投诉|投訴|越级|越級|告状|告狀",
    ),
    "speech": (
        r"speech|rumou?r|online (?:post|comment|information)|information online|social media",
        r"journalis|publishing|published opinion|critici[sz]|weibo|wechat post",
        r"言论|言論|谣言|謠言|造谣|造謠|网络信息|網絡信息|发帖|發帖|网上发布|網上發布|批评|批評|微博",
        r"朋友圈|出版",
    ),
    "assembly": (
        r"assembl|demonstrat|protest|rally|rallies|public gathering|march(?:es|ed|ing)?\b",
        r"集会|集會|游行|遊行|示威|抗议|抗議|聚众|聚眾|聚集",
    ),
    "union activity": (
        r"(?:trade|labou?r) unions?|union (?:activit|member)|strike|industrial action",
        r"collective bargain",
        r"工会|工會|罢工|罷工|集体谈判|集體談判",
    ),
    "ethnicity": (
        r"ethnic|race\b|racial|tribal|nationalit(?:y|ies)|mother tongue|uyghur|tibetan",
        r"民族|种族|種族|族裔|维吾尔|維吾爾|藏族|回族",
    ),
    "another person's conduct": (
        r"co-?sign|guarantor|guarantee for|joint(?:ly)? liab|relatives?\b|family members?|spouse",
        r"husband|wife|parents? of|child of|children's|friends?\b|associates?\b|neighbou?r's",
        r"(?:someone|somebody|anyone) else|another person|other people's|legal representative",
        r"employer's",
        r"担保|擔保|连带|連帶|亲属|親屬|家属|家屬|配偶|丈夫|妻子|子女的|父母的|朋友|他人的|法定代表人",
        r"联保|聯保",
    ),
    "informing on others": (
        r"inform(?:ing|ed|ant|er)\b|whistle|tip-?offs?|clues?\b|denounc",
        r"report(?:ing|ed|s)? (?:on |of |an? |the )?(?:others?|neighbou?r|illegal|suspect|crim)",
        r"report(?:ing|ed|s)? (?:on |of |an? |the )?(?:offen|person|people|violat|breach)",
        r"举报|舉報|检举|檢舉|告发|告發|线索|線索|揭发|揭發",
    ),
    "taking part or not": (
        r"opt(?:ed|ing)?[ -]?out|not join|declin(?:ed|ing)",
        r"refus(?:al|ed|ing) to (?:join|consent|take part|participat)",
        r"withdr(?:aw|ew)[a-z]* consent|non-?participa|left the (?:pilot|scheme|programme)|consent",
        r"退出积分|退出積分|拒绝参加|拒絕參加|不参加|不參加|未加入|撤回同意|拒绝同意|拒絕同意",
    ),
}

# A merit whose label speaks of a breach is a demerit in disguise.
BREACH: Final[Words] = (
    r"violat|breach|illegal|unlawful|offen[cs]|arrear|fraud|punish|penalt|fined\b|fines\b|convict",
    r"evad|evasion|cheat|theft|steal|default|misconduct|littering|drunk|overdue|unpaid|smuggl",
    r"违法|違法|违规|違規|违章|違章|违约|違約|欠缴|欠繳|拖欠|逾期|处罚|處罰|罚款|罰款|欺诈|欺詐|诈骗",
    r"詐騙|盗窃|盜竊|偷|作弊|犯罪|酒驾|酒駕|失信",
)

# A suspicion is no finding.
SUSPICION: Final[Words] = (
    r"suspect|suspicion|alleg|accus|under investigation|investigated|flagged|implicat|charged with",
    r"not prosecuted|rumou?red|believed to|reportedly|pending (?:trial|inquiry)",
    r"涉嫌|嫌疑|被调查|被調查|调查中|調查中|被指控|指控|怀疑|懷疑|疑似|传闻|傳聞|不起诉|不起訴",
    r"重点关注|重點關注",
)

# What takes something away, or exposes someone.
PENALTY: Final[Words] = (
    r"blacklist|black list|ban\b|banned|barred|prohibit|restrict|den(?:y|ied|ial)|exclu(?:de|sion)",
    r"suspen(?:d|sion)|revo(?:ke|cation)|surcharge|penalt|punish|fine\b|confiscat|shame|shaming",
    r"publish(?:ed|ing)? name|rank(?:ed|ing)|name and|public (?:list|exposure)|no[- ]fly|slower",
    r"last in line",
    r"黑名单|黑名單|禁止|限制|取消资格|取消資格|剥夺|剝奪|罚|罰|曝光|公示姓名|公布姓名|公佈姓名|排名",
    r"加价|加價|不得|拒绝|拒絕",
)

# Services that no perk may gate.
ESSENTIAL: Final[dict[str, Words]] = {
    "care": (
        r"green channel|hospital|clinic|doctor|surgery|treatment|medic(?:al|in)|nursing|eldercare",
        r"绿色通道|綠色通道|医院|醫院|就诊|就診|挂号|掛號|住院|手术|手術|医疗|醫療|养老|養老|护理",
        r"護理",
    ),
    "schooling": (
        r"school|kindergarten|enrol|admission to|universit|education|tuition",
        r"入学|入學|学校|學校|幼儿园|幼兒園|招生|教育|升学|升學",
    ),
    "housing": (
        r"housing|tenan|rent\b|dwelling|apartment|home purchase",
        r"住房|租房|廉租|公租|购房|購房|保障房",
    ),
    "work": (
        r"job|employment|promotion|civil service|hiring|recruit|selection process|career",
        r"就业|就業|录用|錄用|招聘|晋升|晉升|公务员|公務員|评选|評選|入职|入職",
    ),
    "loans": (
        r"loan|credit line|mortgage|lending|borrow money",
        r"贷款|貸款|信贷|信貸|按揭|授信",
    ),
    "aid": (
        r"welfare|social aid|subsid|relief|pension|benefit payment|social assistance",
        r"低保|救助|补贴|補貼|救济|救濟|社会福利|社會福利|养老金|養老金",
    ),
}
