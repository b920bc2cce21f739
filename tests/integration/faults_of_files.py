"""Faults in files as such: what cannot be read, is misspelt, misnamed or missing."""

from typing import Final

from integration.faults import CITY, SCENARIOS, SCHEME, Fault, add, drop, move, put, write

FILE_FAULTS: Final = (
    Fault(
        "not-utf8",
        (write(CITY, 'code = "newtown"\nname_zh = "芜湖"\n'.encode("gbk")),),
        (
            (
                "newtown/city.toml: file: The file is not UTF-8 (byte 29). Save it again with the "
                "encoding UTF-8."
            ),
        ),
    ),
    Fault(
        "not-toml",
        (put(SCHEME, "base = 600", "base 600"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: base 600: Line 15 cannot be read: “base 600”. "
                "Compare it with the lines around it; texts stand in straight quotes, lists in "
                "[ ], tables in { }."
            ),
        ),
    ),
    Fault(
        "not-toml",
        (put(CITY, 'name_en = "Example City" ', 'name_en = "Example City '),),
        (
            (
                'newtown/city.toml: name_en: Line 7 cannot be read: “name_en = "Example City”. '
                "Compare it with the lines around it; texts stand in straight quotes, lists in "
                "[ ], tables in { }."
            ),
        ),
    ),
    Fault(
        "not-toml-sign",
        (put(SCHEME, '["apology", "volunteering"]', '["apology"，"volunteering"]'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: proof: Line 103 has a full-width sign ， outside "
                "a text. Write , instead."
            ),
        ),
    ),
    Fault(
        "not-toml-sign",
        (put(CITY, 'name_en = "Example City"', "name_en = “Example City”"),),
        (
            (
                "newtown/city.toml: name_en: Line 7 has a full-width sign “ outside a text. Write "
                '" instead.'
            ),
        ),
    ),
    Fault(
        "not-toml-date",
        (put(SCHEME, "effective_on = 2027-01-01", "effective_on = 2027-02-30"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: effective_on: Line 9 has a date that is none or "
                "is written otherwise. Write YYYY-MM-DD, such as 2027-01-01, without quotes."
            ),
        ),
    ),
    Fault(
        "not-toml-number",
        (put(SCHEME, "maximum = 1000", "maximum = 1,000"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: maximum: Line 17 has a number with a unit, a "
                "percent sign or a comma. Write digits only, such as 1000 or 0.5."
            ),
        ),
    ),
    Fault(
        "not-toml-number",
        (put(SCHEME, "at_most = 15", "at_most = 15%"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: at_most: Line 89 has a number with a unit, a "
                "percent sign or a comma. Write digits only, such as 1000 or 0.5."
            ),
        ),
    ),
    Fault(
        "nested-too-deeply",
        (add(CITY, "x = " + "[" * 100_000),),
        (
            (
                "newtown/city.toml: file: This is nested too deeply to be read. Write it as the "
                "other files do."
            ),
        ),
    ),
    Fault(
        "key-twice",
        (put(SCHEME, "base = 600", "base = 600\nbase = 700"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: base: Line 16 states this key a second time. "
                "Keep one of the two."
            ),
        ),
    ),
    Fault(
        "key-twice",
        (add(SCHEME, "\n[scale]\nbase = 700\n"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: scale: Line 180 states this key a second time. "
                "Keep one of the two."
            ),
        ),
    ),
    Fault(
        "key-unknown",
        (put(CITY, "notice_days", "notice_day"),),
        (
            (
                "newtown/city.toml: notice_day: There is no key notice_day here (did you mean "
                "notice_days?). Correct or remove it."
            ),
            (
                "newtown/city.toml: notice_days: The key notice_days is missing. Add it, "
                "as the entries beside it or in `_template` have it."
            ),
        ),
    ),
    Fault(
        "key-unknown",
        (put(SCHEME, "at_most = 15", 'colour = "red"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.colour: There is no key "
                "colour here. Correct or remove it."
            ),
        ),
    ),
    Fault(
        "key-missing",
        (put(CITY, "minimum_age = 18", ""),),
        (
            (
                "newtown/city.toml: minimum_age: The key minimum_age is missing. Add it, "
                "as the entries beside it or in `_template` have it."
            ),
        ),
    ),
    Fault(
        "key-missing",
        (put(SCHEME, 'source = "row 4"\n', ""),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.source: The key source is "
                "missing. Add it, as the entries beside it or in `_template` have it."
            ),
        ),
    ),
    Fault(
        "wrong-type",
        (put(CITY, "minimum_age = 18", 'minimum_age = "eighteen"'),),
        (
            (
                "newtown/city.toml: minimum_age: This must be a whole number, not text. Correct "
                "the value."
            ),
        ),
    ),
    Fault(
        "wrong-type",
        (put(SCHEME, 'proof = ["training"]', 'proof = "training"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.repair.proof: This must be "
                "a list, not text. Correct the value."
            ),
        ),
    ),
    Fault(
        "wrong-type",
        (put(SCHEME, "at_most = 15", 'at_most = "fifteen"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.at_most: This must be a "
                "number, not text. Correct the value."
            ),
        ),
    ),
    Fault(
        "number-out-of-range",
        (put(SCHEME, "at_most = 15", "at_most = inf"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.at_most: This number is "
                "too large, too fine, or none. State a plain number, such as 12.5."
            ),
        ),
    ),
    Fault(
        "not-a-choice",
        (put(SCHEME, 'form = "each"', 'form = "every"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.price.form: “every” is not "
                "one of the choices. Use one of: flat, by-grade, tiers, first-and-further, sliced, "
                "each, each-period, floor, direct-grade."
            ),
        ),
    ),
    Fault(
        "not-a-choice",
        (put(CITY, 'languages = ["zh", "en"]', 'languages = ["zh", "de"]'),),
        (("newtown/city.toml: languages.2: “de” is not one of the choices. Use one of: en, zh."),),
    ),
    Fault(
        "proof-medical",
        (put(SCHEME, 'proof = ["training"]', 'proof = ["blood-donation"]'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: rule.illegal-parking.repair.proof.1: "
                "“blood-donation” is no proof: medical acts never repair a deed. Use one of: "
                "payment, performance, correction, training, volunteering, apology. (charter, "
                "article 4)"
            ),
        ),
    ),
    Fault(
        "date-impossible",
        (put(SCENARIOS, "on = 2027-06-30", 'on = "30 June 2027"'),),
        (
            (
                "newtown/scenarios/2027-01-01.toml: scenario.Sixty hours of volunteering and a "
                "city award.on: This is no date. Write an existing day as YYYY-MM-DD, such as "
                "2019-06-30."
            ),
        ),
    ),
    Fault(
        "input-unreadable",
        (drop(SCHEME), lambda tree: (tree.root / SCHEME).mkdir()),
        (
            (
                "newtown/schemes/2027-01-01.toml: file: The input cannot be read (Is a directory). "
                "Check the name and that you may read it."
            ),
        ),
    ),
    Fault(
        "city-code",
        (put(SCHEME, 'city = "newtown"', 'city = "_template"'),),
        (
            (
                "newtown/schemes/2027-01-01.toml: city: This says _template, but the folder is "
                "called newtown. Make them the same."
            ),
        ),
    ),
    Fault(
        "file-name-date",
        (move(SCHEME, "newtown/schemes/2027-1-1.toml"),),
        (
            (
                "newtown/schemes/2027-1-1.toml: file name: The file's name must be the scheme's "
                "first day, such as 2027-01-01.toml. Rename the file."
            ),
        ),
    ),
    Fault(
        "effective-on",
        (put(SCHEME, "effective_on = 2027-01-01", "effective_on = 2028-01-01"),),
        (
            (
                "newtown/schemes/2027-01-01.toml: effective_on: This says 2028-01-01, but "
                "the file is named after 2027-01-01. Make them the same."
            ),
        ),
    ),
    Fault(
        "scheme-missing",
        (drop(SCHEME), drop(SCENARIOS)),
        (("newtown/schemes: file: The city has no scheme. Add one in its folder `schemes`."),),
    ),
    Fault(
        "path-missing",
        (),
        (
            (
                "newtwon: path: There is no such file or folder. Name a folder of cities, a city's "
                "folder or its file."
            ),
        ),
        path="newtwon",
    ),
    Fault(
        "city-missing",
        (lambda tree: (tree.root / "empty").mkdir(),),
        (("empty: path: No city is here. A city is a folder with a file city.toml."),),
        path="empty",
    ),
    Fault(
        "city-missing",
        (drop(CITY),),
        (("city_configs: path: No city is here. A city is a folder with a file city.toml."),),
    ),
)
