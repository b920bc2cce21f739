"""What would keep a group from being reckoned."""

from collections.abc import Iterator

from backend.core.catalogue import Catalogue
from backend.core.price import BY_QUANTITY, DirectGrade, Floor
from backend.core.problems import Place, Problem
from backend.core.rules import (
    PricedRule,
    form_of,
    months_problems,
    precision_problems,
    price_problems,
)
from backend.core.scheme import Group, Rolling, SchemeText

MEMBERS_MIN = 2


def group_problems(scheme: SchemeText, catalogue: Catalogue) -> Iterator[Problem]:
    """Every fault in the groups of a scheme."""
    taken: dict[str, str] = {}
    names: set[str] = {rule.deed_type for rule in scheme.rules}
    for group in scheme.groups:
        place = Place(scheme.file, f"group.{group.name}")
        if group.name in names:
            yield place.problem("name-taken", "name", name=group.name)
        names.add(group.name)
        if len(group.members) < MEMBERS_MIN:
            yield place.problem("group-too-small", "members")
        for member in group.members:
            if member in taken:
                yield place.problem(
                    "group-member-taken", "members", member=member, group=taken[member]
                )
            taken[member] = group.name
        yield from _member_problems(scheme, catalogue, group, place)


def _member_problems(
    scheme: SchemeText, catalogue: Catalogue, group: Group, place: Place
) -> Iterator[Problem]:
    rules = {rule.deed_type: rule for rule in scheme.rules}
    members = []
    for member in group.members:
        rule, deed_type = rules.get(member), catalogue.deed_types.get(member)
        if rule is None:
            yield place.problem("group-member-unknown", "members", member=member)
        elif deed_type is not None:
            members.append(PricedRule(scheme, rule, deed_type))
    if len({member.is_merit for member in members}) > 1:
        yield place.problem("group-mixed-directions", "members")
    if len({member.rule.dimension for member in members}) > 1:
        yield place.problem("group-mixed-dimensions", "members")
    yield from _kind_problems(scheme, group, place, members)


def _kind_problems(
    scheme: SchemeText, group: Group, place: Place, members: list[PricedRule]
) -> Iterator[Problem]:
    """What each kind of group needs, and what it has no use for."""
    if group.kind == "pool":
        yield from _pool_problems(group, place, members)
        return
    for member in members:
        if isinstance(member.price, Floor | DirectGrade):
            values = {"member": member.rule.deed_type, "form": form_of(member.price)}
            yield place.problem("group-member-form", "members", None, **values)
    for name in ("price", "window"):
        if getattr(group, name) is not None:
            yield place.problem("group-key-unused", name, name=name, kind=group.kind)
    if group.kind == "largest" and group.at_most is not None:
        yield place.problem("group-key-unused", "at_most", name="at_most", kind=group.kind)
    if group.kind == "cap":
        if group.at_most is None or group.at_most <= 0:
            yield place.problem("cap-without-limit", "at_most")
        else:
            yield from precision_problems(scheme, place.under("at_most"), [group.at_most])


def _pool_problems(group: Group, place: Place, members: list[PricedRule]) -> Iterator[Problem]:
    if group.price is not None and not isinstance(group.price, BY_QUANTITY):
        yield place.problem("pool-not-by-quantity", "price", form=form_of(group.price))
    if isinstance(group.window, Rolling):
        yield from months_problems(place.under("window"), group.window.months)
    units = {member.deed_type.unit for member in members}
    if len(units) > 1:
        names = ", ".join(sorted(unit or "none" for unit in units))
        yield place.problem("pool-mixed-units", "members", units=names)
    if members:
        yield from price_problems(members[0], place, group.price, group.at_most)
