"""Why a cell of ours and what LibreOffice shows of it differ: the classes of tests/corpus-differences.tsv, each a rule
about the kind of value, the class of its format and the two texts; the first one that holds counts."""
import re
from decimal import Decimal, InvalidOperation

import stored

# LibreOffice names errors in the language of its menus, which may not be Italian.
ERRORS = {"#N/A": "#N/D", "#VALUE!": "#VALORE!", "#REF!": "#RIF!", "#NAME?": "#NOME?", "#NULL!": "#NULLO!"}
MOMENTS = ("date", "duration")


def plain(text):
    """The number that a text in Italian shows without thousands, or None."""
    try:
        return Decimal(text.strip().replace(",", ".")) if "." not in text else None
    except InvalidOperation:
        return None


def is_value(d, text, digits=14):
    shown = plain(text)
    if shown is None or d.cell.kind not in ("number", "date", "duration", "boolean"):
        return False
    value = Decimal(d.cell.value)
    return abs(shown - value) <= abs(value) * Decimal(10) ** -digits


def squeezed(text):
    return re.sub(r"\s+", "", text)


def without_half_days(text):
    return re.sub(r"\s*([ap])\.?m?\.?(?![a-z])", lambda m: m.group(1).upper(), text, flags=re.I)


def clock(text):
    """(the text around a time, the time in units of its last field), or None."""
    match = re.search(r"\d+(?::\d+)*(?:,\d+)?\s*(?:[AP]M?|[ap]\.m\.)?\s*$|\d+(?::\d+)+(?:,\d+)?", text)
    if not match:
        return None
    fields = re.findall(r"\d+", match.group().split(",")[0])
    units = 0
    for field in fields:
        units = units * 60 + int(field)
    fraction = re.search(r",(\d+)", match.group())
    if fraction:
        units = units * 10 ** len(fraction.group(1)) + int(fraction.group(1))
    return units


def nothing_read(d):
    return d.shown is None


def blanks(d):
    return d.cell.kind != "text" and squeezed(d.cell.display) == squeezed(d.shown)


def blanks_of_text(d):
    return d.cell.kind == "text" and squeezed(d.cell.display) == squeezed(d.shown)


def boolean_as_number(d):
    return d.cell.kind == "boolean" and d.shown == d.cell.value


def general_digits(d):
    return d.cell.format == "general" and is_value(d, d.shown)


def sign_of_condition(d):
    return d.cell.kind == "number" and (d.cell.display == "-" + d.shown or d.shown == "-" + d.cell.display)


def iso_date(d):
    if not d.path.lower().endswith((".xlsx", ".xlsm")):
        return False
    if d.cell.kind == "text":
        return re.match(r"\d{4}-\d\d-\d\d$", d.cell.value) is not None and plain(d.shown) is not None
    return d.cell.kind in MOMENTS and (is_value(d, d.shown) or re.match(r"\d{4,}-\d\d-\d\dT", d.shown) is not None or
                                       d.cell.display == d.shown + ":00")


def before_march_1900(d):
    return d.cell.kind == "date" and 0 <= Decimal(d.cell.value) < 61


def outside_calendar(d):
    return d.cell.kind in MOMENTS and (Decimal(d.cell.value) < 0 or Decimal(d.cell.value) >= 2958466)


def seconds_cut(d):
    if d.cell.kind not in MOMENTS:
        return False
    ours, theirs = clock(d.cell.display), clock(d.shown)
    return ours is not None and theirs is not None and (ours - theirs) % 60 == 1


def half_day(d):
    return d.cell.kind in MOMENTS and without_half_days(d.cell.display) == without_half_days(d.shown)


def long_date(d):
    return d.cell.kind == "date" and re.sub(r" 0(\d) ", r" \1 ", d.shown) == d.cell.display


def letters_of_dates(d):
    return d.cell.kind == "date" and re.search(r"\bQ|ggge", d.cell.display) is not None


def format_of_ods(d):
    return d.cell.kind in MOMENTS and d.path.lower().endswith(".ods")


def other_separators(d):
    return d.cell.kind == "number" and d.shown == d.cell.display.translate(str.maketrans(",.", ".,"))


def other_digits(d):
    return d.cell.kind == "number" and any(0x660 <= ord(c) <= 0x66c or 0x6f0 <= ord(c) <= 0x6f9 for c in d.shown)


def currency_of_ods(d):
    digits = re.sub(r"[^\d,]", "", d.shown).replace(",", ".")
    return (d.cell.format == "currency" and d.path.lower().endswith(".ods") and digits not in ("", ".") and
            abs(Decimal(digits) - abs(Decimal(d.cell.value))) < Decimal("0.001"))


def format_not_understood(d):
    return d.cell.format != "general" and is_value(d, d.shown)


def damaged_value(d):
    return d.cell.kind == "text" and not d.formula and d.shown in ("", "0", "00:00:00", "30/12/1899 00:00")


def escapes_of_results(d):
    unescaped = re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m.group(1), 16)), d.shown)
    return d.cell.kind == "text" and unescaped != d.shown and squeezed(unescaped) == squeezed(d.cell.display)


def pivot_table(d):
    return d.pivot


def no_value_in_file(d):
    return d.formula and d.cell.kind in ("formula", "")


def computed_anew(d):
    return d.formula and stored.is_in_file(d.path, d.sheet, *d.place, d.cell)


def unverified(d):
    return d.formula and stored.is_in_file(d.path, d.sheet, *d.place, d.cell) is None


def nul(d):
    return d.shown == "\0"


# (class, rule, whether both show the same value, or a third reader finds ours in the file)
RULES = [
    ("nothing-read", nothing_read, False),
    ("pivot-table", pivot_table, False),
    ("blanks", blanks, True),
    ("blanks-of-text", blanks_of_text, True),
    ("boolean-as-number", boolean_as_number, True),
    ("sign-of-condition", sign_of_condition, True),
    ("general-digits", general_digits, True),
    ("iso-date", iso_date, True),
    ("before-march-1900", before_march_1900, False),
    ("outside-calendar", outside_calendar, False),
    ("seconds-cut", seconds_cut, True),
    ("half-day", half_day, True),
    ("long-date", long_date, True),
    ("letters-of-dates", letters_of_dates, True),
    ("format-of-ods", format_of_ods, True),
    ("other-separators", other_separators, True),
    ("other-digits", other_digits, True),
    ("currency-of-ods", currency_of_ods, True),
    ("format-not-understood", format_not_understood, True),
    ("damaged-value", damaged_value, False),
    ("escapes-of-results", escapes_of_results, True),
    ("no-value-in-file", no_value_in_file, False),
    ("computed-anew", computed_anew, True),
    ("unverified", unverified, False),
    ("nul", nul, False),
]
SAME_VALUE = {name: same for name, _, same in RULES}


def classify(difference):
    for name, rule, _ in RULES:
        if rule(difference):
            return name
    return "unknown"
