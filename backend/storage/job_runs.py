"""Which periods of which jobs were taken, and by which worker."""

from datetime import datetime
from typing import Final

from backend.storage.database import Transaction
from backend.storage.values import micros

_CLAIM: Final = """
insert into job_run (job, period, worker, started_at)
values (:job, :period, :worker, :started_at) on conflict (job, period) do nothing
"""
_FINISH: Final = """
update job_run set finished_at = :finished_at where job = :job and period = :period
"""
_FORGET: Final = "delete from job_run where started_at < :before"


def claim(tx: Transaction, job: str, period: str, worker: str, now: datetime) -> bool:
    """Take a period; false where it is taken."""
    values = {"job": job, "period": period, "worker": worker, "started_at": micros(now)}
    return tx.execute(_CLAIM, **values) == 1


def finish(tx: Transaction, job: str, period: str, now: datetime) -> None:
    """Note that a period's work is done."""
    tx.execute(_FINISH, job=job, period=period, finished_at=micros(now))


def forget_runs(tx: Transaction, before: datetime) -> int:
    """Forget periods long past."""
    return tx.execute(_FORGET, before=micros(before))
