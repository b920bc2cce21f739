"""What exercises each call of the desktop's client."""

from collections.abc import Callable

from desktop.callers import Callers

Exercise = Callable[[Callers], None]
EXERCISES: dict[str, Exercise] = {}


def call(name: str) -> Callable[[Exercise], Exercise]:
    """Mark what exercises a call."""

    def mark(exercise: Exercise) -> Exercise:
        EXERCISES[name] = exercise
        return exercise

    return mark
