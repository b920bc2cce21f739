"""The texts of schemes: what is edited says the same as the version it came from."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desktop.callers import signed_in
from desktop.desk import Bench
from earlier import before_perks
from furnished import CITY

from admin_gui.screens.schemes.drafts import Draft
from admin_gui.screens.schemes.scheme_text import template_text, text_of
from backend.cities.digest import canonical_json, digest_of
from backend.cities.load import SHIPPED, load_catalogue, load_city, read_text
from backend.core.scheme import SchemeText
from backend.services.present_schemes import scheme_view
from backend.services.scheme_shelf import HeldScheme

CITIES = [path.parent.name for path in sorted(SHIPPED.glob("*/city.toml"))]
WRITERS = 16


@pytest.mark.parametrize("city", CITIES)
def test_a_versions_text_says_the_same_as_the_version(city: str) -> None:
    catalogue = load_catalogue(SHIPPED)
    schemes = load_city(SHIPPED, city, with_scenarios=False).schemes.values()
    assert schemes
    for scheme in schemes:
        text = text_of(canonical_json(scheme, catalogue).decode())
        again = read_text(text, "text", SchemeText)
        assert digest_of(again, catalogue) == digest_of(scheme, catalogue)
        # A published line, named word for word, is as long as it is.
        lines = [line for line in text.splitlines() if not line.startswith("source = ")]
        assert max(map(len, lines)) <= 100


def test_points_with_decimals_stay_exact() -> None:
    scheme = {
        "scale": {"base": "600.5", "minimum": "0", "precision": 1},
        "effective_on": "2028-01-01",
        "rule": [{"source": "12", "price": {"form": "flat", "points": "-0.30"}}],
    }
    text = text_of(json.dumps({"scheme": scheme}))
    assert "base = 600.5" in text
    assert 'source = "12"' in text
    assert "points = -0.30" in text


def test_a_perk_reads_as_shipped_files_have_it() -> None:
    perk = {
        "name": "card",
        "by_grant": False,
        "limits": dict.fromkeys(("day", "week", "month", "quarter", "year", "at_once")),
        "values": [{"from": "350", "amount": "9.50"}],
        "hours": [{"days": ["mon"], "from": "08:00:00", "until": "12:30:00"}],
        "stock": {"places": 5, "per": None},
        "lent_days": None,
        "valid_from": None,
        "valid_until": "2028-12-31",
    }
    text = text_of(
        json.dumps({"scheme": {"scale": {}, "effective_on": "2028-01-01", "perk": [perk]}})
    )
    assert text.partition("[[perk]]\n")[2].splitlines() == [
        'name = "card"',
        'values = [{from = "350", amount = 9.50}]',
        'hours = [{days = ["mon"], from = 08:00:00, until = 12:30:00}]',
        "stock = {places = 5}",
        "valid_until = 2028-12-31",
    ]


def test_a_scheme_of_before_perks_could_be_used_names_its_providers(few_cities: Path) -> None:
    version = before_perks(few_cities, CITY, datetime(2027, 1, 1, tzinfo=UTC))
    held = HeldScheme(version)
    view = scheme_view(held, "en")
    assert "provider_en" in view.canonical
    text = text_of(view.canonical, view.providers, view.perks)
    assert "provider_en" not in text
    again = read_text(text, "text", SchemeText)
    assert again.providers == held.scheme.text.providers
    assert again.perks == held.scheme.text.perks


def test_the_template_is_the_citys_own(bench: Bench) -> None:
    today = bench.home.town.clock.now().date()
    text = template_text(CITY, today + timedelta(days=60))
    client = signed_in(bench.home, "administrator")
    assert client.schemes.check(CITY, text).problems == ()


def test_what_is_written_last_is_kept_however_writers_meet(tmp_path: Path) -> None:
    draft = Draft(tmp_path, CITY, "administrator")
    turns = [draft.turn() for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as writers:
        done = [
            writers.submit(draft.keep, f"text {turn}", turn)
            for turn in random.sample(turns, len(turns))
        ]
    assert [each.result() for each in done] == [None] * WRITERS
    assert draft.read() == f"text {turns[-1]}"
    assert [path.name for path in tmp_path.iterdir()] == [draft.path.name]
