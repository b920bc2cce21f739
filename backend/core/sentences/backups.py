"""Sentences about backups: making them, and putting one back."""

from typing import Final

BACKUPS: Final[dict[str, tuple[str, str]]] = {
    "key-store-of-others": (
        "This is not the key store with which the database was sealed; nothing was changed. Put "
        "the right keys.db back: beside another one, everybody's data would be erased.",
        "这不是封存该数据库所用的密钥库；内容未作改动。请放回正确的 keys.db："
        "若使用其他密钥库，所有人的数据都会被删除。",
    ),
    "backup-unwritable": (
        "The backup cannot be written ({detail}). Make room, or name a folder that you may write "
        "to. Earlier backups are as they were.",
        "无法写入备份（{detail}）。请腾出空间，或指定可写入的文件夹。此前的备份未受影响。",
    ),
    "backup-into-data": (
        "This is the data folder itself. Name another folder for backups, on another disk.",
        "这就是数据文件夹本身。请另选一个文件夹（最好在另一块磁盘上）存放备份。",
    ),
    "backup-of-others": (
        "This folder holds the backups of another installation, and its keys. Name another folder.",
        "此文件夹存放的是另一安装的备份及其密钥。请另选文件夹。",
    ),
    "backup-tool-missing": (
        "The program {tool} is not installed. On Debian and Ubuntu: apt install postgresql-client.",
        "未安装程序 {tool}。在 Debian 和 Ubuntu 上请运行：apt install postgresql-client。",
    ),
    "backup-tool-failed": (
        "The program {tool} has failed ({detail}). Use one at least as new as the server, then try "
        "again.",
        "程序 {tool} 运行失败（{detail}）。请使用不低于服务器版本的程序，然后重试。",
    ),
    "backup-nothing": (
        "There is no installation here to back up. Name its data folder in CITYPOINTS_DATA_DIR.",
        "此处没有可备份的安装。请在 CITYPOINTS_DATA_DIR 中指定其数据文件夹。",
    ),
    "backup-none": (
        "There is no whole backup in this folder. Name the one that `citypoints backup` wrote to.",
        "此文件夹中没有任何完整备份。请指定 `citypoints backup` 写入的文件夹。",
    ),
    "backup-unknown": (
        "There is no whole backup of this name here. Whole ones: {known}.",
        "此处没有该名称的完整备份。完整的备份有：{known}。",
    ),
    "backup-damaged": (
        "The backup is not whole: {name} is missing or has changed. Nothing was restored; take "
        "another one of: {known}.",
        "备份不完整：{name} 缺失或已被改动。未作任何恢复；请改用以下各项之一：{known}。",
    ),
    "backup-damaged-alone": (
        "The backup is not whole: {name} is missing or has changed. Nothing was restored, and "
        "there is no other whole one in this folder; name a folder that holds one.",
        "备份不完整：{name} 缺失或已被改动。未作任何恢复，且此文件夹中没有其他完整备份；"
        "请指定存有完整备份的文件夹。",
    ),
    "backup-newer": (
        "A newer version of the program ({found}) made this backup. Restore it with that version.",
        "此备份由更新版本的程序（{found}）生成。请用该版本恢复。",
    ),
    "backup-other-database": (
        "This is a backup of {found}, and the installation uses {used}. Name a database of that "
        "kind in CITYPOINTS_DATABASE_URL, or take another backup.",
        "此备份来自 {found}，而本安装使用 {used}。"
        "请在 CITYPOINTS_DATABASE_URL 中指定同类数据库，或选用其他备份。",
    ),
    "restore-over-data": (
        "There are data here already, which the backup would replace; nothing was changed. Repeat "
        "with --replace if they are to go.",
        "此处已有数据，恢复会将其替换；内容未作改动。如确要替换，请加上 --replace 重试。",
    ),
    "restore-database-used": (
        "Other programs have the database open ({count} connections); nothing was changed. Stop "
        "every citypoints service and worker first.",
        "其他程序正在使用数据库（{count} 个连接）；内容未作改动。"
        "请先停止所有 citypoints 服务和 worker。",
    ),
    "restore-other-keys": (
        "The key store here belongs to other data than this backup; nothing was changed. Name the "
        "data folder of this backup's installation, or an empty one.",
        "此处的密钥库不属于该备份的数据；内容未作改动。"
        "请指定该备份所属安装的数据文件夹，或一个空文件夹。",
    ),
    "restore-unfinished": (
        "A restore was interrupted here, and what there is may not be whole. Run `citypoints "
        "restore` with --replace again.",
        "此前的恢复被中断，现有内容可能不完整。请再次运行带 --replace 的 `citypoints restore`。",
    ),
}
