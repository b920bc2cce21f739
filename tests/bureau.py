"""A city's staff over HTTP, each with an account that was made, handed over and signed in with."""

from typing import Any, Final

import msgspec
from httpx import Response
from installation import Town, deed_id, number
from litestar.testing import TestClient

from backend.services.set_up_city import setup_code

PASSWORD: Final = "copper lantern bridge noon"  # noqa: S105 - of a test
API: Final = "/api/v1"
CITY: Final = f"{API}/cities/fuzhou"
STAFF: Final = f"{CITY}/staff"
HOUSING: Final = "housing-authority"
WHY: Final = "The council decided so."
FEE: Final[dict[str, Any]] = {
    "deed_type": "property-fee-arrears",
    "occurred_on": "2027-02-20",
    "document": {"authority": "City Court", "number": "17", "issued_on": "2027-02-01"},
}


class Held(msgspec.Struct):
    """An account, and what its holder knows."""

    id: str
    name: str
    password: str
    headers: dict[str, str] = {}


class Bureau:
    """The staff of a town, by their names."""

    def __init__(self, town: Town, client: TestClient[Any]) -> None:
        """Begin with one administrator, who came with the set-up code."""
        self.town, self.client = town, client
        self.held: dict[str, Held] = {}
        self.set_up("lin")

    def set_up(self, name: str) -> None:
        """Let an administrator in by the operator's code."""
        body = {"city": "fuzhou", "name": name, "full_name": name.title(), "password": PASSWORD}
        code = setup_code(self.town.desk, "fuzhou")
        made = self.client.post(f"{API}/setup", json={**body, "code": code})
        assert made.status_code == 201, made.text
        self.held[name] = Held(id=made.json()["id"], name=name, password=PASSWORD)
        self.sign_in(name)

    def make(self, by: str, name: str, role: str, **facts: Any) -> None:
        """An account made by an administrator, who signs in with it."""
        body = {"name": name, "full_name": name.title(), "role": role, **facts}
        made = self.ask(by, "POST", STAFF, json=body)
        assert made.status_code == 201, made.text
        found = made.json()
        self.held[name] = Held(id=found["account"]["id"], name=name, password=found["password"])
        self.sign_in(name)

    def sign_in(self, name: str) -> None:
        """A session with what is known of the password."""
        held = self.held[name]
        body = {"city": "fuzhou", "name": held.name, "password": held.password}
        answer = self.client.post(f"{API}/sign-in/staff", json=body)
        assert answer.status_code == 200, answer.text
        held.headers = {"authorization": f"Bearer {answer.json()['access_token']}"}

    def choose_password(self, name: str) -> None:
        """The holder changes the password."""
        held, chosen = self.held[name], f"{name} {self.held[name].password}"
        body = {"old_password": held.password, "password": chosen}
        assert self.ask(name, "PUT", f"{API}/account/password", json=body).status_code == 204
        held.password = chosen

    def confirm(self, by: str, name: str) -> Response:
        """Another administrator confirms an account."""
        return self.edit(by, "PUT", name, "/confirmed")

    def edit(self, by: str, method: str, name: str, what: str = "", **facts: Any) -> Response:
        """Edit an account as it is now."""
        path = f"{STAFF}/{self.held[name].id}"
        etag = self.ask(by, "GET", path).headers["etag"]
        return self.ask(by, method, f"{path}{what}", headers={"if-match": etag}, **facts)

    def vouched(self, by: str, other: str, name: str, role: str, **facts: Any) -> None:
        """An account that one administrator made and another one confirmed."""
        self.make(by, name, role, **facts)
        self.choose_password(name)
        assert self.confirm(other, name).status_code == 200
        self.sign_in(name)

    def ask(self, by: str, method: str, path: str, **facts: Any) -> Response:
        """A request of somebody's."""
        headers = {**self.held[by].headers, **facts.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **facts)

    def enter_fee(self, by: str, word: str = "fee") -> str:
        """A demerit of the first resident, entered by somebody; returns its id."""
        body = {**FEE, "id": str(deed_id(word)), "number": number(1)}
        answer = self.ask(by, "POST", f"{CITY}/deeds", json=body)
        assert answer.json()["state"] == "awaiting-confirmation", answer.text
        return str(deed_id(word))

    def decide_deed(self, by: str, deed: str, how: str = "confirm", **facts: Any) -> Response:
        """Confirm a deed, or refuse it."""
        return self.ask(by, "POST", f"{CITY}/deeds/{deed}/{how}", **facts)


def refused(answer: Response) -> tuple[int, str]:
    """The status of a refusal and its first problem."""
    return answer.status_code, answer.json()["problems"][0]["kind"]
