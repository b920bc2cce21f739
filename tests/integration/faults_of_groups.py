"""Faults in the groups of a scheme: pools, caps, the largest."""

from typing import Final

from integration.faults import SCHEME, WUHU, Fault, add, put
from integration.faults_of_rules import JUDGMENT

SLICES: Final = (
    'form = "sliced"\nslices = [{ to = 1000, each = 100, points = 1 }, { each = 400, points = 1 }]'
)
DONATIONS: Final = """
[[rule]]
deed_type = "charity-donation"
source = "row 9"
lifetime = { years = 1 }

[[rule]]
deed_type = "red-cross-donation"
source = "row 9"
lifetime = { years = 1 }

[[group]]
name = "donations"
kind = "pool"
members = ["charity-donation", "red-cross-donation"]
label_en = "Donations"
label_zh = "捐款"
at_most = 30

[group.price]
form = "sliced"
slices = [{ to = 1000, each = 100, points = 1 }, { each = 400, points = 1 }]
"""
CAP: Final = """
[[group]]
name = "late-or-parked"
kind = "cap"
members = ["illegal-parking", "water-arrears"]
label_en = "Parking and water bills"
label_zh = "停车和水费"
at_most = 20
"""

GROUP_FAULTS: Final = (
    Fault(
        "slices-order",
        (
            add(SCHEME, DONATIONS),
            put(SCHEME, "{ each = 400, points = 1 }", "{ to = 500, each = 400, points = 1 }"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.donations.price.slices: Slices rise, each "
                "with `to` except the last, which has none. Correct them."
            ),
        ),
    ),
    Fault(
        "group-too-small",
        (add(SCHEME, CAP.replace(', "water-arrears"', "")),),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.late-or-parked.members: A group needs two "
                "members or more. Add one or remove the group."
            ),
        ),
    ),
    Fault(
        "group-member-unknown",
        (add(SCHEME, CAP.replace("water-arrears", "gas-arrears")),),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.late-or-parked.members: The member "
                "gas-arrears has no rule. Correct the code or add the rule."
            ),
        ),
    ),
    Fault(
        "group-member-taken",
        (
            put(SCHEME, "from = 500", "from = 590"),
            add(SCHEME, CAP),
            add(
                SCHEME,
                CAP.replace("late-or-parked", "streets").replace(
                    "water-arrears", "public-order-penalty"
                ),
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.streets.members: The member "
                "illegal-parking is in group late-or-parked already. Keep it in one."
            ),
        ),
    ),
    Fault(
        "group-member-form",
        (add(SCHEME, JUDGMENT), add(SCHEME, CAP.replace("water-arrears", "unperformed-judgment"))),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.late-or-parked.members: The member "
                "unperformed-judgment has the form direct-grade, which no group can limit. Take it "
                "out."
            ),
        ),
    ),
    Fault(
        "group-mixed-directions",
        (add(SCHEME, CAP.replace("water-arrears", "volunteering")),),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.late-or-parked.members: A group limits "
                "merits or demerits, not both. Make two groups."
            ),
        ),
    ),
    Fault(
        "group-mixed-dimensions",
        (
            add(
                WUHU,
                CAP.replace("illegal-parking", "jaywalking").replace(
                    "water-arrears", "dog-unleashed"
                ),
            ),
        ),
        (
            (
                "wuhu/schemes/2019-01-01.toml: group.late-or-parked.members: The members belong to "
                "different dimensions. Make a group for each."
            ),
        ),
        "wuhu",
    ),
    Fault(
        "group-key-unused",
        (add(SCHEME, CAP.replace('"cap"', '"largest"')),),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.late-or-parked.at_most: A group of kind "
                "largest has no use for at_most. Remove it."
            ),
        ),
    ),
    Fault(
        "cap-without-limit",
        (add(SCHEME, CAP.replace("at_most = 20\n", "")),),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.late-or-parked.at_most: A cap needs its "
                "limit. State at_most, above 0."
            ),
        ),
    ),
    Fault(
        "pool-member-priced",
        (
            add(SCHEME, DONATIONS),
            put(
                SCHEME,
                'deed_type = "red-cross-donation"',
                'deed_type = "red-cross-donation"\nat_most = 30',
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.red-cross-donation.at_most: The pool "
                "donations carries the price, maximum and window. Remove at_most here."
            ),
        ),
    ),
    Fault(
        "pool-not-by-quantity",
        (add(SCHEME, DONATIONS), put(SCHEME, SLICES, 'form = "flat"\npoints = 10')),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.donations.price: A pool adds quantities, "
                "which the form flat does not price. Use tiers, first-and-further or sliced."
            ),
        ),
    ),
    Fault(
        "pool-mixed-units",
        (add(SCHEME, DONATIONS.replace("red-cross-donation", "book-donation")),),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.donations.members: A pool's members share "
                "one unit, but these have CNY, books. Correct the members."
            ),
        ),
    ),
    Fault(
        "name-taken",
        (add(SCHEME, CAP.replace("late-or-parked", "volunteering")),),
        (
            (
                "newtown/schemes/2027-01-01.toml: group.volunteering.name: The name volunteering "
                "is used twice. Choose another one."
            ),
        ),
    ),
)
