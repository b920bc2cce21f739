"""The consent text, paragraph by paragraph, in English and in Chinese.

A changed paragraph makes a new text: every resident of every city is asked again.
"""

from typing import Final

CONSENT_TEXT: Final[tuple[tuple[str, str], ...]] = (
    (
        "{name} invites you to take part in its points pilot. You are free to do so or not. "
        "Whoever does not take part, or leaves again, loses nothing: no service, right or help of "
        "the city depends on it. You must be at least {age} years old.",
        "{name}邀请您参加积分试点。是否参加由您自愿决定。不参加或中途退出，您不会有任何损失：本市"
        "的任何服务、权利和帮助均不以此为条件。参加者须年满 {age} 周岁。",
    ),
    (
        "What it is for. {purpose}",
        "目的。{purpose}",
    ),
    (
        "What is recorded. Your name and your identity card number; good deeds that are "
        "documented; and breaches of law, each resting on a document of the authority that found "
        "it. Of every deed: what it was, when it happened, which department recorded it, and what "
        "it rests on. If you give an address for messages, hand in evidence or sign on paper, "
        "that is kept, too. Whatever names you is stored encrypted, with a key of your own.",
        "记录哪些内容。您的姓名和身份证号码；有凭据的善行；以及违法行为，每一项均须以作出认定的机"
        "关的文书为依据。每一事项记录：内容、发生日期、由哪个部门报送、依据何在。您提供的联系地址"
        "、提交的证据和签署的纸质文件也会保存。凡能识别您身份的内容均以您专属的密钥加密存储。",
    ),
    (
        "What never is. Religion, health and medical history, fingerprints, genes, blood type, "
        "family planning, party or politics, petitions and complaints, what you say or publish, "
        "assemblies, unions, ethnicity, what another person did, and telling on others. A "
        "suspicion, an investigation or an accusation is never recorded.",
        "绝不记录的内容。宗教信仰、健康和病史、指纹、基因、血型、生育、党派与政治、信访与投诉、言"
        "论与发表、集会、工会、民族、他人的行为，以及举报他人。嫌疑、调查和指控一律不予记录。",
    ),
    (
        "How deeds count. The scheme that the city has published says what a deed is worth. All "
        "that count make your score, and the score gives your band. You see every line of your "
        "score and can work it out by hand. Nothing counts for ever: every deed has a last day.",
        "事项如何计分。各事项的分值以本市公布的方案为准。所有有效事项构成您的积分，积分对应等级。"
        "您可以查看积分的每一行并自行核算。任何事项都不会永久计分，均有截止日期。",
    ),
    (
        "Before anything counts against you, a second person confirms it and you are told. It "
        "counts after a notice period of {notice} at the earliest. You may object to a deed, on "
        "your phone or on signed paper at the office; once that is stored, it does not count until "
        "you have your answer. Somebody who neither entered nor confirmed it, nor took in your "
        "paper, answers within {objection}; if nobody does, you are right. Where the scheme allows "
        "it, you may make a breach good, in the same two ways.",
        "对您不利的事项须经第二人确认并先行告知您，最早在 {notice}的告知期届满后计分。您可以通过"
        "手机，或在办理窗口提交签字的纸质材料，对事项提出异议；自存入之时起至答复之前，该事项不计分。"
        "异议由既未录入也未确认该事项、也未接收该材料的人员在 {objection}内答复；逾期未答复的，视为"
        "异议成立。方案允许的，您可以同样以这两种方式申请修复。",
    ),
    (
        "Perks, never penalties. A band opens small perks, such as a discount or a deposit that "
        "is waived. Because of points nothing is taken from you, your name is not published, and "
        "you are not ranked. Care, schooling, housing, work, loans and aid never depend on them.",
        "只有便利，没有惩罚。等级可带来小额便利，例如折扣或免押金。不会因积分减损您的任何权益，不"
        "会公布您的姓名，也不会排名。医疗、就学、住房、就业、贷款和救助均与积分无关。",
    ),
    (
        "Who sees what. You see everything. Officers of the pilot see your file, each time for a "
        "reason that they give, and a deed of yours when they confirm it or answer an objection. "
        "Whoever enters deeds sees those entries and not your score. Whoever offers a perk learns "
        "only that you may use it. Every look at your file is noted, and you can read who looked, "
        "when and why. Published numbers are rounded, so that nobody can be recognised. You may "
        "copy all your data at any time.",
        "谁能看到什么。您可以看到全部内容。试点经办人员每次查看您的档案均须说明理由，并在确认事项"
        "或答复异议时看到该事项。录入人员只能看到自己录入的事项，看不到您的积分。提供便利的单位"
        "只知道您可以使用该便利。每次查看档案均有记录，您可以查看何人、何时、因何查看。公布的数字"
        "经过取整，无法识别个人。您可以随时复制您的全部数据。",
    ),
    (
        "Leaving is as easy as joining: on your phone or on paper, at any time, without a reason. "
        "From that moment on nobody sees your score and your perks end. {cooling} What is erased "
        "can be read nowhere any more, in copies neither. That somebody did something on a day "
        "stays in the log, without anything that names you.",
        "退出与加入同样方便：通过手机或书面方式，随时可以退出，无需理由。自退出之时起，无人能看到"
        "您的积分，您的便利随之终止。{cooling}删除的内容在任何地方均无法再读取，备份中亦然。日志中"
        "仅保留某日有人进行过某项操作，不含能识别您身份的内容。",
    ),
    (
        "If this text changes, you are asked again and shown what is new; you have {answer} to "
        "answer. Whoever has not agreed by then is leaving.",
        "本文本如有变更，将再次征求您的同意，并说明变更之处；您有 {answer}时间答复。届时仍未同意的"
        "，视为退出。",
    ),
    (
        "Questions are answered at {contact}.",
        "如有疑问，请联系 {contact}。",
    ),
)
# What happens between leaving and erasing, with and without a cooling-off period.
COOLING_OFF: Final = (
    "For {cooling} you may come back; after that, or at once if you ask for it, all that is about "
    "you is erased. Where you leave on paper, that is never before three days are over.",
    "在 {cooling}的冷静期内您可以恢复参加；期满后，或应您要求立即，删除有关您的全部内容。"
    "以书面方式退出的，最早在三天后删除。",
)
NO_COOLING_OFF: Final = (
    "All that is about you is erased at once; where you leave on paper, after three days.",
    "有关您的全部内容立即删除；以书面方式退出的，三天后删除。",
)
# What is new in a text, by the name of the term that differs.
CHANGED_TERMS: Final[dict[str, tuple[str, str]]] = {
    "purpose": (
        "The purpose is now: “{now}” It was: “{was}”",
        "目的现为：“{now}”原为：“{was}”",
    ),
    "contact": (
        "Questions are now answered at {now}; before, at {was}.",
        "联系方式现为 {now}；原为 {was}。",
    ),
    "minimum_age": (
        "The minimum age is now {now}; it was {was}.",
        "最低年龄现为 {now} 周岁；原为 {was} 周岁。",
    ),
    "notice_days": (
        "The notice period is now {now}; it was {was}.",
        "告知期现为 {now}；原为 {was}。",
    ),
    "objection_days": (
        "The time in which an objection is answered is now {now}; it was {was}.",
        "异议答复期限现为 {now}；原为 {was}。",
    ),
    "cooling_off_days": (
        "The cooling-off period after leaving is now {now}; it was {was}.",
        "退出后的冷静期现为 {now}；原为 {was}。",
    ),
    "wording": (
        "The text says some things in other words. Please read it again.",
        "文本的部分表述有所修改，请重新阅读。",
    ),
}
