"""A thousand deeds over a network that cuts anywhere, by a desktop that is killed at any moment."""

import os
from pathlib import Path
from random import Random

from desktop.delivering import Delivery

IS_LONG = "CITYPOINTS_SOAK" in os.environ
DEEDS = 1000 if IS_LONG else 60
DEATHS = 60 if IS_LONG else 4
# The server lets each write 120 times a minute.
COLLECTORS = 10 if IS_LONG else 1


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
