"""What would keep a scale, its bands or its dimensions from holding every total."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from backend.core.catalogue import Catalogue, Direction
from backend.core.price import DirectGrade, Tiers
from backend.core.problems import Place, Problem
from backend.core.rules import points_of
from backend.core.scheme import Band, Rule, Scale, SchemeText

ZERO = Decimal(0)


def scale_problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
    """Every fault in the scale, the bands and the dimensions of a scheme."""
    scale = scheme.scale
    place = Place(scheme.file, "scale")
    if scale.maximum is not None and scale.minimum >= scale.maximum:
        yield place.problem("scale-order", "maximum")
    if scale.base < scale.minimum or (scale.maximum is not None and scale.base > scale.maximum):
        yield place.problem("scale-base-outside", "base", base=str(scale.base))
    for name in ("base", "minimum", "maximum"):
        value = getattr(scale, name)
        if value is not None and not _fits(scale, value):
            yield _too_precise(place.under(name), scale, value)
    yield from _dimension_problems(scheme)
    yield from _band_problems(scheme, catalogue)


def _fits(scale: Scale, value: Decimal) -> bool:
    return not value % Decimal(1).scaleb(-scale.precision)


def _too_precise(place: Place, scale: Scale, value: Decimal) -> Problem:
    return place.problem("too-precise", points=str(value), precision=str(scale.precision))


def _dimension_problems(scheme: SchemeText) -> Iterator[Problem]:
    names = {group.name for group in scheme.groups} | {rule.deed_type for rule in scheme.rules}
    for dimension in scheme.dimensions:
        place = Place(scheme.file, f"dimension.{dimension.name}")
        if dimension.name in names:
            yield place.problem("name-taken", "name", name=dimension.name)
        names.add(dimension.name)
        if not dimension.minimum <= dimension.base <= dimension.maximum:
            yield place.problem("dimension-base-outside", "base", base=str(dimension.base))
        for name in ("base", "minimum", "maximum"):
            if not _fits(scheme.scale, getattr(dimension, name)):
                yield _too_precise(place.under(name), scheme.scale, getattr(dimension, name))
    bases = sum((dimension.base for dimension in scheme.dimensions), ZERO)
    if scheme.dimensions and bases != scheme.scale.base:
        values = {"sum": str(bases), "base": str(scheme.scale.base)}
        yield Place(scheme.file, "scale").problem("dimension-bases", "base", None, **values)


def _band_problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
    """Bands tile the scale: best first, the last one from the minimum, each one reachable."""
    scale, bands = scheme.scale, scheme.bands
    if not bands:
        yield Place(scheme.file, "band").problem("bands-missing")
        return
    seen: set[str] = set()
    for band in bands:
        place = _place(scheme, band)
        if band.name in seen:
            yield place.problem("name-taken", "name", name=band.name)
        seen.add(band.name)
        if not _fits(scale, band.from_):
            yield _too_precise(place.under("from"), scale, band.from_)
        if scale.maximum is not None and band.from_ > scale.maximum:
            limit = str(scale.maximum)
            yield place.problem("band-unreachable", "from", reach=limit, **_values(band))
    for better, band in pairwise(bands):
        if band.from_ >= better.from_:
            yield _place(scheme, band).problem(
                "band-overlap", "from", better=better.name, **_values(band)
            )
    yield from _bottom_problems(scheme)
    yield from _reach_problems(scheme, catalogue)


def _place(scheme: SchemeText, band: Band) -> Place:
    return Place(scheme.file, f"band.{band.name}")


def _values(band: Band) -> dict[str, str]:
    return {"band": band.name, "from_": str(band.from_)}


def _bottom_problems(scheme: SchemeText) -> Iterator[Problem]:
    """The last band begins where the scale does."""
    last, minimum = scheme.bands[-1], scheme.scale.minimum
    if last.from_ > minimum:
        yield _place(scheme, last).problem(
            "band-gap", "from", minimum=str(minimum), **_values(last)
        )
    if last.from_ < minimum:
        yield _place(scheme, last).problem(
            "band-below-scale", "from", minimum=str(minimum), **_values(last)
        )


def _reach_problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
    """A band above all that merits can bring, or below all that demerits can take."""
    named = {rule.price.band for rule in scheme.rules if isinstance(rule.price, DirectGrade)}
    highest = _reach(scheme, catalogue, Direction.MERIT)
    lowest = _reach(scheme, catalogue, Direction.DEMERIT)
    top: Decimal | None = None
    for band in scheme.bands:
        too_high = highest is not None and band.from_ > highest
        too_low = lowest is not None and top is not None and top <= lowest
        within = scheme.scale.maximum is None or band.from_ <= scheme.scale.maximum
        if (too_high or too_low) and within and band.name not in named:
            reach = str(highest if too_high else lowest)
            yield _place(scheme, band).problem(
                "band-unreachable", "from", reach=reach, **_values(band)
            )
        top = band.from_


def _reach(scheme: SchemeText, catalogue: Catalogue, direction: Direction) -> Decimal | None:
    """How far deeds can move a total in a direction; none where nothing limits it."""
    is_merit = direction is Direction.MERIT
    moved = _moved(scheme, catalogue, direction)
    reach = None if moved is None else scheme.scale.base + (moved if is_merit else -moved)
    ends = [dimension.maximum for dimension in scheme.dimensions]
    if not ends or not is_merit:
        return reach
    return sum(ends, ZERO) if reach is None else min(reach, sum(ends, ZERO))


def _moved(scheme: SchemeText, catalogue: Catalogue, direction: Direction) -> Decimal | None:
    """The most points, unsigned, that all rules of a direction can come to."""
    capped = {member: g for g in scheme.groups if g.kind == "cap" for member in g.members}
    pooled = {member for g in scheme.groups if g.kind == "pool" for member in g.members}
    counted: set[str] = set()
    total = ZERO
    for rule in scheme.rules:
        deed_type = catalogue.deed_types.get(rule.deed_type)
        if deed_type is None or deed_type.direction is not direction:
            continue
        group = capped.get(rule.deed_type)
        most = group.at_most if group else None if rule.deed_type in pooled else _most(rule)
        if most is None:
            return None
        if group is None or group.name not in counted:
            total += most
            counted |= {group.name} if group else set()
    return total


def _most(rule: Rule) -> Decimal | None:
    """The most points, unsigned, that a rule can give or take; none where nothing limits it."""
    price = rule.price
    if isinstance(price, DirectGrade):
        leaves = price.after_effect is not None and price.after_effect.points
        repaired = rule.repair is not None and rule.repair.becomes is not None
        return None if leaves or repaired else ZERO
    if rule.at_most is not None and rule.window is None:
        return rule.at_most
    if isinstance(price, Tiers) and rule.window is None and price.tiers:
        return max(abs(points) for points in points_of(price))
    return None
