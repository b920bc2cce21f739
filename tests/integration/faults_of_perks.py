"""Faults in the perks of a scheme: what they gate, take away, or are called, and who gives them."""

from typing import Final

from integration.faults import SCHEME, Fault, put

BORROWING: Final = 'label_en = "Deposit-free borrowing of up to 8 library books"'
BORROWING_ZH: Final = 'label_zh = "免押金借阅图书，最多8册"'
CONDITIONS_EN: Final = 'conditions_en = "For books that leave the reading room."'
CONDITIONS_ZH: Final = 'conditions_zh = "适用于可带出阅览室的图书。"'

PERK_FAULTS: Final = (
    Fault(
        "perk-gates-essential-service",
        (
            put(SCHEME, BORROWING, 'label_en = "Green channel at the city\'s hospitals"'),
            put(SCHEME, BORROWING_ZH, 'label_zh = "市属医院就诊绿色通道"'),
            put(SCHEME, 'kind = "deposit-waived"', 'kind = "more-of"'),
            put(SCHEME, 'service = "library"', 'service = "care"'),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.service: “care” "
                "gates care: perks are conveniences and never decide on care, schooling, housing, "
                "work, loans or aid. Remove the perk; beside care only a deposit waived or "
                "paperwork is possible. (charter, article 2)"
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.label_en: “green channel” "
                "gates care: perks are conveniences and never decide on care, schooling, housing, "
                "work, loans or aid. Remove the perk; beside care only a deposit waived or "
                "paperwork is possible. (charter, article 2)"
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.label_zh: “医院” "
                "gates care: perks are conveniences and never decide on care, schooling, housing, "
                "work, loans or aid. Remove the perk; beside care only a deposit waived or "
                "paperwork is possible. (charter, article 2)"
            ),
        ),
    ),
    Fault(
        "perk-gates-essential-service",
        (put(SCHEME, BORROWING, 'label_en = "Extra points in school admission"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.label_en: “school” gates "
                "schooling: perks are conveniences and never decide on care, schooling, housing, "
                "work, loans or aid. Remove the perk; beside care only a deposit waived or "
                "paperwork is possible. (charter, article 2)"
            ),
        ),
    ),
    Fault(
        "perk-gates-essential-service",
        (put(SCHEME, 'service = "library"', 'service = "loans"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.service: “loans” gates "
                "loans: perks are conveniences and never decide on care, schooling, housing, work, "
                "loans or aid. Remove the perk; beside care only a deposit waived or paperwork is "
                "possible. (charter, article 2)"
            ),
        ),
    ),
    Fault(
        "label-is-penalty",
        (put(SCHEME, BORROWING_ZH, 'label_zh = "限制借阅图书"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.label_zh: “限制” takes "
                "away, exposes or ranks. Name what a resident is offered, or use a neutral word. "
                "(charter, article 2)"
            ),
        ),
    ),
    Fault(
        "label-unreadable",
        (put(SCHEME, 'label_en = "Excellent"', 'label_en = "Ex\u0441ellent"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.label_en: The sign U+0441 belongs "
                "to another script or is not seen: it could hide a word. Type the label again in "
                "plain letters. (charter, article 4)"
            ),
            (
                "newtown/schemes/2027-01-01.toml: band.excellent.label_en: The English label needs "
                "words in Latin letters and no others. Rewrite it. (charter, article 6)"
            ),
        ),
    ),
    Fault(
        "code-malformed",
        (put(SCHEME, 'name = "library-deposit"', 'name = "library deposit"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library deposit.name: “library deposit” is "
                "no code. Use Latin letters and digits, words joined by hyphens."
            ),
        ),
    ),
    Fault(
        "perk-unknown-kind",
        (put(SCHEME, 'kind = "deposit-waived"', 'kind = "deposit-free"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.kind: “deposit-free” is not "
                "a kind of perk. Use one of: deposit-waived, free-use, more-of, paperwork, "
                "percentage-off. (charter, article 2)"
            ),
        ),
    ),
    Fault(
        "perk-unknown-service",
        (put(SCHEME, 'service = "library"', 'service = "airport"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.service: “airport” is not a "
                "service that perks may touch. Use one of: culture, government-service, library, "
                "parking, sports, telecom, tourism, transport, utilities. (charter, article 2)"
            ),
        ),
    ),
    Fault(
        "band-unknown",
        (put(SCHEME, 'opens_from = "excellent"', 'opens_from = "AAA"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.opens_from: There is no "
                "band AAA. Use one of: excellent, standard, starting."
            ),
        ),
    ),
    Fault(
        "provider-unknown",
        (put(SCHEME, 'provider = "city-library"', 'provider = "library"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.provider: The scheme "
                "names no provider library. Name it under [[provider]], or use one of: "
                "city-library, city-pools."
            ),
        ),
    ),
    Fault(
        "name-taken",
        (
            put(SCHEME, 'name = "city-pools"\n', 'name = "city-library"\n'),
            put(SCHEME, 'provider = "city-pools"', 'provider = "city-library"'),
        ),
        (
            (
                "newtown/schemes/2027-01-01.toml: provider.city-library.name: The name "
                "city-library is used twice. Choose another one."
            ),
        ),
    ),
    Fault(
        "label-is-penalty",
        (put(SCHEME, 'label_en = "City library"', 'label_en = "Blacklist office"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: provider.city-library.label_en: “blacklist” "
                "takes away, exposes or ranks. Name what a resident is offered, or use a "
                "neutral word. (charter, article 2)"
            ),
        ),
    ),
    Fault(
        "conditions-in-one-language",
        (put(SCHEME, 'conditions_zh = "适用于可带出阅览室的图书。"\n', ""),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.conditions_zh: "
                "Conditions stand in both languages, since every resident reads them. Add "
                "conditions_zh. (charter, article 6)"
            ),
        ),
    ),
    Fault(
        "perk-gates-essential-service",
        (put(SCHEME, CONDITIONS_EN, 'conditions_en = "For school places."'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.conditions_en: “school” "
                "gates schooling: perks are conveniences and never decide on care, schooling, "
                "housing, work, loans or aid. Remove the perk; beside care only a deposit "
                "waived or paperwork is possible. (charter, article 2)"
            ),
        ),
    ),
    Fault(
        "protected-word",
        (put(SCHEME, CONDITIONS_ZH, 'conditions_zh = "适用于党员。"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.conditions_zh: “党员” "
                "speaks of party or politics, which is protected and never counts. Remove the "
                "entry; if something else is meant, reword the label. (charter, article 4)"
            ),
        ),
    ),
    Fault(
        "label-is-penalty",
        (put(SCHEME, CONDITIONS_EN, 'conditions_en = "Others are ranked below."'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.conditions_en: “rank” "
                "takes away, exposes or ranks. Name what a resident is offered, or use a "
                "neutral word. (charter, article 2)"
            ),
            (
                "newtown/schemes/2027-01-01.toml: perk.library-deposit.conditions_en: “others” "
                "speaks of another person's conduct, which is protected and never counts. "
                "Remove the entry; if something else is meant, reword the label. (charter, "
                "article 4)"
            ),
        ),
    ),
    Fault(
        "excluded-and-offered",
        (put(SCHEME, 'source = "row 8" ', 'source = "row 7" '),),
        (
            (
                "newtown/schemes/2027-01-01.toml: excluded.row 7: The row is excluded as a "
                "whole, and the perk library-deposit rests on it. Remove one of the two, or say"
                " with part_en and part_zh which part is excluded. (charter, article 4)"
            ),
        ),
    ),
)
