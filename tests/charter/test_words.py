"""Attacks on the charter through words: protected matters, suspicions, gates and penalties.

A word that the charter keeps out is stated under a harmless matter or service, plainly and in
disguise, wherever a file holds words. It must be refused with the article it breaches, and the
message must name the file and the key. Harmless labels that look alike must pass.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from builders import band, catalogue, demerit, merit, rule, scheme_text
from charter.refusals import assert_refused

from backend.core.catalogue import PROTECTED_MATTERS, DeedType, Direction, Matter, Measure, Unit
from backend.core.charter import problems_in
from backend.core.price import ByGrade, Flat, Price
from backend.core.problems import Problem
from backend.core.scheme import Band, Dimension, Group, Perk, Provider, Rule

SCHEME = "testville/schemes/2019-01-01.toml"
ENTRIES = "catalogue/deed_types/test.toml"

Made = Callable[..., DeedType]
MADE: tuple[Made, ...] = (merit, demerit)


def scheme_problems(
    *entries: DeedType, rules: Iterable[Rule] = (), **facts: object
) -> list[Problem]:
    """What is wrong with a scheme in which every band can be reached."""
    ground = (merit("good"), demerit("bad"))
    rules = [*(rule(entry.code, price_of(entry)) for entry in ground), *rules]
    return list(problems_in(scheme_text(*rules, **facts), catalogue(*ground, *entries)))


def price_of(deed_type: DeedType) -> Price:
    sign = 1 if deed_type.direction is Direction.MERIT else -1
    return Flat(points=sign * Decimal(10))


def priced(deed_type: DeedType, **facts: object) -> list[Problem]:
    """What is wrong with a scheme that prices this deed type."""
    stated: dict[str, Any] = {"price": price_of(deed_type), **facts}
    return scheme_problems(deed_type, rules=[rule(deed_type.code, **stated)])


def labelled(made: Made, key: str, label: str) -> list[Problem]:
    """What is wrong with a scheme that prices a deed type with this label."""
    return priced(made("thing", **{key: label}))


def perk_problems(**facts: object) -> list[Problem]:
    """What is wrong with a library card that has these facts instead of its own."""
    stated: dict[str, Any] = {
        "name": "card",
        "label_en": "Free library card",
        "label_zh": "免费图书证",
        "kind": "free-use",
        "service": "library",
        "provider": "city-library",
        "opens_from": "A",
        "source": "P1",
        **facts,
    }
    labels = {
        "label_en": stated.pop("provider_en", "City library"),
        "label_zh": stated.pop("provider_zh", "市图书馆"),
    }
    provider = Provider(name="city-library", **labels)
    return scheme_problems(providers=(provider,), perks=(Perk(**stated),))


def band_problems(**facts: object) -> list[Problem]:
    """What is wrong with a lowest band that has these facts instead of its own."""
    stated: dict[str, Any] = {"name": "C", "label_en": "Low", "label_zh": "低", **facts}
    low = Band(from_=Decimal(0), **stated)
    return scheme_problems(bands=(band("A", 600), band("B", 400), low))


def language_of(label: str) -> str:
    """The key of a label: Chinese if it holds a Chinese character."""
    return "label_zh" if any("\u2e80" <= sign <= "\u9fff" for sign in label) else "label_en"


def cases(table: dict[str, str], *first: object) -> list[Any]:
    """Each label with its key, called after what it speaks of."""
    return [
        pytest.param(*first, language_of(label), label, id=f"{subject}: {label}")
        for subject, labels in table.items()
        for label in labels.split(";")
    ]


def test_what_the_attacks_begin_from_is_sound() -> None:
    assert scheme_problems() == perk_problems() == band_problems() == []
    assert priced(merit("thing")) == priced(demerit("thing")) == []


# ---- Article 4: protected matters never count ------------------------------


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("matter", sorted(PROTECTED_MATTERS))
def test_a_protected_matter_is_never_priced(matter: Matter, made: Made) -> None:
    problems = priced(made("thing", matter=matter))
    assert_refused(problems, 4, ENTRIES, "deed_type.thing.matter")


PROTECTED = {
    "religion": "Church attendance;Praying in public;Member of a mosque;Pilgrimage;Buddhist rite;"
    "Synagogue attendance;Bible study;Missionary work;Catholic mass;Koran reading;信仰宗教;"
    "参加礼拜;參加禮拜;进清真寺;佛教活动;天主教活动;穆斯林;传教;信教;念经",
    "health": "Medical history;Psychiatric care;HIV infection;Disabled resident;Not vaccinated;"
    "Mental illness;Cancer patient;Diabetes;Depression;Pregnancy;Medical file;有病史;残疾;"
    "健康码异常;精神病;未接种疫苗;糖尿病;癌症;体检结果;健康档案;就医记录",
    "fingerprints": "Fingerprints refused;Finger prints;Biometric sample;Iris scan;"
    "Face recognition;Voiceprint;未录指纹;人脸识别;声纹",
    "genes": "DNA sample;Genetic test;Gene bank;Genotype;Hereditary trait;基因检测;遗传特征;"
    "某DNA检测;染色体检测",
    "blood type": "Blood type O;Blood group;Blood-type;Types of blood;Rh negative;血型;O型血献血",
    "family planning": "Family planning;Birth control;Two-child policy;Two child policy;"
    "One child certificate;Second child;Unplanned birth;Abortion;计划生育;超生;生二孩;计生奖;"
    "三胎;独生子女;怀孕;社会抚养费",
    "party or politics": "Communist Party member;Party branch work;Political study;Patriotism;"
    "Voting;Votes cast;Communist Youth League;Member of the Party;Ballot;优秀党员;政治学习;"
    "入党;爱国表现;参加选举;共青团员;民主党派;意识形态;党费",
    "petitions and complaints": "Petition to Beijing;PETITIONING;Complaint to the city;Xinfang;"
    "Sued the city;Suing the city;Letters and visits;Grievance filed;越级上访;信访;投诉政府;"
    "告状;状告政府;申诉;维权",
    "speech": "Harmful information online;Rumours;Social media post;Criticism of the city;"
    "Harmful internet information;Internet post;Blog;Remarks about officials;网上言论;造谣;"
    "在微博发帖;网络有害信息;评论政府;散布负面信息;转发不当信息",
    "assembly": "Unlawful assembly;Protest;Demonstration in a square;Public gathering;Sit-in;"
    "Rally in a square;Crowd gathering;Vigil;非法集会;游行示威;非法聚集;静坐;拉横幅;群体性事件",
    "union activity": "Trade union work;Labour union;Labor  union;On strike;Industrial action;"
    "Union organiser;Joining a union;Work stoppage;组织工会;罢工;集体谈判;停工;怠工",
    "ethnicity": "Ethnic group;Tibetan resident;Uyghur resident;Racial origin;Minority;Skin colour;"
    "Ethnicity;少数民族;维吾尔;藏族;蒙古族;满族;壮族",
    "another person's conduct": "Co-signed a loan;Cosigner;Guarantor of a debt;Husband's fine;"
    "Ex-wife's debt;Relative in prison;Fine of a family member;Friend in arrears;"
    "Employer's tax debt;Mother's debt;Son's offence;Brother in prison;Colleague fined;"
    "Surety;Guarantee of a loan;Joint borrower;为他人担保;担保人;连带责任;配偶失信;朋友违法;"
    "父亲欠款;儿子违法;子女违法;父母欠款;保证人;家庭成员违法",
    "informing on others": "Informing on others;Whistle-blowing;Tip-off to the police;"
    "Important clues;Reporting neighbours;Reported a violation;Denounced a resident;Tip off;"
    "Informers;Informants;Denunciation;Report to the police;Reporting smugglers;举报他人;"
    "檢舉他人;提供线索;告发;揭发;告密;举報他人;协助办案;提供情报",
}


DISGUISES_EN = (
    "capitals = PETITION; full-width letters = ｐｅｔｉｔｉｏｎ; circled letters = ⓟⓔⓣⓘⓣⓘⓞⓝ; "
    "raised letters = ᵖᵉᵗⁱᵗⁱᵒⁿ; spaced letters = p e t i t i o n; "
    "widely spaced letters = p  e  t  i  t  i  o  n; spaced pairs = pe ti ti on; "
    "dots = p.e.t.i.t.i.o.n; pluses = p+e+t+i+t+i+o+n; a hyphen = peti-tion; "
    "a true hyphen = peti\u2010tion; a non-breaking hyphen = peti\u2011tion; a dash = peti–tion; "
    "a soft hyphen = peti\u00adtion; an apostrophe = peti'tion; a curly apostrophe = peti’tion; "
    "a slash = peti/tion; an asterisk = peti*tion; a comma = peti,tion; brackets = peti(tion); "
    "an underscore = my_petition; a line break = peti\u000ation; "
    "a zero-width space = peti\u200btion; a word joiner = peti\u2060tion; "
    "a grapheme joiner = peti\u034ftion; a variation selector = peti\ufe0ftion; "
    "a far variation selector = peti\U000e0100tion; a tag character = peti\U000e0020tion; "
    "a control character = peti\u0007tion; a blank braille cell = peti\u2800tion; "
    "an enclosing circle = peti\u20ddtion; accents = pétïtíôn; a stroke = petitiøn; "
    "a dotless i = pet\u0131t\u0131on; small capitals = ᴘᴇᴛɪᴛɪᴏɴ; a digit one = pet1t1on; "
    "a digit zero = petiti0n; written from the right = \u202enoititep; "
    "a number before it = 1petition; two spaces in a phrase = Trade  union; "
    "a tab in a phrase = Medical\u0009history; a hyphen in a phrase = Blood-type; "
    "a slash in a phrase = Family/planning; a colon in a phrase = Blood: type"
)
DISGUISES_ZH = (
    "traditional = 上訪; mixed with traditional = 举報; "
    "traditional mixed with simplified = 檢举; a variant = 宗敎; a radical = \u2ea0族; "
    "a space = 上 访; a full-width space = 上\u3000访; a middle dot = 上·访; "
    "a Chinese comma = 上，访; Chinese brackets = 上（访）; a dash = 上—访; "
    "an underscore = 举_报; an emoji = 上\U0001f600访; a line break = 上\u000a访; "
    "a zero-width space = 上\u200b访; a variation selector = 上\ufe00访; "
    "a far variation selector = 上\U000e0100访; a Latin letter = 上x访; a digit = 上1访; "
    "a zero = 上〇访; English within = 某religion活动; full-width English within = 某ｄｎａ; "
    "pinyin = 某shangfang"
)


def disguises(table: str) -> list[Any]:
    """Each disguised label with its key, called after its disguise."""
    pairs = (entry.split(" = ") for entry in table.split("; "))
    return [pytest.param(language_of(label), label, id=name) for name, label in pairs]


@pytest.mark.parametrize(("key", "label"), disguises(f"{DISGUISES_EN}; {DISGUISES_ZH}"))
def test_a_protected_word_is_seen_through_a_disguise(key: str, label: str) -> None:
    problems = labelled(demerit, key, label)
    assert_refused(problems, 4, ENTRIES, f"deed_type.thing.{key}")


@pytest.mark.parametrize("word", ["petition", "上访", "P.e.t.i.t.i.o.n", "上訪"])
@pytest.mark.parametrize("place", ["code", "grade", "unit", "group", "dimension", "band", "perk"])
def test_a_protected_word_is_refused_wherever_it_is_a_name(place: str, word: str) -> None:
    graded = ByGrade(points={word: Decimal(-5)})
    attack: dict[str, Callable[[], list[Problem]]] = {
        "code": lambda: priced(demerit(word)),
        "grade": lambda: priced(demerit("thing", grades=(word,)), price=graded),
        "unit": lambda: priced(demerit("thing", unit=word)),
        "group": lambda: grouped(name=word),
        "dimension": lambda: divided(name=word),
        "band": lambda: band_problems(name=word),
        "perk": lambda: perk_problems(name=word),
    }
    file = ENTRIES if place in {"code", "grade", "unit"} else SCHEME
    assert_refused(attack[place](), 4, file, "")


@pytest.mark.parametrize(("key", "label"), [("label_en", "Petitioners"), ("label_zh", "上訪者")])
def test_a_protected_word_is_refused_wherever_it_is_a_label(key: str, label: str) -> None:
    language = key.removeprefix("label")
    part: dict[str, Any] = {"part_en": "Part", "part_zh": "部分", f"part{language}": label}
    title: dict[str, Any] = {f"title{language}": label}
    assert_refused(band_problems(**{key: label}), 4, SCHEME, f"band.C.{key}")
    assert_refused(perk_problems(**{key: label}), 4, SCHEME, f"perk.card.{key}")
    assert_refused(grouped(**{key: label}), 4, SCHEME, f"group.group.{key}")
    assert_refused(divided(**{key: label}), 4, SCHEME, f"dimension.dimension.{key}")
    assert_refused(priced(demerit("thing"), **part), 4, SCHEME, "rule.thing.part")
    assert_refused(scheme_problems(**title), 4, SCHEME, "title")


@pytest.mark.parametrize(("key", "label"), [("label_en", "petitions"), ("label_zh", "次上访")])
def test_a_protected_word_is_refused_as_what_a_unit_counts(key: str, label: str) -> None:
    labels: dict[str, Any] = {"label_en": "cases", "label_zh": "件", key: label}
    unit = Unit(code="cases", measure=Measure.COUNT, **labels)
    entry = demerit("thing", unit="cases")
    known = msgspec.structs.replace(catalogue(entry), units={"cases": unit})
    problems = problems_in(scheme_text(rule("thing", price_of(entry))), known)
    assert any(problem.article == 4 for problem in problems), problems


def grouped(**facts: object) -> list[Problem]:
    stated: dict[str, Any] = {"name": "group", "label_en": "Group", "label_zh": "组", **facts}
    group = Group(kind="cap", members=("one", "two"), at_most=Decimal(9), **stated)
    entries = (demerit("one"), demerit("two"))
    rules = [rule(entry.code, price_of(entry)) for entry in entries]
    return scheme_problems(*entries, rules=rules, groups=(group,))


def divided(**facts: object) -> list[Problem]:
    stated: dict[str, Any] = {"name": "dimension", "label_en": "Part", "label_zh": "维", **facts}
    limits: dict[str, Any] = {"base": Decimal(500), "minimum": Decimal(0), "maximum": Decimal(1000)}
    return scheme_problems(dimensions=(Dimension(**limits, **stated),))


# ---- Article 1: joining, declining and leaving are never priced ------------

TAKING_PART = {
    "declining": "Declined to join;Opted out of the pilot;O p t i n g  o u t;"
    "Refusal to take part;Refusing participation;Non-participation;Non participation;"
    "Not participating in the pilot;Did not join the pilot;拒绝参加试点;拒絕參加試點;"
    "不参加试点;未加入试点;未参与试点;未同意;拒绝加入",
    "leaving": "Withdrew consent;Withdrawal of con\u00adsent;Withdrew from the pilot;"
    "Left the pilot;Leaving the pilot;Quit the pilot;撤回同意;撤·回·同·意;退出积分;退出试点",
    "joining": "Consent given;Joining the pilot;Joined the points scheme;"
    "Participation in the pilot;Enrolment in the pilot;加入试点;参加试点",
}


WORDS = [*cases(PROTECTED, 4), *cases(TAKING_PART, 1)]


@pytest.mark.parametrize(("article", "key", "label"), WORDS)
def test_a_word_is_refused_under_a_harmless_matter(article: int, key: str, label: str) -> None:
    for made in MADE:
        problems = labelled(made, key, label)
        assert_refused(problems, article, ENTRIES, f"deed_type.thing.{key}")


def test_taking_part_or_not_cannot_hide_in_a_code_or_a_grade() -> None:
    assert_refused(priced(demerit("opted-out")), 1, ENTRIES, "deed_type.opted-out.code")
    graded = demerit("thing", grades=("declined",))
    problems = priced(graded, price=ByGrade(points={"declined": Decimal(-5)}))
    assert_refused(problems, 1, ENTRIES, "deed_type.thing.grades")


# ---- Article 3: a suspicion is no finding ----------------------------------

SUSPICIONS = {
    "suspicion": "Suspected theft;SUSPECTED theft;Sus-pected theft;Alleged fraud;"
    "Accused of fraud;Under investigation;Charged with theft;Reportedly drunk;"
    "Crime not prosecuted;Flagged by the bureau;Implicated in a lawsuit;涉嫌盗窃;涉·嫌盗窃;"
    "盗窃嫌疑;被调查;被調查;疑似违规;不起诉",
}


@pytest.mark.parametrize(("key", "label"), cases(SUSPICIONS))
def test_a_suspicion_cannot_be_priced(key: str, label: str) -> None:
    problems = labelled(demerit, key, label)
    assert_refused(problems, 3, ENTRIES, f"deed_type.thing.{key}")


@pytest.mark.parametrize("grade", ["suspected", "under-investigation", "accused", "嫌疑"])
def test_a_suspicion_cannot_be_a_grade(grade: str) -> None:
    problems = priced(
        demerit("thing", grades=(grade,)), price=ByGrade(points={grade: Decimal(-10)})
    )
    assert_refused(problems, 3, ENTRIES, "deed_type.thing.grades")


def test_a_suspicion_cannot_be_a_code_a_part_or_a_group() -> None:
    problems = priced(demerit("suspected-theft"))
    assert_refused(problems, 3, ENTRIES, "deed_type.suspected-theft")
    problems = priced(demerit("thing"), part_en="Those only suspected", part_zh="仅有嫌疑的")
    assert_refused(problems, 3, SCHEME, "rule.thing.part")
    assert_refused(grouped(label_zh="涉嫌违法"), 3, SCHEME, "group.group")


# ---- Article 2: perks, never penalties -------------------------------------

ESSENTIAL = {
    "care": "Green channel in hospitals;G-r-e-e-n channel;Faster surgery;Hos\u200bpital queue;"
    "Appointment with a doctor;Place in a nursing home;Nurse visits first;"
    "Dentist without waiting;Priority appointment with a specialist;Emergency room first;"
    "Ambulance first;Care home places;医院绿色通道;醫院綠色通道;优先就诊;优 先 挂 号;"
    "住院优先;养老床位;优先看病;门诊优先;急诊优先;专家号优先;就医优先",
    "schooling": "School admission;Kindergarten places;University bonus;ＳＣＨＯＯＬ choice;"
    "Nursery places;Daycare places;College places;Extra points in the entrance exam;"
    "Scholarship;优先入学;幼儿园名额;学校招生加分;升学加分;小学学位;中考加分;高考加分;奖学金;"
    "托儿所名额",
    "housing": "Public housing list;Cheaper rent;Apartment allocation;Public rental flats;"
    "Lease of a city flat;Dormitory places;House purchase;Household registration;住房优先;"
    "公租房优先;购房优惠;保障房;房租减免;人才公寓;落户加分;安居房",
    "work": "Job interviews;Promotion at the bureau;Civil service selection;Hiring list;"
    "Employee of the city;Stands in for background checks;免背景审查;"
    "Internship at the bureau;City vacancies first;优先录用;公务员优先;"
    "晋升优先;就业推荐;招聘优先;工作优先;岗位优先;聘用优先;提拔优先",
    "loans": "Loan approval;L o a n approval;Mortgage discount;Credit line;Lower interest rate;"
    "Credit card;Overdraft;贷款优惠;優先貸款;信贷额度;授信优惠;借款优先;利率优惠;信用卡优惠;"
    "融资优先",
    "aid": "Welfare payments;Social aid;Disaster relief first;Pension supplement;Food aid;"
    "Unemployment benefit;Living allowance;Hardship grant;低保优先;救助优先;补贴发放;"
    "养老金加发;补助发放;津贴发放;扶贫优先;失业金",
}
QUEUES = {
    "a queue": "Priority place in the hospital queue;Green channel in hospitals;Faster surgery;"
    "A bed in the elder care home;医院绿色通道;优先就诊;优先安排手术;养老院优先入住",
}
PENALTIES = {
    "taking away": "Banned from trains;Restricted travel;Suspended;Fined;Forfeits;Loses the card;"
    "Forbidden to ride;限制出行;禁止乘车;罚款;取消资格;停止服务;取消优惠;扣押金",
    "listing": "Blacklist;B l a c k l i s t;Black-list;List of offenders;Watch list;"
    "Untrustworthy;Discredited;黑名单;黑名單;黑·名·单;失信人员;老赖;红黑榜",
    "exposing": "Name and shame;Publishing names;Names published on a screen;公布姓名;曝光;"
    "公布名单;公开姓名",
    "ranking": "Ranked residents;Ranking list;Leaderboard;Honour roll;Hall of fame;"
    "排名;排行榜;光荣榜",
}


@pytest.mark.parametrize(("key", "label"), cases(ESSENTIAL))
def test_a_harmless_service_cannot_hide_an_essential_one(key: str, label: str) -> None:
    problems = perk_problems(service="government-service", **{key: label})
    assert_refused(problems, 2, SCHEME, f"perk.card.{key}")


@pytest.mark.parametrize("kind", ["deposit-waived", "paperwork"])
@pytest.mark.parametrize(("key", "label"), cases(QUEUES))
def test_a_place_in_the_queue_is_no_waived_deposit(key: str, label: str, kind: str) -> None:
    problems = perk_problems(service="care", kind=kind, **{key: label})
    assert_refused(problems, 2, SCHEME, "perk.card")


@pytest.mark.parametrize("kind", ["free-use", "percentage-off", "more-of", "paperwork"])
@pytest.mark.parametrize("service", ["care", "schooling", "housing", "work", "loans", "aid"])
def test_an_essential_service_cannot_be_gated_by_name(service: str, kind: str) -> None:
    if (service, kind) == ("care", "paperwork"):
        labels = {"label_en": "Paperwork after discharge", "label_zh": "出院后补办手续"}
        assert perk_problems(service=service, kind=kind, **labels) == []
    else:
        problems = perk_problems(service=service, kind=kind)
        assert_refused(problems, 2, SCHEME, "perk.card.service")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("kind", kind) for kind in ("surcharge", "blacklist", "priority", "Free-use")),
        *(("service", service) for service in ("police", "Care", "health", "")),
        *(("name", name) for name in ("hospital-queue", "blacklist")),
        *(("provider_en", "Hospital admissions"), ("provider_zh", "学校招生办公室")),
    ],
)
def test_a_perk_tells_its_gate_or_penalty_in_any_key(key: str, value: str) -> None:
    assert_refused(perk_problems(**{key: value}), 2, SCHEME, "perk.")


@pytest.mark.parametrize(("key", "label"), cases(PENALTIES))
def test_neither_perk_nor_band_takes_away_or_exposes(key: str, label: str) -> None:
    assert_refused(perk_problems(**{key: label}), 2, SCHEME, "perk.card")
    assert_refused(band_problems(**{key: label}), 2, SCHEME, "band.C")


def conditions(key: str, text: str) -> dict[str, str]:
    """Conditions in both languages, of which one is the attack."""
    stated = {"conditions_en": "Bring your card.", "conditions_zh": "请带卡。"}
    return {**stated, key.replace("label", "conditions"): text}


def test_conditions_may_be_stated() -> None:
    assert perk_problems(**conditions("label_en", "Until closing time.")) == []


@pytest.mark.parametrize(("key", "label"), cases({**ESSENTIAL, **PENALTIES}))
def test_conditions_and_providers_cannot_gate_or_take_away(key: str, label: str) -> None:
    problems = perk_problems(**conditions(key, label))
    assert_refused(problems, 2, SCHEME, "perk.card.conditions")
    assert_refused(perk_problems(**{key.replace("label", "provider"): label}), 2, SCHEME, "p")


@pytest.mark.parametrize("kind", ["deposit-waived", "paperwork"])
@pytest.mark.parametrize(("key", "label"), cases(QUEUES))
def test_conditions_of_a_waived_deposit_give_no_place_in_the_queue(
    key: str, label: str, kind: str
) -> None:
    labels = {"label_en": "Deposit waived at hospitals", "label_zh": "免交住院押金"}
    calm = conditions("label_en", "The hospital's bill is paid at discharge.")
    assert perk_problems(service="care", kind=kind, **labels, **calm) == []
    problems = perk_problems(service="care", kind=kind, **labels, **conditions(key, label))
    assert_refused(problems, 2, SCHEME, "perk.card")


@pytest.mark.parametrize(
    ("key", "text"),
    [("label_en", "For churchgoers"), ("label_zh", "适用于党员"), ("label_en", "For Tibetans")],
)
def test_conditions_cannot_speak_of_protected_matters(key: str, text: str) -> None:
    problems = perk_problems(**conditions(key, text))
    assert_refused(problems, 4, SCHEME, "perk.card.conditions")


def test_a_penalty_cannot_name_a_band_or_a_scheme() -> None:
    assert_refused(band_problems(name="blacklist"), 2, SCHEME, "band.blacklist")
    assert_refused(scheme_problems(title_zh="失信黑名单"), 2, SCHEME, "title")


# ---- Over-zeal: what must pass ---------------------------------------------

HARMLESS_MERITS = {
    "a merit": "Innovative Design Competition prize;Blood donation;Bone marrow donation;"
    "Women's award;Labour award;Harmony award;Happy Family award;Good neighbour award;"
    "Registration as an organ donor;Disaster relief service;First aid course;"
    "Hospital volunteer;Environment-friendly household;Genealogy exhibition;"
    "Information desk volunteering;Marathon race prize;Dragon boat race prize;"
    "Volunteering in March;Animal husbandry award;Demonstration household award;"
    "Associate professor award;Football striker award;Hearing aids donated;"
    "Anti-fraud volunteering;Penalty shoot-out prize;"
    "Rescue of another person;创新设计大赛奖;无偿献血;捐献造血干细胞;妇女奖;劳动奖;"
    "和谐家庭奖;好邻居奖;最美家庭;救助他人;政法工作奖;拾金不昧;龙舟赛奖;旅游行业奖;"
    "街道教育奖;非遗传承人;学生育种竞赛奖;财政治理奖;理工会议奖;手工会展奖;网上访谈;"
    "反诈骗志愿者",
}
HARMLESS_DEMERITS = {
    "a demerit": "Birth certificate fraud;Driving on drugs;Medical insurance fraud;"
    "Child labour offence;Smoking in a hospital;Dog not leashed;Practising without a licence;"
    "Fraud against older people;Domestic violence;Template misuse;Underage drinking;"
    "Injuring another person;Building without planning consent;Illegal car race;"
    "Churchill Road parking offence;出生医学证明造假;毒驾;骗取医疗保险;使用童工;在医院吸烟;"
    "违反街道管理;伤害他人;盗用他人信息;行政治安处罚;聚众斗殴;聚众赌博;生育保险欺诈",
}
HARMLESS_PERKS = {
    "a perk": "Ten more library books;Discount on public parking;Unlimited rides;Exclusive tour;"
    "Workshop discount;Bank holiday parking;Careful driver parking discount;"
    "Fine arts museum discount;Rent a bike at half price;"
    "Book lending without a deposit;"
    "地铁优惠;免费雨伞;公共自行车免押金;借书册数不限制;"
    "科普教育基地门票九折",
}


DEED_TYPES = [*cases(HARMLESS_MERITS, merit), *cases(HARMLESS_DEMERITS, demerit)]


@pytest.mark.parametrize(("made", "key", "label"), DEED_TYPES)
def test_a_harmless_deed_type_passes(made: Made, key: str, label: str) -> None:
    assert labelled(made, key, label) == []


@pytest.mark.parametrize(("key", "label"), cases(HARMLESS_PERKS))
def test_a_harmless_perk_passes(key: str, label: str) -> None:
    assert perk_problems(service="culture", **{key: label}) == []
