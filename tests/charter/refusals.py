"""What must be said of a file that breaches the charter."""

from collections.abc import Iterable

from backend.core.problems import Problem, describe


def assert_refused(problems: Iterable[Problem], article: int | None, file: str, key: str) -> None:
    """Some problem has this article, and its message names the file and the key."""
    found = [problem for problem in problems if problem.article == article]
    messages = [describe(problem) for problem in found]
    assert any(message.startswith(f"{file}: {key}") for message in messages), list(problems)
