"""Sentences about residents, deeds and the installation."""

from typing import Final

SERVICE: Final[dict[str, tuple[str, str]]] = {
    # Cities
    "no-such-city": (
        "There is no city {name} here. Use one of: {known}.",
        "这里没有城市 {name}。请从以下各项中选一：{known}。",
    ),
    "no-scheme-in-force": (
        "The city's first scheme has not begun. Come back on its first day.",
        "该城市的首个方案尚未开始。请在首日之后再试。",
    ),
    # Residents
    "no-participant": (
        "Nobody with this number takes part. Check the number, or enrol the resident.",
        "没有持此号码的参与者。请核对号码，或为居民办理登记。",
    ),
    "find-by-one": (
        "A resident is found by the number or by a pass. Give one of the two.",
        "可按证件号码或凭证查找居民。请填写其中一项。",
    ),
    "number-invalid": (
        "This is not the number of a resident identity card. Check its 18 characters.",
        "这不是有效的居民身份证号码。请核对全部 18 位。",
    ),
    "too-young": (
        "Only those of {least} years or more may join. Do not enrol this person.",
        "年满 {least} 周岁方可加入。请勿为此人登记。",
    ),
    "consent-missing": (
        "No consent is in force. Read the consent text and agree to it first.",
        "尚无生效的同意。请先阅读同意书并表示同意。",
    ),
    "consent-outdated": (
        "The consent text has changed; its version is now {version}. Read it and agree again.",
        "同意书已更新，现版本为 {version}。请重新阅读并同意。",
    ),
    "is-leaving": (
        "You are leaving, and everything is hidden. Return first if you want to stay.",
        "您正在退出，所有内容均已隐藏。如要继续参与，请先撤回退出。",
    ),
    "not-leaving": (
        "You are not leaving. There is nothing to return from.",
        "您并未退出。无须撤回。",
    ),
    # Deeds
    "deed-type-not-priced": (
        "The scheme of {city} prices no deed type {name}{hint}. "
        "Choose one from the city's deed types.",
        "{city} 的方案没有行为类型 {name}{hint}。请从该城市的行为类型中选择。",
    ),
    "department-not-allowed": (
        "The department {name} may not submit this deed type. It is for: {known}.",
        "部门 {name} 不能提交此类行为。可提交的部门：{known}。",
    ),
    "department-none": (
        "Your account belongs to no department, and only departments submit deeds. "
        "Ask someone of: {known}.",
        "您的账户不属于任何部门，只有部门可以提交行为。请由以下部门办理：{known}。",
    ),
    "date-in-future": (
        "{day} is in the future; today is {today} in the city. State the day it happened.",
        "{day} 尚未到来，该城市今天是 {today}。请填写实际发生的日期。",
    ),
    "document-missing": (
        "A demerit rests on a document. State its authority, number and day.",
        "扣分须有文书为据。请填写出具机关、文号和日期。",
    ),
    "account-missing": (
        "This deed type needs a written account. Say in a few sentences what happened.",
        "此类行为须有书面说明。请用几句话写明经过。",
    ),
    "id-taken": (
        "This id belongs to something else. Nothing was changed; use a new id.",
        "此 id 已用于其他内容。内容未作改动，请使用新的 id。",
    ),
    "deed-unknown": (
        "There is no such deed in this city. Check its id.",
        "该城市没有这条行为。请核对 id。",
    ),
    "deed-not-waiting": (
        "This deed does not await a second person. Somebody was faster; look at it again.",
        "此行为不在待确认之列。可能已有人处理，请重新查看。",
    ),
    "deed-not-ongoing": (
        "This deed type has no end to record. Only ongoing deeds have one.",
        "此类行为没有结束可记。只有持续性行为才有。",
    ),
    "deed-over": (
        "This deed has ended or lapsed, or was annulled, so nothing can follow it. Enter what "
        "happened since as a deed of its own.",
        "此行为已结束、已失效或已撤销，不能再记录后续。此后发生的，请作为新的行为录入。",
    ),
    "day-outside": (
        "The day must lie between {first} and {last}. Correct it.",
        "日期须在 {first} 至 {last} 之间。请改正。",
    ),
    # The installation
    "already-held": (
        "Another citypoints process holds {folder}. Stop it, or use another data folder.",
        "另一个 citypoints 进程正在使用 {folder}。请先停止它，或改用其他数据文件夹。",
    ),
    "master-key-made": (
        "This is a new master key. Back it up now: without it nothing personal can ever be read.",
        "这是新生成的主密钥。请立即备份：没有它，个人信息将永远无法读取。",
    ),
    "tables-outdated": (
        "The tables are of another version of the program. Run: citypoints migrate.",
        "数据表属于程序的另一版本。请运行：citypoints migrate。",
    ),
    "tables-newer": (
        "A newer version of the program made the tables; nothing was changed. "
        "Start that version, or restore a backup from before.",
        "数据表由更新版本的程序建立，内容未作改动。请运行该版本，或恢复此前的备份。",
    ),
    "storage-away": (
        "The database cannot be reached or cannot write. Try again in a moment; nothing was lost.",
        "数据库无法连接或无法写入。请稍后重试，数据没有丢失。",
    ),
    "folder-unusable": (
        "The data folder cannot be used ({detail}). Name another in CITYPOINTS_DATA_DIR.",
        "无法使用数据文件夹（{detail}）。请在 CITYPOINTS_DATA_DIR 中指定其他文件夹。",
    ),
    "desktop-missing": (
        "The desktop needs it, and it is not installed. Install the extra: "
        "pip install 'citypoints[desktop]'.",
        "桌面程序需要它，但尚未安装。请安装附加组件：pip install 'citypoints[desktop]'。",
    ),
    "port-taken": (
        "Another program answers at {host}, port {port}; perhaps another citypoints. Stop it, or "
        "name another port, such as: CITYPOINTS_PORT=8001.",
        "另一个程序（可能是另一个 citypoints）正在使用 {host} 的端口 {port}。"
        "请先停止它，或改用其他端口，例如：CITYPOINTS_PORT=8001。",
    ),
    "address-unusable": (
        "The service cannot answer at {host}, port {port} ({detail}). "
        "Name an address of this machine in CITYPOINTS_HOST, and a port from 1024 on.",
        "服务无法使用地址 {host} 的端口 {port}（{detail}）。"
        "请在 CITYPOINTS_HOST 中指定本机地址，并选用 1024 以上的端口。",
    ),
    "demo-folder-taken": (
        "{folder} holds an installation that is no demo; nothing was changed. "
        "Name another folder for the demo.",
        "{folder} 中是一个正式安装，并非演示；内容未作改动。请为演示指定其他文件夹。",
    ),
    "driver-missing": (
        "The driver for PostgreSQL is not installed. Run: pip install 'citypoints[postgresql]'.",
        "未安装 PostgreSQL 驱动。请运行：pip install 'citypoints[postgresql]'。",
    ),
    "worker-embedded": (
        "The embedded database needs no worker: its server keeps the clock. "
        "Set CITYPOINTS_DATABASE_URL to use PostgreSQL.",
        "内置数据库无须 worker，由服务自行执行定时工作。"
        "如要使用 PostgreSQL，请设置 CITYPOINTS_DATABASE_URL。",
    ),
}
