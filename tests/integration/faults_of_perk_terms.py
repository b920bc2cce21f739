"""Faults in how a perk can be used: its amounts, limits, hours, stock and days."""

from typing import Final

from integration.faults import SCHEME, Fault, put

A_DAY: Final = "limits = { day = 1, week = 3 }"
LENT: Final = "lent_days = 30"
UNIT: Final = 'unit = "percent"'
FROM: Final = "# valid_from = 2027-06-01"
UNTIL: Final = "# valid_until = 2027-09-30"
HOURS: Final = "from = 08:00:00\nuntil = 12:00:00"
FRIDAY: Final = """

[[perk.hours]]
days = ["fri", "sat"]
from = 11:59:59
until = 18:00:00"""
VALUES: Final = """    { from = "excellent", amount = 20 },
    { from = "standard", amount = 10 },
"""

PERK_TERM_FAULTS: Final = (
    Fault(
        "band-unknown",
        (put(SCHEME, '{ from = "standard", amount = 10 }', '{ from = "gold", amount = 10 }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: There is no band "
                "gold. Use one of: excellent, standard, starting."
            ),
        ),
    ),
    Fault(
        "values-order",
        (
            put(
                SCHEME,
                VALUES,
                '    { from = "standard", amount = 10 }, { from = "excellent", amount = 5 },\n',
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: The value from "
                "standard stands before the one from excellent, but values stand best band "
                "first and each band once. Put them into the order of the bands."
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: The last value "
                "must be from standard, the band that opens the perk. Add it, or correct "
                "opens_from."
            ),
        ),
    ),
    Fault(
        "values-order",
        (put(SCHEME, '{ from = "excellent", amount = 20 }', '{ from = "standard", amount = 20 }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: The value from "
                "standard stands before the one from standard, but values stand best band first"
                " and each band once. Put them into the order of the bands."
            ),
        ),
    ),
    Fault(
        "values-do-not-fall",
        (put(SCHEME, "amount = 20", "amount = 10"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: The band excellent"
                " gives no more than standard. Give the better band more, or state one value "
                "for both."
            ),
        ),
    ),
    Fault(
        "values-end",
        (put(SCHEME, 'opens_from = "standard"', 'opens_from = "starting"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: The last value "
                "must be from starting, the band that opens the perk. Add it, or correct "
                "opens_from."
            ),
        ),
    ),
    Fault(
        "values-without-unit",
        (put(SCHEME, UNIT, "#"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.unit: Amounts need a unit:"
                " a code of catalogue/units.toml. Add it."
            ),
        ),
    ),
    Fault(
        "unit-without-values",
        (put(SCHEME, VALUES, ""),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: There is a unit "
                "percent and no amount. Add values, or remove the unit."
            ),
        ),
    ),
    Fault(
        "unit-unknown",
        (put(SCHEME, UNIT, 'unit = "%"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.unit: There is no unit %. "
                "Add it to units.toml or use one of: times, hours, days, CNY, ml, ml-platelets,"
                " books, items, trees, percent."
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.unit: The unit of a "
                "percentage-off is percent, and of no other kind; here % stands beside "
                "percentage-off. Correct one of the two."
            ),
        ),
    ),
    Fault(
        "percent-and-kind",
        (put(SCHEME, UNIT, 'unit = "CNY"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.unit: The unit of a "
                "percentage-off is percent, and of no other kind; here CNY stands beside "
                "percentage-off. Correct one of the two."
            ),
        ),
    ),
    Fault(
        "percent-and-kind",
        (put(SCHEME, 'kind = "percentage-off"', 'kind = "free-use"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.unit: The unit of a "
                "percentage-off is percent, and of no other kind; here percent stands beside "
                "free-use. Correct one of the two."
            ),
        ),
    ),
    Fault(
        "above-most",
        (put(SCHEME, "amount = 20", "amount = 120"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: 120 is more than "
                "100. State a smaller number."
            ),
        ),
    ),
    Fault(
        "not-above-zero",
        (put(SCHEME, "amount = 10", "amount = 0"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: 0 must be above 0."
                " Correct the number."
            ),
        ),
    ),
    Fault(
        "amount-too-fine",
        (put(SCHEME, "amount = 20", "amount = 12.345"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.values: 12.345 has more "
                "than two decimals. Round it."
            ),
        ),
    ),
    Fault(
        "not-above-zero",
        (put(SCHEME, LENT, "lent_days = 0"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.lent_days: 0 must be "
                "above 0. Correct the number."
            ),
        ),
    ),
    Fault(
        "not-above-zero",
        (put(SCHEME, "limits = { day = 1", "limits = { day = 0"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.limits.day: 0 must be "
                "above 0. Correct the number."
            ),
        ),
    ),
    Fault(
        "not-above-zero",
        (put(SCHEME, "places = 200", "places = -1"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.stock.places: -1 must be "
                "above 0. Correct the number."
            ),
        ),
    ),
    Fault(
        "above-most",
        (put(SCHEME, LENT, "lent_days = 400"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.lent_days: 400 is more "
                "than 366. State a smaller number."
            ),
        ),
    ),
    Fault(
        "limit-never-used",
        (put(SCHEME, A_DAY, "limits = { day = 4, week = 3 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.limits.day: limits.day = 4"
                " can never be used up, since limits.week = 3 is reached first. Lower the one, "
                "or raise the other."
            ),
        ),
    ),
    Fault(
        "limit-never-used",
        (put(SCHEME, A_DAY, "limits = { month = 5, year = 4 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.limits.month: limits.month"
                " = 5 can never be used up, since limits.year = 4 is reached first. Lower the "
                "one, or raise the other."
            ),
        ),
    ),
    Fault(
        "limit-never-reached",
        (put(SCHEME, A_DAY, "limits = { day = 1, week = 8 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.limits.week: limits.week ="
                " 8 is never reached, since limits.day = 1 makes 5 at most. Lower or remove it."
            ),
        ),
    ),
    Fault(
        "limit-never-reached",
        (
            put(SCHEME, A_DAY, "limits = { day = 1, week = 2 }"),
            put(SCHEME, 'days = ["mon", "tue", "wed", "thu", "fri"]', 'days = ["mon"]'),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.limits.week: limits.week ="
                " 2 is never reached, since limits.day = 1 makes 1 at most. Lower or remove it."
            ),
        ),
    ),
    Fault(
        "limit-never-reached",
        (
            put(SCHEME, A_DAY, "limits = { day = 1, year = 12 }"),
            put(SCHEME, UNTIL, "valid_until = 2027-01-01"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.limits.year: limits.year ="
                " 12 is never reached, since limits.day = 1 makes 1 at most. Lower or remove it."
            ),
        ),
    ),
    Fault(
        "limit-over-stock",
        (
            put(SCHEME, "places = 200", "places = 1"),
            put(SCHEME, A_DAY, "limits = { day = 2, week = 3 }"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.limits.day: One resident "
                "may use 2, but there are 1 for everybody. Lower the limit, or raise "
                "stock.places."
            ),
        ),
    ),
    Fault(
        "limit-over-stock",
        (put(SCHEME, LENT, "lent_days = 30\nstock = { places = 7 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.limits.at_once: One "
                "resident may use 8, but there are 7 for everybody. Lower the limit, or raise "
                "stock.places."
            ),
        ),
    ),
    Fault(
        "at-once-not-lent",
        (put(SCHEME, LENT, "#"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.limits.at_once: How many"
                " one may have in hand is only said of what is lent. Add lent_days, or state "
                "the limit by day, week, month, quarter or year."
            ),
        ),
    ),
    Fault(
        "stock-lent-per",
        (put(SCHEME, LENT, 'lent_days = 30\nstock = { places = 70, per = "week" }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.stock.per: Places of "
                "what is lent come back when it is returned, not with a new period. Remove per,"
                " or lent_days."
            ),
        ),
    ),
    Fault(
        "hours-without-days",
        (put(SCHEME, 'days = ["mon", "tue", "wed", "thu", "fri"]', "days = []"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours: Hours need the days"
                " on which they hold. Name them in days, or remove the hours."
            ),
        ),
    ),
    Fault(
        "time-impossible",
        (put(SCHEME, HOURS, 'from = "8 o\'clock"\nuntil = 12:00:00'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours.1.from: This is no "
                "time of day. Write hours, minutes and seconds, such as 08:00:00."
            ),
        ),
    ),
    Fault(
        "wrong-type",
        (put(SCHEME, HOURS, "from = 8\nuntil = 12:00:00"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours.1.from: This must be "
                "a time of day, not a whole number. Correct the value."
            ),
        ),
    ),
    Fault(
        "hours-day-twice",
        (put(SCHEME, 'days = ["mon", "tue"', 'days = ["mon", "mon"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours: The day mon stands "
                "twice. Name it once."
            ),
        ),
    ),
    Fault(
        "hours-order",
        (put(SCHEME, HOURS, "from = 12:00:00\nuntil = 08:00:00"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours: These hours begin "
                "at 12:00:00 and end at 08:00:00. The end must be later; for hours past "
                "midnight, state two rows."
            ),
        ),
    ),
    Fault(
        "hours-never",
        (
            put(SCHEME, A_DAY, "limits = { day = 1 }"),
            put(SCHEME, FROM, "valid_from = 2027-06-05"),
            put(SCHEME, UNTIL, "valid_until = 2027-06-06"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours: No day from "
                "2027-06-05 until 2027-06-06 has these hours, so the perk could never be used. "
                "Correct the days of the hours, or `valid_from` and `valid_until`."
            ),
        ),
    ),
    Fault(
        "hours-until-midnight",
        (put(SCHEME, HOURS, "from = 08:00:00\nuntil = 00:00:00"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours: A day ends after "
                "23:59:59, so no hours end at 00:00:00. Write until = 23:59:59, or leave the "
                "hours out where the perk can be used at any time."
            ),
        ),
    ),
    Fault(
        "hours-overlap",
        (put(SCHEME, HOURS, HOURS + FRIDAY),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.hours: Two rows of hours "
                "overlap on fri. Make one of them, or correct their times."
            ),
        ),
    ),
    Fault(
        "valid-order",
        (
            put(SCHEME, FROM, "valid_from = 2027-06-01\n#"),
            put(SCHEME, UNTIL, "valid_until = 2027-05-31"),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.valid_until: The perk "
                "cannot end before its first day, 2027-06-01. Correct one of the two."
            ),
        ),
    ),
    Fault(
        "valid-too-early",
        (put(SCHEME, UNTIL, "valid_until = 2026-12-31"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.valid_until: The perk ends"
                " before the scheme begins, on 2027-01-01. State a later day, or remove the "
                "perk."
            ),
        ),
    ),
    Fault(
        "date-out-of-range",
        (put(SCHEME, UNTIL, "valid_until = 9999-12-31"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.pool-discount.valid_until: 9999-12-31 is"
                " out of range. Use a day from 1900-01-01 to 2199-12-31."
            ),
        ),
    ),
)
