"""Faults in the rules of a scheme: prices, maxima, lifetimes."""

from typing import Final

from integration.faults import SCHEME, WUHU, Fault, add, put

MARROW: Final = 'price = { form = "flat", points = 50 }'
LIFETIME: Final = "lifetime = { years = 5 }"
HOURS: Final = "tiers = [{ over = 0, points = 10 }, { over = 50, points = 20 }]"
PARKING: Final = 'price = { form = "each", points = -5 }'
PENALTY: Final = 'price = { form = "flat", points = -30 }'
DIRECT: Final = (
    'price = { form = "direct-grade", band = "starting", '
    'after_effect = { band = "starting", lifetime = { years = 1 } } }'
)
WATER: Final = 'price = { form = "each", points = -10 }\nat_most = 20\nlifetime = { months = 3 }'

JUDGMENT: Final = """
[[rule]]
deed_type = "unperformed-judgment"
source = "row 9"
price = { form = "direct-grade", band = "starting" }
"""

RULE_FAULTS: Final = (
    Fault(
        "rule-twice",
        (add(SCHEME, JUDGMENT), add(SCHEME, JUDGMENT)),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.unperformed-judgment: The deed type has two "
                "rules. Keep one, or make two deed types of it."
            ),
        ),
    ),
    Fault(
        "rule-unknown-deed-type",
        (put(SCHEME, 'deed_type = "bone-marrow-donation"', 'deed_type = "bone-marow-donation"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marow-donation.deed_type: The "
                "catalogue has no deed type bone-marow-donation (did you mean "
                "bone-marrow-donation?). Correct the code or add the deed type."
            ),
        ),
    ),
    Fault(
        "source-missing",
        (put(SCHEME, 'source = "row 1"', 'source = " "'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.source: A rule names "
                "what it rests on. State the row or the reference as source. (charter, article 6)"
            ),
        ),
    ),
    Fault(
        "price-missing",
        (put(SCHEME, MARROW, ""),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.price: There is no "
                'price. State one, such as { form = "flat", points = 10 }.'
            ),
        ),
    ),
    Fault(
        "points-zero",
        (put(SCHEME, "points = 50 }", "points = 0 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.price: A price of 0 "
                "points says nothing. State the points, or exclude the row."
            ),
        ),
    ),
    Fault(
        "too-precise",
        (put(SCHEME, "points = 50 }", "points = 50.5 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.price: 50.5 is finer "
                "than the scheme's precision of 0 decimals. Round it, or raise scale.precision (2 "
                "at most)."
            ),
        ),
    ),
    Fault(
        "merit-takes-points",
        (put(SCHEME, "points = 50 }", "points = -50 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.price: This merit "
                "takes points (-50). Give it points above 0, or make it a demerit. (charter, "
                "article 3)"
            ),
        ),
    ),
    Fault(
        "demerit-gives-points",
        (
            put(SCHEME, "points = -30 }", "points = 30 }"),
            put(SCHEME, "points = -10, lifetime", "points = -5, lifetime"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.public-order-penalty.price: This demerit "
                "gives points (30). Put a minus before them, or make it a merit. (charter, article "
                "3)"
            ),
        ),
    ),
    Fault(
        "merit-is-penalty",
        (put(SCHEME, MARROW, 'price = { form = "floor" }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.price: A floor or a "
                "direct grade lowers residents, so it cannot price a merit. Use another form. "
                "(charter, article 2)"
            ),
        ),
    ),
    Fault(
        "maximum-missing",
        (put(SCHEME, "at_most = 15", ""),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.at_most: The form each "
                "needs a maximum. Add at_most."
            ),
        ),
    ),
    Fault(
        "maximum-unused",
        (add(SCHEME, JUDGMENT + "at_most = 100\n"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.unperformed-judgment.at_most: The form "
                "direct-grade has no use for a maximum. Remove at_most."
            ),
        ),
    ),
    Fault(
        "not-above-zero",
        (put(SCHEME, "at_most = 15", "at_most = -15"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.at_most: -15 must be above "
                "0. Correct the number."
            ),
        ),
    ),
    Fault(
        "months-out-of-range",
        (put(SCHEME, '{ kind = "calendar-year" }', '{ kind = "rolling", months = 0 }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteering.window.months: 0 months are "
                "out of range. State whole months, from 1 to 120."
            ),
        ),
    ),
    Fault(
        "months-out-of-range",
        (put(SCHEME, "after = { months = 3 }", "after = { months = -3 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.public-order-penalty.repair.after: -3 "
                "months are out of range. State whole months, from 0 to 120."
            ),
        ),
    ),
    Fault(
        "window-unused",
        (add(SCHEME, JUDGMENT + 'window = { kind = "calendar-year" }\n'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.unperformed-judgment.window: The form "
                "direct-grade has no use for a window. Remove it."
            ),
        ),
    ),
    Fault(
        "quantity-without-unit",
        (put(SCHEME, MARROW, 'price = { form = "tiers", tiers = [{ over = 0, points = 50 }] }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.price.form: The form "
                "tiers prices a quantity, but the deed type has no unit. Give the deed type a "
                "unit, or use another form."
            ),
        ),
    ),
    Fault(
        "steps-missing",
        (put(SCHEME, HOURS, "tiers = []"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteering.price.tiers: The price has no "
                "steps. State at least one."
            ),
        ),
    ),
    Fault(
        "grade-unknown",
        (put(SCHEME, "points = { national = 40,", "points = { nationwide = 40,"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteer-award.price.points: “nationwide” "
                "is not a grade of this deed type. Use: national, provincial, city, county."
            ),
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteer-award.lifetime.by_grade: The "
                "lifetime by grade misses: nationwide. Add them. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "tier-bound",
        (put(SCHEME, "{ over = 50, points = 20 }", "{ over = 50, from = 51, points = 20 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteering.price.tiers: A tier has either "
                "`over` (bound excluded) or `from` (bound included). State one."
            ),
        ),
    ),
    Fault(
        "tiers-order",
        (put(SCHEME, HOURS, "tiers = [{ over = 50, points = 20 }, { over = 0, points = 10 }]"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteering.price.tiers: Tiers rise: each "
                "bound and each size of points exceeds the one before. Sort them."
            ),
        ),
    ),
    Fault(
        "unit-not-recorded",
        (put(SCHEME, 'source = "row 3"', 'source = "row 3"\nunits = { days = 8 }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteering.units.days: Deeds of this type "
                "are not recorded in days. Use one of: -."
            ),
        ),
    ),
    Fault(
        "period-without-duration",
        (put(SCHEME, PARKING, 'price = { form = "each-period", points = -5 }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.price.form: The form "
                "each-period needs a deed type that is ongoing. Use another form."
            ),
        ),
    ),
    Fault(
        "after-effect-without-end",
        (put(SCHEME, PENALTY, DIRECT),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.public-order-penalty.price.after_effect: "
                "Only an ongoing deed type ends and leaves an after-effect. State a lifetime "
                "instead."
            ),
        ),
    ),
    Fault(
        "after-effect-empty",
        (
            add(
                SCHEME,
                JUDGMENT.replace(
                    '"starting" }', '"starting", after_effect = { lifetime = { years = 1 } } }'
                ),
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: "
                "rule.unperformed-judgment.price.after_effect.points: An after-effect takes points "
                "or names a band. State points below 0 or a band."
            ),
        ),
    ),
    Fault(
        "band-unknown",
        (add(SCHEME, JUDGMENT.replace('"starting" }', '"D" }')),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.unperformed-judgment.price.band: There is "
                "no band D. Use one of: excellent, standard, starting."
            ),
        ),
    ),
    Fault(
        "direct-grade-best",
        (add(SCHEME, JUDGMENT.replace('"starting"', '"excellent"')),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.unperformed-judgment.price.band: Band "
                "excellent is the best one, so that grading into it means nothing. Name a lower "
                "band."
            ),
        ),
    ),
    Fault(
        "lifetime-missing",
        (put(SCHEME, LIFETIME, ""),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.lifetime: Every deed "
                "ends. State a lifetime, such as { years = 1 }. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-not-above-zero",
        (put(SCHEME, LIFETIME, "lifetime = { years = 0 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.lifetime: A lifetime "
                "is longer than nothing. State years or months above 0. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-over-ceiling",
        (put(SCHEME, WATER, WATER.replace("months = 3", "years = 5")),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.water-arrears.lifetime: 60 months exceed "
                "the ceiling of 12 months. State at most the ceiling, and keep the published term "
                "as published_lifetime. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-over-ceiling",
        (put(SCHEME, "lifetime = { months = 6 }", "lifetime = { years = 2 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: "
                "rule.public-order-penalty.repair.becomes.lifetime: 24 months exceed the ceiling "
                "of 12 months. State at most the ceiling, and keep the published term as "
                "published_lifetime. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-over-published",
        (put(SCHEME, LIFETIME, LIFETIME + "\npublished_lifetime = { years = 2 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.lifetime: 60 months "
                "are longer than the published 24. State at most those. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-unused",
        (add(SCHEME, JUDGMENT + "lifetime = { years = 2 }\n"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.unperformed-judgment.lifetime: While the "
                "breach lasts it counts, and then only price.after_effect lives on. Move the "
                "lifetime there. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-two-ways",
        (
            put(
                SCHEME,
                "[rule.lifetime.by_grade]",
                "[rule.lifetime]\nyears = 2\n\n[rule.lifetime.by_grade]",
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteer-award.lifetime: A lifetime is one "
                "term, or by grade, or by size. Keep one way. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-grade-missing",
        (put(SCHEME, "provincial = { years = 3 }\n", ""),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteer-award.lifetime.by_grade: The "
                "lifetime by grade misses: provincial. Add them. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "lifetime-by-size",
        (
            put(
                SCHEME,
                "lifetime = { years = 1 }",
                "lifetime = { by_size = [{ to = 10, years = 1 }, { years = 2 }] }",
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.volunteering.lifetime.by_size: A lifetime "
                "by size needs deeds with points of their own, which tiers has not. State one "
                "term. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "size-steps-order",
        (
            put(
                SCHEME, LIFETIME, "lifetime = { by_size = [{ years = 1 }, { to = 40, years = 2 }] }"
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.lifetime.by_size: "
                "Steps by size rise, each with `to` except the last, which has none. Correct "
                "them. (charter, article 5)"
            ),
        ),
    ),
    Fault(
        "dimension-without-list",
        (put(SCHEME, 'source = "row 1"', 'source = "row 1"\ndimension = "public-good"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.dimension: The scheme "
                "has no dimensions, so public-good is none. Remove the key or add a [[dimension]]."
            ),
        ),
    ),
    Fault(
        "dimension-unknown",
        (put(WUHU, 'dimension = "law-abiding"', 'dimension = "law-abidance"'),),
        (
            (
                "wuhu/schemes/2019-01-01.toml: rule.unperformed-judgment.dimension: Each rule of "
                "this scheme belongs to a dimension. Use one of: basic-information, "
                "social-responsibility, public-good, contract-performance, law-abiding."
            ),
        ),
        "wuhu",
    ),
)
