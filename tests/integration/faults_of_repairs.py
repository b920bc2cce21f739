"""Faults in the repairs of a scheme's rules."""

from typing import Final

from integration.faults import SCHEME, Fault, put
from integration.faults_of_rules import LIFETIME, WATER

REPAIR_FAULTS: Final = (
    Fault(
        "merit-repaired",
        (put(SCHEME, LIFETIME, LIFETIME + '\nrepair = { proof = ["payment"] }'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.bone-marrow-donation.repair: Only a demerit "
                "is repaired. Remove the repair. (charter, article 3)"
            ),
        ),
    ),
    Fault(
        "repair-without-proof",
        (put(SCHEME, 'proof = ["apology", "volunteering"]', "proof = []"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.public-order-penalty.repair.proof: A repair "
                'needs proof. Name at least one kind, such as "payment".'
            ),
        ),
    ),
    Fault(
        "repair-too-late",
        (put(SCHEME, "after = { months = 3 }", "after = { years = 1 }"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.public-order-penalty.repair.after: The deed "
                "ends after 12 months, before it could be repaired. Shorten `after`."
            ),
        ),
    ),
    Fault(
        "repair-no-relief",
        (put(SCHEME, "becomes = { points = -10,", "becomes = { points = -30,"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.public-order-penalty.repair.becomes.points: "
                "A repair must bring relief: -30 is not closer to 0 than 30. State fewer points, "
                "below 0, or leave `becomes` out."
            ),
        ),
    ),
    Fault(
        "repair-of-a-sum",
        (
            put(SCHEME, WATER, WATER.replace('"each"', '"each-period"')),
            put(
                SCHEME,
                'proof = ["payment"] }',
                'proof = ["payment"], becomes = { points = -5, lifetime = { months = 1 } } }',
            ),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.water-arrears.repair.becomes: The form "
                "each-period prices the sum of all deeds, so a single repaired one has no points "
                "of its own. Leave `becomes` out: a repaired deed then counts nothing."
            ),
        ),
    ),
)
