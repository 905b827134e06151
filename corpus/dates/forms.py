"""numbered(): the many ways in which systems write a day and an hour, as "17/3/2021 16:00", which is read from there.

WordPress and Joomla write months in words, in Vietnamese or English; browsers shorten them ("17 thg 3, 2021"); forums
write the month first; and "4:00 chiều" is how a Vietnamese says 4 PM. Only for places that hold a day and little else:
in running text, "12/27/2012" is a misprint.
"""

from __future__ import annotations

import re

from corpus.text import plain_dashes

MONTHS = {name: number for number, names in enumerate((
    "giêng,một,january,jan", "hai,february,feb", "ba,march,mar", "tư,april,apr", "năm,may", "sáu,june,jun",
    "bảy,bẩy,july,jul", "tám,august,aug", "chín,september,sept,sep", "mười,october,oct", "mười một,november,nov",
    "mười hai,chạp,december,dec"), 1) for name in names.split(",")}
LONGEST_FIRST = sorted((name.replace(" ", r"\s+") for name in MONTHS), key=len, reverse=True)
ENGLISH = "|".join(name for name in LONGEST_FIRST if name.isascii() and name not in ("hai", "ba"))
# "năm" is both five and year, so a Vietnamese name counts only behind "tháng"; "Th3" is a month, "Th 3" a Tuesday.
MONTH = (r"(?:(?:tháng\s*|thg\.?\s*|th(?=\d))(?P<month>\d{1,2}|" + "|".join(LONGEST_FIRST) + r")"
         rf"|(?P<english>{ENGLISH}))\b")
ORDINAL = r"(?:st|nd|rd|th)?"
# "12 Tháng Mười, 2020", "12 Tháng 2 2019", "17 thg 3, 2021", "09-Apr-2020", "9th of April, 2020"
DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}}){ORDINAL}[\s.,/-]{{1,3}}(?:of\s+)?{MONTH}[\s.,/-]{{0,3}}(?:năm\s+)?"
                       r"(?P<year>\d{4})\b", re.IGNORECASE)
# "9-Apr-20", as Oracle prints it
SHORT_NAMED = re.compile(rf"\b(?P<day>\d{{1,2}})-(?P<english>{ENGLISH})-(?P<year>\d\d)(?![\w-])", re.IGNORECASE)
# "Tháng Ba 19, 2019", "March 19, 2019", "Th3 17, 2021", "April 9th, 2020", "Apr 9 2020"
MONTH_FIRST = re.compile(rf"\b{MONTH}[\s.,-]{{1,3}}(?P<day>\d{{1,2}}){ORDINAL}(?:,\s*|\s+|-)(?P<year>\d{{4}})\b",
                         re.IGNORECASE)
# "2020-Apr-09"
YEAR_FIRST = re.compile(rf"\b(?P<year>\d{{4}})[\s/-]{MONTH}[\s/-](?P<day>\d{{1,2}})\b", re.IGNORECASE)
# "12-27-2012": no month has the number 27, so the month stands first.
AMERICAN = re.compile(r"(?<![\d/.-])(?P<month>0?[1-9]|1[0-2])(?P<mark>[/.-])(?P<day>1[3-9]|2\d|3[01])(?P=mark)"
                      r"(?P<year>\d{4})(?![/.-]?\d)")
# "05/04/19 14:04" as Liferay prints it: only where nothing else stands in the line but a label.
SHORT_YEAR = re.compile(r"^(?P<before>[^\d]{0,30}\d{1,2}/\d{1,2}/)(?P<year>\d\d)(?=$|[ ,]+\d{1,2}:\d\d\b[^/]*$)")
# What a browser's Vietnamese locale and forums write behind the clock.
HALVES = {"sáng": 0, "trưa": 12, "chiều": 12, "tối": 12, "đêm": 12}
CLOCK = re.compile(r"\b(?P<hour>1[0-2]|0?\d)(?:\s?[:.hg]\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?|\s?(?:h|giờ)(?:\s?"
                   r"(?P<more>[0-5]\d)(?!\d))?(?:\s?phút)?)\s?(?P<half>sáng|trưa|chiều|tối|đêm)\b", re.IGNORECASE)
HINT = re.compile(r"[^\W\d_]{2}|\d\d?[/.-](?:1[3-9]|2\d|3[01])[/.-]\d{4}|/\d\d(?!\d)")


def numbered(text: str) -> str:
    """The text with days as day/month/year and clocks in 24 hours; all other text as it stands.

    >>> [numbered(t) for t in ("12 Tháng Mười, 2020", "March 19, 2019", "Thứ ba, 12 Tháng 2 2019 07:30")]
    ['12/10/2020', '19/3/2019', 'Thứ ba, 12/2/2019 07:30']
    >>> [numbered(t) for t in ("17 thg 3, 2021", "Th3 17, 2021", "09-Apr-2020", "April 9th, 2020", "12-27-2012")]
    ['17/3/2021', '17/3/2021', '09/4/2020', '9/4/2020', '27/12/2012']
    >>> numbered("09-Apr-20 16:05")
    '09/4/2020 16:05'
    >>> [numbered(t) for t in ("24/12/2012 4:00 chiều", "12:05 sáng 24/12/2012", "Kỳ họp thứ 19 năm 2019")]
    ['24/12/2012 16:00', '00:05 24/12/2012', 'Kỳ họp thứ 19 năm 2019']
    """
    text = plain_dashes(text)
    if not HINT.search(text):
        return text
    for form in (YEAR_FIRST, DAY_FIRST, MONTH_FIRST):
        text = form.sub(write_day, text)
    text = SHORT_NAMED.sub(write_short, text)
    text = AMERICAN.sub(r"\g<day>/\g<month>/\g<year>", text)
    text = CLOCK.sub(write_clock, text)
    return SHORT_YEAR.sub(r"\g<before>20\g<year>", text)


def write_day(found: re.Match[str]) -> str:
    """A day whose month was found by its name or its number."""
    name = " ".join((found["month"] or found["english"]).lower().split())
    month = name if name.isdigit() else MONTHS.get(name)  # re takes ı for i and ſ for s; a table does not
    return f"{found['day']}/{month}/{found['year']}" if month else found[0]


def write_short(found: re.Match[str]) -> str:
    """A day of this century, of whose year two digits stand there."""
    month = MONTHS.get(found["english"].lower())
    return f"{found['day']}/{month}/20{found['year']}" if month else found[0]


def write_clock(found: re.Match[str]) -> str:
    """A clock of twelve hours, as one of twenty-four: "12:15 trưa" is noon, "12:15 đêm" and "12:15 sáng" midnight."""
    hour, half = int(found["hour"]), found["half"].lower().replace("ſ", "s")  # which re takes for one
    if half in ("sáng", "đêm") and hour == 12:
        hour = 0
    elif HALVES[half] and hour < 12 and not (half == "đêm" and hour < 6) and not (half == "trưa" and hour > 9):
        hour += HALVES[half]
    return f"{hour:02}:{found['minute'] or found['more'] or '00'}"
