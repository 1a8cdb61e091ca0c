"""Whether a cell of ours and what LibreOffice shows of it agree, and why they differ: the classes of
tests/corpus-differences.tsv.

The rule: texts and errors agree letter by letter. Numbers agree as shown; in format General, where LibreOffice writes all
digits, if they are our value's, and in eleven characters what we show. Dates, times, durations (moments.py) and booleans
agree by value.

A class is a test of the kind of value, the class of its format and the two texts; the first one that holds counts. Where it
is LibreOffice that does not show what the file holds, a third reader must find ours in it."""
import collections
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import moments
import stored

# LibreOffice names errors in the language of its menus, which may not be Italian.
ERRORS = {"#N/A": "#N/D", "#VALUE!": "#VALORE!", "#REF!": "#RIF!", "#NAME?": "#NOME?", "#NULL!": "#NULLO!"}
MOMENTS = ("date", "duration")
LEAST_DOUBLE = Decimal("5E-324")  # and the step between the smallest, which have fewer digits
TRUTH = {"1": "1", "TRUE": "1", "VERO": "1", "VRAI": "1", "31/12/1899": "1",
         "0": "0", "FALSE": "0", "FALSO": "0", "FAUX": "0", "30/12/1899": "0"}

# `agrees`: by the rule; `confirmed`: a third reader is asked.
Class = collections.namedtuple("Class", "name holds agrees confirmed")


def plain(text):
    """The number that a text in Italian shows without thousands, or None."""
    try:
        number = Decimal(text.strip().replace(",", ".")) if "." not in text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def is_value(d, text, digits=14):
    shown = plain(text)
    if shown is None or d.cell.kind not in ("number", "date", "duration", "boolean"):
        return False
    value = Decimal(d.cell.value)
    return abs(shown - value) <= max(abs(value) * Decimal(10) ** -digits, LEAST_DOUBLE)


def rounded(number, places):
    """In Italian, without zeros at the end."""
    text = "{:.{}f}".format(number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), places)
    return text.rstrip("0").rstrip(".").replace(".", ",") if places else text


def as_general(number):
    """A number in the eleven characters of Excel's General: ten digits, nine decimals, or six digits and a power."""
    size = number.adjusted() if number else 0
    if size >= 0 and abs(number) < Decimal("99999999999.5"):
        return rounded(number, max(9 - size, 0))
    if -4 <= size < 0 or size < 0 and number.as_tuple().exponent >= -9:
        return rounded(number, 9)
    six = number.scaleb(5 - size).quantize(Decimal(1), ROUND_HALF_UP)
    size += six.adjusted() - 5
    return "%sE%s%02d" % (rounded(six.scaleb(-six.adjusted()), 5), "-" if size < 0 else "+", abs(size))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def boolean_as_number(d):
    return d.cell.kind == "boolean" and TRUTH.get(d.shown) == d.cell.value


def general_digits(d):
    return (d.cell.kind == "number" and d.cell.format == "general" and is_value(d, d.shown) and
            as_general(plain(d.shown)) == d.cell.display)


def moment(d):
    return d.cell.kind in MOMENTS and moments.agree(d.cell.value, d.cell.display, d.shown)


def before_march_1900(d):
    return moment(d) and d.cell.kind == "date" and 0 <= Decimal(d.cell.value) < 61


def outside_calendar(d):
    return moment(d) and not d.cell.display.strip("#")


def half_day(d):
    return moment(d) and moments.tokens(d.cell.display) == moments.tokens(d.shown)


def long_date(d):
    return moment(d) and re.sub(r" 0(\d) ", r" \1 ", d.shown) == d.cell.display


def hours_beside_elapsed(d):
    return d.cell.format == "duration" and re.sub(r"^(-?)\d\d", r"\g<1>00", d.cell.display) == d.shown


def negative_time(d):
    return d.cell.kind in MOMENTS and Decimal(d.cell.value) < 0


def blanks(d):
    return d.cell.kind not in ("text", "") and d.cell.display.split() == d.shown.split()


def blanks_of_text(d):
    return d.cell.kind == "text" and squeezed(d.cell.display) == squeezed(d.shown)


def sign_of_condition(d):
    return (d.cell.kind == "number" and d.cell.format == "general" and
            d.shown in ("-" + d.cell.display, d.cell.display.removeprefix("-")))


def iso_date(d):
    if not d.path.lower().endswith((".xlsx", ".xlsm")):
        return False
    if d.cell.kind == "text":
        return re.match(r"\d{4}-\d\d-\d\d$", d.cell.value) is not None and plain(d.shown) is not None
    return d.cell.kind in MOMENTS and (is_value(d, d.shown) and plain(d.shown) > 60 or
                                       re.match(r"\d{4,}-\d\d-\d\dT", d.shown) is not None or
                                       d.cell.display == d.shown + ":00")


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


def no_value_in_file(d):
    return d.formula and d.cell.kind in ("formula", "")


def computed_anew(d):
    return d.formula


def nul(d):
    return d.shown == "\0"


CLASSES = [
    Class("boolean-as-number", boolean_as_number, True, False),
    Class("general-digits", general_digits, True, False),
    Class("before-march-1900", before_march_1900, True, False),
    Class("outside-calendar", outside_calendar, True, False),
    Class("half-day", half_day, True, False),
    Class("long-date", long_date, True, False),
    Class("seconds-cut", moment, True, False),
    Class("blanks", blanks, False, False),
    Class("blanks-of-text", blanks_of_text, False, True),
    Class("hours-beside-elapsed", hours_beside_elapsed, False, False),
    Class("negative-time", negative_time, False, False),
    Class("sign-of-condition", sign_of_condition, False, False),
    Class("iso-date", iso_date, False, False),
    Class("letters-of-dates", letters_of_dates, False, False),
    Class("format-of-ods", format_of_ods, False, False),
    Class("other-separators", other_separators, False, False),
    Class("other-digits", other_digits, False, False),
    Class("currency-of-ods", currency_of_ods, False, False),
    Class("format-not-understood", format_not_understood, False, False),
    Class("damaged-value", damaged_value, False, True),
    Class("escapes-of-results", escapes_of_results, False, True),
    Class("no-value-in-file", no_value_in_file, False, True),
    Class("computed-anew", computed_anew, False, True),
    Class("nul", nul, False, False),
]


AGREEING = {one.name for one in CLASSES if one.agrees}


def classify(d):
    """(class, do they agree by the rule); a sheet that LibreOffice does not read, and what the third reader finds otherwise,
    are of no class."""
    for one in CLASSES:
        if d.shown is not None and one.holds(d):
            if one.confirmed:
                found = stored.is_in_file(d.path, d.sheet, *d.place, d.cell)
                return one.name if found else "unknown" if found is False else "unverified", False
            return one.name, one.agrees
    return "unknown", False
