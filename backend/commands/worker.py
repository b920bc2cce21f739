"""`citypoints worker`: the clock of an installation on PostgreSQL, as its own process."""

import argparse
import asyncio
import os
import signal

from backend.app import Installation, open_installation
from backend.commands.arguments import Parser
from backend.commands.options import refuse
from backend.core.problems import Place, ProblemsError
from backend.jobs.schedule import start_jobs
from backend.log import configure_logs
from backend.settings import read_settings


def add_arguments(parser: Parser) -> None:
    """There is nothing to choose."""


def run(args: argparse.Namespace) -> int:
    """Keep the clock until stopped; several workers do each period once between them."""
    try:
        settings = read_settings(os.environ)
        if settings.is_embedded:
            place = Place("environment", "CITYPOINTS_DATABASE_URL")
            return refuse([place.problem("worker-embedded")], args.language)
        installation = open_installation(settings)
    except ProblemsError as error:
        return refuse(error.problems, args.language)
    configure_logs()
    asyncio.run(_keep(installation))
    return 0


async def _keep(installation: Installation) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    schedule = start_jobs(installation.desk, installation.clock)
    await stopped.wait()
    await schedule.stop()
    installation.close()
