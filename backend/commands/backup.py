"""`citypoints backup`: a whole copy of an installation, also while it is served."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from backend.app import key_file, open_keys
from backend.clock import SystemClock
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Place, ProblemsError
from backend.services.make_backup import make_backup
from backend.settings import read_settings
from backend.storage.crypto import read_master_keys
from backend.storage.errors import AwayError

_EPILOG: Final = (
    """\
Each backup is a folder of its own below FOLDER. The keys lie beside them once, as keys.db, and are
replaced by each backup: keep no former version of that file anywhere, or whoever has left could be
brought back by it. The master key is in no backup: keep it elsewhere.""",
    """\
每份备份是 FOLDER 下的一个独立文件夹。密钥库在其旁只存一份，即 keys.db，由每次备份替换：
不得在任何地方保留该文件的旧版本，否则已退出者的数据可能被恢复。
备份中不含主密钥：请另行保管。""",
)
_WORDS: Final = {
    "en": "Backed up as {path}.\nThe keys are in {keys}; the master key is not in the backup.\n",
    "zh": "已备份为 {path}。\n密钥库在 {keys}；备份中不含主密钥。\n",
}


def add_arguments(parser: Parser) -> None:
    """Declare the options."""
    parser.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help=parser.say("the folder of backups", "存放备份的文件夹"),
    )
    parser.epilog = parser.say(*_EPILOG)


def run(args: argparse.Namespace) -> int:
    """Back up the installation that the environment names."""
    place = Place("environment", "CITYPOINTS_DATABASE_URL")
    try:
        settings = read_settings(os.environ)
        if not settings.key_store.exists():
            data = Place("environment", "CITYPOINTS_DATA_DIR")
            return refuse([data.problem("backup-nothing")], args.language)
        masters = read_master_keys(key_file(settings), settings.master_key)
        keys = open_keys(settings, masters)
        try:
            made = make_backup(settings, keys, args.folder, SystemClock().now())
        finally:
            keys.close()
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    except AwayError:
        return refuse([place.problem("storage-away")], args.language)
    words = _WORDS[args.language]
    sys.stdout.write(words.format(path=made, keys=made.parent / "keys.db"))
    return 0
