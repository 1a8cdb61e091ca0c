"""Dates, times and durations by value: does a text show the value, to the precision that it shows?

A text is cut into numbers, words and what stands between them. Excel and we round a value to the last field shown,
LibreOffice cuts it off; before March 1900 its calendar is another one, and it has dates before 1900."""
import datetime
import math
import re
from fractions import Fraction

MONTHS = ("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
          "january february march april may june july august september october november december")
DAYS = ("domenica lunedì martedì mercoledì giovedì venerdì sabato",
        "sunday monday tuesday wednesday thursday friday saturday")
FIFTEEN_DIGITS = Fraction(5, 10 ** 15)  # the file's value may be less by so much than the one that `dump` prints
# the last field shown, in parts of a day
PRECISIONS = [Fraction(1), Fraction(24), Fraction(1440)] + [Fraction(86400 * 10 ** places) for places in range(4)]
FIRST_OF_EXCEL, LAST_OF_EXCEL = 0, 2958466
TOKEN = re.compile(r"\d+|[^\W\d_]+")


def date_of_office(day):
    """(year, month, day, day of the week), proleptic Gregorian, for any day counted from 30 December 1899."""
    cycles, rest = divmod(day + datetime.date(1899, 12, 30).toordinal() - 1, 146097)
    date = datetime.date.fromordinal(rest + 1)
    return date.year + 400 * cycles, date.month, date.day, date.isoweekday() % 7


def date_of_excel(day):
    """The same for Excel, where 1900 begins with a day 0 and has a 29 February; None for what it does not show."""
    if not FIRST_OF_EXCEL <= day < LAST_OF_EXCEL:
        return None
    if day > 60:
        return date_of_office(day)
    return (1900, *((2, day - 31) if day > 31 else (1, day)), (day - 1) % 7)


def named(word, index, languages):
    """Is the word the name with this index, whole or cut short?"""
    return any(language.split()[index].startswith(word.lower()) for language in languages)


class Fields:
    """What can be shown of a moment: days and `units` of which `precision` make a day."""

    def __init__(self, value, precision, rounded, date_of):
        units = value * precision
        whole = math.floor(units + Fraction(1, 2)) if rounded else math.floor(units)
        elapsed = math.floor(abs(units) + (Fraction(1, 2) if rounded else 0))
        day, rest = divmod(Fraction(whole) / precision, 1)
        self.date = date_of(int(day))
        second = rest * 86400
        hour, minute = int(second // 3600), int(second // 60 % 60)
        self.numbers = {"hour": hour, "hour of 12": (hour + 11) % 12 + 1, "hour of 12 from 0": hour % 12, "minute": minute,
                        "second": int(second % 60)}
        for name, parts in (("hours", 24), ("minutes", 1440), ("seconds", 86400)):
            self.numbers[name] = int(Fraction(elapsed) / precision * parts)
        self.parts = "%03d" % int(second % 1 * 1000)
        if self.date:
            year, month, day, self.weekday = self.date
            self.numbers.update({"year": year, "year of century": year % 100, "month": month, "day": day})
        self.afternoon = hour >= 12

    def shown_by(self, token):
        """The names of the fields that the token can be, of two that stand together for digits in a row."""
        if token.isdigit():
            found = {name for name, number in self.numbers.items() if number == int(token)}
            found |= {"parts"} if self.parts.startswith(token) else set()
            for i in range(1, len(token)):
                found |= {first + ", " + second for first in self.numbers if self.numbers[first] == int(token[:i])
                          for second in self.numbers if self.numbers[second] == int(token[i:])}
            return found
        found = {"half"} if token.lower() in (("p", "pm") if self.afternoon else ("a", "am")) else set()
        if self.date:
            found |= {"month"} if named(token, self.date[1] - 1, MONTHS) else set()
            found |= {"weekday"} if named(token, self.weekday, DAYS) else set()
        return found


def tokens(text):
    """([number or word], what stands between them); half-days in one writing."""
    text = re.sub(r"(?<![^\W\d_])([ap])\.m\.", r"\1m", text.lower())
    return TOKEN.findall(text), re.sub(r"\s+", "", TOKEN.sub("#", text))


def cut_off(value):
    """The fields that LibreOffice can show."""
    return [(precision, Fields(exact, precision, False, date_of_office))
            for precision in PRECISIONS for exact in (value, value - abs(value) * FIFTEEN_DIGITS)]


def shown_alike(value, ours, theirs):
    """Do both texts show the value, field by field in the same places, ours rounded and theirs cut off?"""
    (our_tokens, our_rest), (their_tokens, their_rest) = tokens(ours), tokens(theirs)
    if our_rest != their_rest or len(our_tokens) != len(their_tokens):
        return False
    for precision, cut in cut_off(value):
        rounded = Fields(value, precision, True, date_of_excel)
        if all(our == their or rounded.shown_by(our) & cut.shown_by(their) for our, their in zip(our_tokens, their_tokens)):
            return True
    return False


def shown_by_office(value, theirs):
    """Is each number and word of LibreOffice's text a field of the value?"""
    return any(all(cut.shown_by(token) for token in tokens(theirs)[0]) for _, cut in cut_off(value))


def agree(value, ours, theirs):
    """Do both show the value? `ours` is ### where Excel has no such date."""
    exact = Fraction(value)
    if ours and not ours.strip("#"):
        return not FIRST_OF_EXCEL <= exact < LAST_OF_EXCEL and bool(theirs.strip()) and shown_by_office(exact, theirs)
    return shown_alike(exact, ours, theirs)
