"""Deeds typed into a window that is killed at any moment, over a network that cuts anywhere."""

import sys
from pathlib import Path
from random import Random

from desktop.delivering import Delivery
from desktop.soaking import sized
from serving import ROOT

DEEDS = sized(20, 40, 1000)
DEATHS = sized(3, 5, 60)
# From before the window is there to long after.
LIFE_SECONDS = sized((0.5, 4.0), (0.5, 6.0), (0.5, 15.0))
TYPIST = Path(__file__).with_name("typist.py")


def typist(errand: Path) -> list[str]:
    """The command of the desktop with its window."""
    paths = f"PYTHONPATH={ROOT}:{ROOT / 'tests'}"
    return ["env", paths, "QT_QPA_PLATFORM=offscreen", sys.executable, str(TYPIST), str(errand)]


def test_no_deed_typed_is_lost_or_there_twice_or_out_of_its_residents_order(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'citypoints.db'}"
    chosen = Random(5)  # noqa: S311 - repeatable
    delivery = Delivery(tmp_path, url, DEEDS, chosen, command=typist, life_seconds=LIFE_SECONDS)
    proxy = delivery.run(DEATHS)
    items = delivery.items(proxy)
    assert {item.state for item in items} == {"sent"}
    delivery.check_typed(items)
    assert delivery.deaths > DEATHS / 2
