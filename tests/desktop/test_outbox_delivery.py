"""A thousand deeds over a network that cuts anywhere, by a desktop that is killed at any moment."""

from pathlib import Path
from random import Random

from desktop.delivering import Delivery
from desktop.soaking import sized

DEEDS = sized(60, 150, 1000)
DEATHS = sized(4, 8, 60)
# The server lets each write 120 times a minute.
COLLECTORS = sized(1, 3, 10)


def test_no_deed_is_lost_or_there_twice_or_out_of_its_residents_order(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'citypoints.db'}"
    delivery = Delivery(tmp_path, url, DEEDS, Random(4), COLLECTORS)  # noqa: S311 - repeatable
    proxy = delivery.run(DEATHS)
    delivery.check()
    items = delivery.items(proxy)
    assert [item.id for item in items] == [deed.id for deed in delivery.deeds]
    assert {item.state for item in items} == {"sent"}
    assert all(item.receipt is not None and item.receipt.id == item.id for item in items)
    # It was as bad as it should be: of some deeds the answer was lost, and they were sent again.
    assert proxy.cuts["to-server"] > DEEDS / 20
    assert proxy.cuts["to-desktop"] > DEEDS / 20
    assert sum(item.attempts > 1 for item in items) > DEEDS / 20
    assert delivery.deaths >= DEATHS / 2
