"""Faults in the catalogue: deed types and the list of individual data."""

from typing import Final

from integration.faults import AWARDS, DATA, GIVING, TRAFFIC, Fault, add, cut, drop, put

UNIT: Final = """
[[unit]]
code = "times"
label_en = "times"
label_zh = "次"
measure = "count"
"""

CATALOGUE_FAULTS: Final = (
    Fault(
        "departments-missing",
        (put(GIVING, 'departments = ["red-cross"]', "departments = []"),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.red-cross-volunteer.departments: No "
                "department may submit this deed type. Name at least one."
            ),
        ),
    ),
    Fault(
        "department-unknown",
        (put(GIVING, 'departments = ["red-cross"]', 'departments = ["redcross"]'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.red-cross-volunteer.departments: "
                "There is no department redcross. Add it to departments.toml or correct the code."
            ),
        ),
    ),
    Fault(
        "record-type-unknown",
        (put(GIVING, "record_type = 16", "record_type = 61"),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.record_type: There is no "
                "record type 61. Use a number from record_types.toml."
            ),
        ),
    ),
    Fault(
        "record-type-not-citizens",
        (put(GIVING, "record_type = 16", "record_type = 2"),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.record_type: Record type "
                "2 is not collected on citizens. Use one that is: 1, 6, 7, 8, 9, 11, 12, 13, 14, "
                "15, 16."
            ),
        ),
    ),
    Fault(
        "unit-unknown",
        (put(GIVING, 'unit = "items"', 'unit = "item"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.goods-donation.unit: There is no unit "
                "item. Add it to units.toml or use one of: times, hours, days, CNY, ml, "
                "ml-platelets, books, items, trees, percent."
            ),
        ),
    ),
    Fault(
        "code-twice",
        (put(AWARDS, 'code = "volunteer-award"', 'code = "volunteering"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering: The code "
                "volunteering stands in the catalogue twice (also in "
                "catalogue/deed_types/awards.toml). Rename or remove one."
            ),
        ),
    ),
    Fault(
        "code-twice",
        (add("catalogue/units.toml", UNIT),),
        (
            (
                "catalogue/units.toml: unit.times: The code times stands in the catalogue twice "
                "(also in catalogue/units.toml). Rename or remove one."
            ),
        ),
    ),
    Fault(
        "code-malformed",
        (put(GIVING, 'code = "book-donation"', 'code = "book donation"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.book donation.code: “book donation” "
                "is no code. Use Latin letters and digits, words joined by hyphens."
            ),
        ),
    ),
    Fault(
        "label-unreadable",
        (put(GIVING, 'label_zh = "志愿服务"', 'label_zh = "志愿\u200b服务"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.label_zh: The sign "
                "U+200B belongs to another script or is not seen: it could hide a word. Type the "
                "label again in plain letters. (charter, article 4)"
            ),
        ),
    ),
    Fault(
        "number-out-of-range",
        (put(GIVING, "record_type = 16", "record_type = 16000000000"),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.record_type: This number "
                "is too large, too fine, or none. State a plain number, such as 12.5."
            ),
        ),
    ),
    Fault(
        "deed-type-unknown",
        (
            put(
                DATA,
                'deed_types = ["professional-qualification"]',
                'deed_types = ["professional-qualifications"]',
            ),
        ),
        (
            (
                "catalogue/individual_data.toml: line.Professional qualifications.deed_types: "
                "There is no deed type professional-qualifications. Correct the code or add it to "
                "the catalogue."
            ),
        ),
    ),
    Fault(
        "line-answer",
        (
            put(
                DATA,
                'deed_types = ["professional-qualification"]',
                'deed_types = ["professional-qualification"]\narticle = 4',
            ),
        ),
        (
            (
                "catalogue/individual_data.toml: line.Professional qualifications: A line needs "
                "exactly one answer: deed_types, article or out_of_scope. Keep one."
            ),
        ),
    ),
    Fault(
        "protected-matter",
        (put(GIVING, 'matter = "volunteering"', 'matter = "religion"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.matter: religion is a "
                "protected matter and never counts. Remove the deed type from the scheme. "
                "(charter, article 4)"
            ),
        ),
    ),
    Fault(
        "protected-word",
        (put(GIVING, 'label_en = "Volunteering"', 'label_en = "Volunteering at a temple"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.label_en: “temple” "
                "speaks of religion, which is protected and never counts. Remove the entry; if "
                "something else is meant, reword the label. (charter, article 4)"
            ),
        ),
    ),
    Fault(
        "protected-word",
        (put(GIVING, 'label_zh = "志愿服务"', 'label_zh = "举报他人"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.label_zh: “举报” speaks "
                "of informing on others, which is protected and never counts. Remove the entry; if "
                "something else is meant, reword the label. (charter, article 4)"
            ),
        ),
    ),
    Fault(
        "consent-priced",
        (put(TRAFFIC, 'label_en = "Traffic violation"', 'label_en = "Declined to join"'),),
        (
            (
                "catalogue/deed_types/traffic.toml: deed_type.traffic-violation.label_en: "
                "“declined to” speaks of taking part or not: joining, declining and leaving are "
                "never priced. Remove the entry. (charter, article 1)"
            ),
        ),
    ),
    Fault(
        "demerit-without-severity",
        (cut(TRAFFIC, 'severity = "general"', "law_en"),),
        (
            (
                "catalogue/deed_types/traffic.toml: deed_type.traffic-violation.severity: A "
                'demerit needs its severity. Add severity = "minor", "general" or "serious". '
                "(charter, article 3)"
            ),
        ),
    ),
    Fault(
        "demerit-without-law",
        (cut(TRAFFIC, "law_en", "law_zh"),),
        (
            (
                "catalogue/deed_types/traffic.toml: deed_type.traffic-violation.law_en: A demerit "
                "rests on a breach of law. Name the law in English and Chinese. (charter, article "
                "3)"
            ),
        ),
    ),
    Fault(
        "suspicion",
        (put(TRAFFIC, 'label_en = "Drunk driving"', 'label_en = "Suspected drunk driving"'),),
        (
            (
                "catalogue/deed_types/traffic.toml: deed_type.drunk-driving.label_en: “suspect” is "
                "a suspicion, not a finding. Price only what a decision has established. (charter, "
                "article 3)"
            ),
        ),
    ),
    Fault(
        "merit-with-law",
        (put(GIVING, 'unit = "hours"', 'unit = "hours"\nlaw_en = "Charity Law"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.law_en: A merit breaches "
                "no law, so law_en has no place here. Remove it, or call the deed type a demerit. "
                "(charter, article 3)"
            ),
        ),
    ),
    Fault(
        "merit-speaks-of-breach",
        (put(GIVING, 'label_en = "Volunteering"', 'label_en = "No unpaid bills"'),),
        (
            (
                "catalogue/deed_types/giving.toml: deed_type.volunteering.label_en: “unpaid” "
                "speaks of a breach, but the deed type is called a merit. Call it a demerit and "
                "name the law, or reword the label. (charter, article 3)"
            ),
        ),
    ),
    Fault(
        "file-missing",
        (drop("catalogue/units.toml"),),
        (
            (
                "catalogue/units.toml: file: The file is missing. Copy it from a complete set of "
                "city files."
            ),
        ),
    ),
)
