"""How a call can fail. Each failure has a sentence for users, which says what to do.

```
ClientError
    AddressError         what was typed is no server address, or no way leads there
    AwayError            unreachable, too slow or cut off: may be tried again
        UnreachableError no connection came about, so that nothing has left this machine
        FailedError      the server failed at this very request, and says its number
    BusyError            asked too much: may be tried again after some seconds
    RefusedError         refused, and the server says why
        SignedOutError   the session has ended: sign in again
    StrangeError         no answer of this wire: another version, or another program
```
"""

from backend.contracts.problems import ProblemDocument, ProblemItem


class ClientError(Exception):
    """A call failed.

    Attributes:
        sentence: what happened and what to do, in the language that was asked for.
    """

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.sentence = sentence

    @property
    def kind(self) -> str:
        """The slug of a refusal's first problem, for programs; empty where it is no refusal."""
        return ""

    @property
    def status(self) -> int:
        """The status of a refusal; 0 where it is none."""
        return 0

    def field_problems(self) -> dict[str, str]:
        """What a refusal says of each field; nothing where it is none."""
        return {}


class AddressError(ClientError):
    """What was typed is no server address, or this machine's proxy settings lead nowhere."""


class AwayError(ClientError):
    """The server could not be reached, was too slow or was cut off.

    Whether it did what was asked is not known.
    """


class UnreachableError(AwayError):
    """No connection came about: the server has nothing of what was asked."""


class FailedError(AwayError):
    """The server failed at this request. The sentence has the number to tell its operators."""


class BusyError(ClientError):
    """The server did nothing, because it was asked too much.

    Attributes:
        retry_seconds: after which it may be tried again.
    """

    def __init__(self, sentence: str, retry_seconds: int) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.retry_seconds = retry_seconds


class RefusedError(ClientError):
    """The server refused what was asked, and says why.

    Attributes:
        document: the refusal as it came.
    """

    def __init__(self, document: ProblemDocument) -> None:
        """Keep it; its first problem is the sentence."""
        super().__init__(document.detail)
        self.document = document

    @property
    def problems(self) -> tuple[ProblemItem, ...]:
        """Everything that is wrong."""
        return self.document.problems

    @property
    def kind(self) -> str:
        """The slug of the first problem, for programs."""
        return self.problems[0].kind if self.problems else ""

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.document.status

    def field_problems(self) -> dict[str, str]:
        """What is wrong with each field, by its name; several sentences stand on lines.

        What concerns the whole request is not among them: it is in `sentence`.
        """
        found: dict[str, str] = {}
        for problem in self.problems:
            if problem.field:
                before = found.get(problem.field)
                found[problem.field] = f"{before}\n{problem.detail}" if before else problem.detail
        return found


class SignedOutError(RefusedError):
    """The session has ended. Nothing was done; it can be asked again after signing in."""


class StrangeError(ClientError):
    """The answer is not the wire's: the server has another version, or is something else."""
