"""What exercises each call of the desktop's client."""

from collections.abc import Callable

from desktop.callers import Callers

Exercise = Callable[[Callers], None]


class Exercises(dict[str, Exercise]):
    """Exercises, by the names of the calls."""

    def call(self, name: str) -> Callable[[Exercise], Exercise]:
        """Mark what exercises a call."""

        def mark(exercise: Exercise) -> Exercise:
            self[name] = exercise
            return exercise

        return mark
