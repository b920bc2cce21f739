"""People of a furnished town who use the desktop's client, and what they called."""

from collections.abc import Iterator
from datetime import date
from inspect import isfunction
from typing import Any, Final, cast

from furnished import CITY, PASSWORD, Furnished
from installation import deed_id, document, number

from admin_gui.client.api import ApiClient
from backend.contracts.deeds import DeedIn
from backend.contracts.schemes import ProposalView, ProposeScheme
from backend.contracts.sessions import Setup
from backend.contracts.staff import NewStaff, StaffView
from backend.services.set_up_city import setup_code

WHY: Final = "Asked at the desk"
OWN_PASSWORD: Final = "plain window seven rivers"  # noqa: S105 - of a test
GROUPS: Final = (
    "cases",
    "cities",
    "deeds",
    "perks",
    "redemptions",
    "residents",
    "schemes",
    "staff",
)


def new_client(town: Furnished) -> ApiClient:
    """A client of the real application, signed out."""
    return ApiClient(town.client, now=town.town.clock.now)


def signed_in(town: Furnished, who: str) -> ApiClient:
    """A client of one of `PEOPLE` in the city."""
    client = new_client(town)
    client.sign_in(CITY, f"{who}-one", PASSWORD)
    return client


def all_calls() -> Iterator[str]:
    """The name of each public method of the client and of its groups."""
    client = ApiClient(cast("Any", None), now=cast("Any", None))
    for prefix, owner in [("", client), *((f"{name}.", getattr(client, name)) for name in GROUPS)]:
        for name, found in vars(type(owner)).items():
            if isfunction(found) and not name.startswith("_"):
                yield f"{prefix}{name}"


class _Watched:
    """A client, or a group of its calls, that notes what is called."""

    def __init__(self, owner: object, made: set[str], prefix: str = "") -> None:
        self._owner = owner
        self._made = made
        self._prefix = prefix

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._owner, name)
        if not self._prefix and name in GROUPS:
            return _Watched(found, self._made, f"{name}.")
        self._made.add(f"{self._prefix}{name}")
        return found


class Callers:
    """Who calls.

    Attributes:
        made: the names of the calls made so far.
    """

    def __init__(self, town: Furnished) -> None:
        """Begin with nobody signed in."""
        self.town = town
        self.made: set[str] = set()

    def who(self, name: str) -> ApiClient:
        """One of `PEOPLE`, signed in."""
        return self._watched(signed_in(self.town, name))

    def word(self) -> str:
        """A word that nothing in the town is called by yet."""
        # It is a name of staff, too: letters, digits and points.
        return f"word.{self.town.town.clock.advance(seconds=1):%H%M%S}"

    def known(self, name: str) -> str:
        """What the town calls something that is there."""
        return self.town.known[name]

    def awaiting(self) -> str:
        """The id of another demerit that awaits a second person."""
        word = self.word()
        self.town.town.log(2, "property-fee-arrears", word, document=document())
        return str(deed_id(word))

    def newcomer(self) -> StaffView:
        """An account of staff that nobody else has."""
        made = self.who("administrator").staff.create(CITY, auditor(self.word()))
        return made.account

    def nobody(self) -> ApiClient:
        """A client that is signed out."""
        return self._watched(new_client(self.town))

    def sign_in(self, name: str, password: str) -> ApiClient:
        """A client of an account of the city."""
        client = new_client(self.town)
        client.sign_in(CITY, name, password)
        return self._watched(client)

    def second_administrator(self) -> ApiClient:
        """Another administrator, whom nobody of the staff let in, signed in."""
        name, code = self.word(), setup_code(self.town.town.desk, CITY)
        wanted = Setup(city=CITY, code=code, name=name, full_name="Lin Wei", password=OWN_PASSWORD)
        self.nobody().set_up(wanted)
        return self.sign_in(name, OWN_PASSWORD)

    def other_digest(self) -> str:
        """Of a scheme that is not in force."""
        client = self.who("administrator")
        in_force = client.cities.city(CITY).scheme
        kept = client.schemes.versions(CITY).items
        return next(each.digest for each in kept if each.digest != in_force)

    def open_proposal(self) -> ProposalView:
        """The one proposal that is open, made by the administrator."""
        client = self.who("administrator").schemes
        for found in client.proposals(CITY, state="open").items:
            client.withdraw(found)
        return client.propose(CITY, ProposeScheme(digest=self.other_digest(), reason=WHY))

    def _watched(self, client: ApiClient) -> ApiClient:
        return cast("ApiClient", _Watched(client, self.made))


def auditor(name: str) -> NewStaff:
    """A person to make an account for."""
    return NewStaff(name=name, full_name="Wang Fang", role="auditor")


def hours(word: str, place: int = 1, **facts: Any) -> DeedIn:
    """A merit that counts at once."""
    stated = {
        "id": deed_id(word),
        "number": number(place),
        "deed_type": "volunteering",
        "occurred_on": date(2027, 2, 20),
        "quantity": 2,
        **facts,
    }
    return DeedIn(**stated)
