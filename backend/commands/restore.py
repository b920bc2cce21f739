"""`citypoints restore`: a backup in the place of what is there, without those who have left."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from backend.app import hold, key_file, open_installation, open_keys
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Language, Place, ProblemsError
from backend.services.restore_backup import (
    Chosen,
    check_target,
    choose_backup,
    put_keys,
    restore_backup,
)
from backend.settings import Settings, read_settings
from backend.storage.crypto import read_master_keys
from backend.storage.errors import AwayError
from backend.storage.migrate import migrate

_EPILOG: Final = (
    """\
The service must be stopped. A key store that is there stays, for it knows who has left since the
backup: their data are erased again at once. Only where there is none, the copy beside the backups
is taken. The master key must be in its place. Everybody signs in anew afterwards.""",
    """\
须先停止服务。现有的密钥库予以保留，因为它记录了备份之后的退出者：其数据会立即再次删除。
没有密钥库时，才取用备份旁的副本。主密钥须在原处。恢复后所有人须重新登录。""",
)
_WORDS: Final = {
    "en": {
        "done": "Restored {name}, made at {made_at}. What was done since is not in it.\n",
        "kept": "The key store was kept. Erased again, having left since: {count}.\n",
        "taken": "The key store was taken from the copy beside the backups.\n",
    },
    "zh": {
        "done": "已恢复 {name}，备份时间 {made_at}。此后的操作不在其中。\n",
        "kept": "保留了现有密钥库。此后退出者的数据已再次删除：{count} 人。\n",
        "taken": "密钥库取自备份旁的副本。\n",
    },
}


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help=parser.say("the folder of backups", "存放备份的文件夹"),
    )
    parser.add_argument(
        "--backup",
        metavar="NAME",
        help=parser.say("which one (default: the newest)", "哪一份（默认：最新的一份）"),
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help=parser.say(
            "also where there are data already, which then go", "已有数据时也恢复，原有数据将被替换"
        ),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Restore into the installation that the environment names."""
    place = Place("environment", "CITYPOINTS_DATABASE_URL")
    try:
        settings = read_settings(os.environ)
        chosen = choose_backup(settings, args.folder, args.backup)
        taken = _put_back(settings, chosen, may_replace=args.replace)
        installation = open_installation(settings)
        installation.close()
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    except AwayError:
        return refuse([place.problem("storage-away")], args.language)
    except OSError as error:
        folder = Place("environment", "CITYPOINTS_DATA_DIR")
        detail = error.strerror or str(error)
        return refuse([folder.problem("folder-unusable", "", None, detail=detail)], args.language)
    _tell(chosen, taken, installation.erased, args.language)
    return 0


def _put_back(settings: Settings, chosen: Chosen, *, may_replace: bool) -> bool:
    """True where the keys were taken from their copy, too."""
    lock = hold(settings)
    try:
        masters = read_master_keys(key_file(settings), settings.master_key)
        check_target(settings, may_replace=may_replace)
        taken = put_keys(settings, chosen)
        keys = open_keys(settings, masters)
        try:
            restore_backup(settings, keys, chosen)
        finally:
            keys.close()
    finally:
        if lock is not None:
            lock.release()
    migrate(settings.url)
    return taken


def _tell(chosen: Chosen, taken: bool, erased: int, language: Language) -> None:  # noqa: FBT001 - of this file alone
    words = _WORDS[language]
    made_at = f"{chosen.listed.made_at:%Y-%m-%d %H:%M} UTC"
    sys.stdout.write(words["done"].format(name=chosen.name, made_at=made_at))
    sys.stdout.write(words["taken"] if taken else words["kept"].format(count=erased))
