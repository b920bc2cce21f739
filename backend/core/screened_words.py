"""The words that labels are screened for.

Each line is a set of words with bars between them, and each word a regular expression. English
words match from where a word begins, `$` is where it ends; Chinese words match anywhere. Texts are
folded first (`screening.py`): small letters, no accents, simplified characters, single spaces.
"""

from typing import Final

Words = tuple[str, ...]

# Article 4 (and article 1: whether someone takes part), by what the word speaks of.
PROTECTED: Final[dict[str, Words]] = {
    "religion": (
        "religio|church|mosque|temple|monaster|pray|pilgrim|worship|baptis|muslim|islam|bible",
        "koran",
        "quran|christian|catholic|protestant|buddhis|taois|hindu|jewish|judais|falun|zongjiao",
        "faiths?$",
        "宗教|信仰|教会|教堂|教徒|清真寺|寺庙|礼拜|祈祷|朝觐|圣经|古兰经|基督|天主教|伊斯兰",
        "穆斯林|佛教|道教|法轮",
        "synagogue|missionar|sermon|clergy|monks?$|nuns?$|imam|传教|信教|念经|教士|僧|道士|阿訇",
        "布道",
        "(?:attend|attending|attended) mass|cult$|cults$|烧香|清真|邪教",
    ),
    "health": (
        "medical (?:histor|record|condition)|medicine record|diagnos|disabilit|disabled|hiv$",
        "aids$",
        "psychiatr|mental(?:ly)? (?:ill|health)|infectious|infected|vaccinat|disease|illness",
        "patient",
        "health (?:status|condition|code|histor|record)|hepatitis|drug addict|diabet|cancer",
        "epilep",
        "病史|病历|疾病|患病|患者|残疾|残障|艾滋|精神病|健康状况|健康码|疫苗|传染病|诊断|糖尿病",
        "癌症|肝炎|乙肝|体检",
        "depress(?:ion|ive)|medical file|health file|patholog|symptom|allerg|addict|抑郁|健康档案",
        "就医记录|诊疗记录|病情",
    ),
    "fingerprints and faces": (
        "finger ?print|biometr|iris scan|face (?:scan|recogni)|facial|指纹|虹膜|人脸|生物特征",
        "voice ?print|gait|retina|palm ?print|声纹|步态|掌纹",
    ),
    "genes": (
        "genes?$|genetic|genom|dna$|基因|遗传",
        "gene (?:bank|test|pool|data)|genotype|heredit|dna$|染色体",
    ),
    "blood type": (
        "blood ?(?:type|group)|血型",
        "types? of blood|rh negative|rh positive|rhesus|型血",
    ),
    "family planning": (
        "family plan|birth polic|birth control|birth quota|contracepti|abortion",
        "number of children",
        "(?:one|two|three|second|third)[ -]?child|unmarried (?:mother|birth)|pregnan",
        "maternity leave",
        "计划生育|计生|超生|二胎|二孩|三胎|三孩|生育|堕胎|避孕|怀孕|非婚生",
        "(?:un)?planned birth|births? (?:plan|limit)|fertility|社会抚养费|生育|节育|绝育|结扎",
    ),
    "party or politics": (
        "communis|party (?:member|branch|discipline|school|loyal|organi)|youth league member",
        "politic|ideolog|patrioti|elector|voting|voted|vote$|dangyuan",
        "党员|党内|党纪|党组织|党支部|入党|共产党|共青团|团员|政治|思想表现|爱国|选举|投票",
        "votes? (?:cast|for)|votes$|member(?:ship)? (?:of|in) the party|ballot",
        "campaign(?:er|ing) for",
        "民主党派|意识形态|党费|党派|政见",
        "youth league|入团|统战",
    ),
    "petitions and complaints": (
        "petition|complain|xinfang|shangfang|lawsuit against the|su(?:ed|ing) the (?:city|gov)",
        "上访|信访|请愿|投诉|越级|告状|状告",
        "letters and visits|grievance|appeal(?:ed|ing)? against|申诉|维权|诉求|来访",
        "letters? to the mayor|gathered signatures|signature campaign|联名信",
    ),
    "speech": (
        "speech|rumou?r|(?:online|internet|web) (?:post|comment|information|speech|opinion)",
        "(?:information|posts?|comments?) (?:online|on the internet)|social media|journalis",
        "publishing",
        "critici[sz]|weibo|wechat|言论|谣言|造谣|网络信息|有害信息|发帖|网上发布|批评|微博|朋友圈",
        "出版",
        "blog|remarks?$|remark (?:on|about)|opinion|comment(?:ed|ing|s)?$|评论|负面信息|不当信息",
        "转发|散布|跟帖|网帖",
        "tweet|microblog|传谣|散布谣言",
    ),
    "assembly": (
        "assembl|demonstrat|protest(?:er|ed|ing|s)?$|rall(?:y|ies)|(?:public|crowd) gathering",
        "march(?:es|ed|ing|ers)$|sit-in|集会|游行|示威|抗议|聚众|聚集|静坐|群体性事件",
        "vigils?$|picket|rioting|横幅|围堵|聚会",
        "gather(?:ing|ings|ed) (?:in|at|on|to)|gatherings$",
    ),
    "union activity": (
        "unions?$|union (?:activit|member)|strikes?$|on strike|industrial action",
        "collective bargain",
        "工会|罢工|集体谈判",
        "work stoppage|stoppages?$|go-slow|walkout|停工|怠工|维权组织",
    ),
    "ethnicity": (
        "ethnic|race$|racial|racis|tribal|tribe|nationalit(?:y|ies)|mother tongue|uyghur|tibetan",
        "民族|种族|族裔|维吾尔|(?:藏|回|满|苗|壮|彝|蒙古|哈萨克|朝鲜)族",
        "minorit(?:y|ies)|skin colou?r|ancestry|birthplace|native place|籍贯|肤色|血统|祖籍",
    ),
    "another person's conduct": (
        "co-?sign|joint(?:ly)? liab|relatives?$|family member",
        "spouse|husband|wife$|wives$|parents?$|parent'?s|father|mother|brother|sister|sons?$",
        "son's",
        "daughter|child of|children'?s$|friends?$|friend's|associates$|neighbou?r'?s$",
        "(?:some|any)(?:one|body) else|another person'?s|other people'?s|others' |legal represent",
        "employer'?s|担保|保证人|连带|亲属|家属|家人|配偶|丈夫|妻子|父亲|母亲|儿子|女儿|子女|父母",
        "朋友|他人的",
        "法定代表人|联保",
        "colleague|suret(?:y|ies)|joint (?:borrow|debt)|co-borrow|accomplice|household'?s$",
        "家庭成员|同事|邻居的|共同借款|他人(?:违|失|欠|犯)|亲友",
        "guarant(?:e|or)|joint and several|联名|共同贷款|连带",
    ),
    "informing on others": (
        "inform(?:ing|ed|ants?|ers?)$|whistle|tip-? ?offs?|clues?$|denounc|denunciat|snitch",
        "report(?:ing|ed|s)? (?:on |of |an? |the )?(?:others?|neighbou?r|illegal|suspect|crim)",
        "report(?:ing|ed|s)? (?:on |of |an? |the )?(?:offen|person|people|violat|breach)",
        "report(?:ing|ed|s)? to (?:the )?(?:police|authorit)|jubao",
        "举报|检举|告发|线索|揭发|告密|协助办案",
        "report(?:ing|ed|s)? [a-z]{0,12}(?:smuggl|dealer|cheat|thie)",
        "intelligence (?:to|for|provid)|情报|密报|通风报信",
        "线人|告密者",
    ),
    "taking part or not": (
        "opt(?:ed|ing|s)?[ -]?out|not join|declin(?:ed|ing) to",
        "refus(?:al|ed|ing) to (?:join|take part)",
        "(?:join|leav|quit|withdr[ae]w|participat|enrol)[a-z]* (?:from |in )?(?:th[ei]s? )?pilot",
        "(?:join|leav|quit|withdr[ae]w|enrol)[a-z]* (?:from |in )?(?:th[ei]s? )?(?:scheme|points)",
        "(?:join|leav|quit|withdr[ae]w|enrol)[a-z]* (?:from |in )?(?:th[ei]s? )?programme",
        "withdr[ae]w[a-z]* (?:of )?consent|non-? ?participa|(?:left|quit) the|consent",
        "(?:加入|参加|退出|拒绝|离开)(?:本|该)?(?:试点|积分|计划)|拒绝参加|不参加|未参加|未加入",
        "撤回同意|拒绝同意|未同意",
        "refus(?:al|ed|ing) (?:of )?particip|not participat|unenrol|declined$",
        "(?:拒绝|不|未)(?:加入|参与|参加)",
    ),
}

# A merit whose label speaks of a breach is a demerit in disguise.
BREACH: Final[Words] = (
    "violat|breach|illegal|unlawful|offen[cs]|arrear|fraud|punish|penalt|fined$|fines$|convict",
    "evad|evasion|cheat|theft|steal|default|misconduct|littering|drunk|overdue|unpaid|smuggl",
    "违法|违规|违章|违约|欠缴|拖欠|逾期|处罚|罚款|欺诈|诈骗|盗窃|偷|作弊|犯罪|酒驾|失信",
)

# A suspicion is no finding.
SUSPICION: Final[Words] = (
    "suspect|suspicion|suspicious|alleg|accus|under investigation|investigated|flagged|implicat",
    "charged with|not prosecuted|rumou?red|believed to|reportedly|pending (?:trial|inquiry)",
    "涉嫌|嫌疑|被调查|调查中|被指控|指控|怀疑|疑似|传闻|不起诉|重点关注",
)

# What takes something away, exposes someone or ranks people.
PENALTY: Final[Words] = (
    "black ?list|bans?$|banned|barred|prohibit|restrict|den(?:y|ied|ial)|exclu(?:de|sion)",
    "suspen(?:d|sion)|revo(?:ke|cation)|surcharge|penalt|punish|fine$|fined$|fines$|confiscat",
    "shame|shaming|publish(?:ed|ing)? name|names? (?:of|and)|rank|leader ?board|offender",
    "no-? ?fly",
    "untrust|discredit|dishonest|list of|public (?:list|exposure)|slower|last in line",
    "forfeit|loss of|waiting list|loses?$|losing|lost$|forbid|forbidden|names? publish",
    "watch ?list|on a screen|honou?r (?:roll|board|wall)|roll of honou?r|(?:hall|wall) of fame",
    "red and black",
    "取消|扣|红黑榜|黑榜|公开|禁|没收|丧失|黑名单|禁止|限制|取消资格|剥夺|罚|曝光|公示|公布|排名",
    "排行榜|光荣榜|荣誉榜|荣誉墙|加价|不得|拒绝|停止|失信|老赖",
    "不良",
)

# Medical acts, which prove no repair.
MEDICAL: Final[Words] = (
    "blood|marrow|organ|plasma|platelet|vaccin|medic|surg|transplant|献血|捐髓|器官|疫苗|医疗",
)

# Services that no perk may gate.
ESSENTIAL: Final[dict[str, Words]] = {
    "care": (
        "green channel|hospital|clinic|doctor|surgery|treatment|medic(?:al|ine)|nurse|nursing",
        "dentist",
        "elder ?care|ambulance|绿色通道|医院|就诊|看病|门诊|挂号|住院|手术|医疗|养老|护理|急诊",
        "病床",
        "appointments?$|emergenc|care home|specialist|vaccin|就医|专家号|急救|护工",
        "waiting list|hospital bed|床位",
    ),
    "schooling": (
        "school|kindergarten|nurser(?:y|ies)|enrol|admission to|universit|college|education",
        "tuition",
        "exam|入学|学校|幼儿园|招生|教育|升学|高考|中考|学位|录取",
        "day ?care|scholarship|crèche|creche|school place|奖学金|托儿|学费|幼托|就读",
        "child ?care|托育",
    ),
    "housing": (
        "housing|tenan|rent$|rents$|rental|dwelling|apartment|flats?$|home purchase",
        "residence permit",
        "住房|租房|房租|廉租|公租|购房|保障房|落户|户口",
        "dormitor|house purchase|household regist|lodging|公寓|安居|宿舍|住宅|人才房|房屋",
    ),
    "work": (
        "job|employ|promotion|civil service|hiring|recruit|selection process|career|salar|wages?$",
        "就业|录用|招聘|晋升|公务员|评选|入职|工作|岗位|薪|工资",
        "background check|背景审查|背景调查|政审",
        "intern(?:ship)?s?$|vacanc|positions?$|apprentice|hire[ds]?$|聘用|提拔|实习|职位|岗|就职",
    ),
    "loans": (
        "loan|credit line|credit card|mortgage|lending|borrow money|interest rate",
        "贷款|信贷|按揭|授信|利率|信用卡|利息",
        "overdraft|financing|instalment|借款|透支|融资|分期",
    ),
    "aid": (
        "welfare|social aid|subsid|relief|pension|benefit payment|social assistance|allowance",
        "unemploy|低保|救助|补贴|补助|救济|社会福利|养老金|失业",
        "(?:food|legal|financial|social) aid|hardship|grants?$|stipend|food stamp",
        "津贴|扶贫|慰问金|抚恤|贫困",
    ),
}

# Beside care only a deposit or paperwork may be eased, and never the place in the queue.
BESIDE_CARE: Final[Words] = (
    "deposit|paperwork|discharge|invoice|bill(?:s|ing)?$|押金|预交金|手续|发票|结算",
)
QUEUE: Final[Words] = (
    "green channel|priorit|queue|fast(?:er)? (?:track|access|appoint)",
    "fast-?track(?:ed)? (?:care|access)",
    "ahead of|appointment|first in|skip|绿色通道|优先|插队|排队|挂号|预约|床位|快速就|先诊",
)

# Compounds that hold a screened word and mean something else; they are read as nothing.
HARMLESS: Final[Words] = (
    "anti-fraud|hearing aids|penalty shoot-?out|(?:dragon boat|marathon|car|relay) race",
    "book loan",
    "animal husbandry|husbandry|associate professor|planning consent|fine arts|rent a bike",
    "book lending|umbrella loan|school sports ground|church(?:ill|yard) road",
    "football strikers?$",
    "demonstration (?:household|project|unit|zone)",
    "反诈骗|旅游行业|街道教育|非遗传承|学生育种|财政治理|行政治安|理工会议|手工会展|网上访谈",
    "聚众斗殴|聚众赌博",
    "生育保险|数不限制|教育基地门票|工作日",
)

# Traditional characters and variants, each before its simplified form, as far as words need them.
_TRADITIONAL: Final = (
    "會会 廟庙 禮礼 禱祷 覲觐 聖圣 經经 蘭兰 輪轮 歷历 曆历 殘残 滯滞 愛爱 況况 碼码 傳传 診诊",
    "斷断 癥症 體体 檢检 紋纹 臉脸 識识 別别 徵征 遺遗 計计 劃划 墮堕 懷怀 產产 黨党 員员 組组",
    "織织 內内 紀纪 團团 選选 舉举 請请 願愿 訴诉 訪访 級级 狀状 論论 謠谣 網网 絡络 發发 佈布",
    "評评 遊游 眾众 靜静 動动 罷罢 談谈 維维 爾尔 滿满 壯壮 鮮鲜 種种 擔担 證证 連连 帶带 親亲",
    "屬属 兒儿 離离 聯联 報报 線线 協协 辦办 參参 與与 絕绝 違违 規规 約约 繳缴 處处 罰罚 詐诈",
    "騙骗 盜盗 竊窃 調调 關关 註注 單单 資资 剝剥 奪夺 價价 醫医 號号 術术 療疗 護护 綠绿 優优",
    "學学 園园 養养 購购 業业 錄录 晉晋 務务 貸贷 額额 貼贴 補补 濟济 險险 點点 積积 敎教 衆众",
    "羣群 敵敌 啟启 誠诚 賴赖 賬账 開开 門门 驗验 預预 續续 結结 隊队 場场 對对 們们 這这 該该",
    "試试 圍围 機机 獄狱 審审 訟讼 財财 環环 飲饮",
)
SIMPLIFIED: Final = {ord(pair[0]): pair[1] for line in _TRADITIONAL for pair in line.split()}
