"""What somebody may send who means no good, or whose keyboard, clipboard or program is not ours; by what it is."""

from datetime import timedelta

from django.utils import timezone

from casework.common.workdays import local_date

MARK = "<script>alert(1)</script>"
TOMORROW = (local_date(timezone.now()) + timedelta(days=1)).isoformat()
LONG = "a" * 10 * 1024 * 1024

TEXTS = {
    "a NUL": "Al\0i",
    "half a letter": "Ali\ud800",
    "nothing to be seen": "\u200b\u200d\ufeff\u2060",
    "a name turned around": "Ali\u202egpj.exe",
    "letters put together": "Jose\u0301",
    "letters of two scripts": "Аnna",
    "two hundred letters": "я" * 200,
    "five thousand letters": "ж" * 5000,
    "ten million letters": LONG,
    "an apostrophe and a hyphen": "O'Neil-ñ",
    "a word of programs": "Null",
    "a script": MARK,
    "a template": "{{7*7}}{% now 'Y' %}",
    "a link that runs": "javascript:alert(1)",
    "an end of a query": "' OR 1=1--",
    "wildcards": "%_\\",
    "a line more": "Ali\nSet-Cookie: a=b",
    "a formula": '=HYPERLINK("http://evil.example","x")',
}
NUMBERS = {
    "two to the sixty-third": str(2**63),
    "two to the fortieth": str(2**40),
    "less than nothing": "-1",
    "minus zero": "-0",
    "digits of another script": "١٢٣",
    "digits with a line between": "1_000",
    "a number with an exponent": "1e3",
    "a number beyond all sizes": "1E+1000000",
    "no number": "NaN",
    "five thousand digits": "9" * 5000,
}
DAYS = {
    "a day of two readings": "03/04/2026",
    "a day that is none": "31/02/2026",
    "a day that is none, by ISO": "2026-02-31",
    "the first year": "0001-01-01",
    "the last year": "9999-12-31",
    "tomorrow": TOMORROW,
    "an unknown day": "--",
}
ALL = TEXTS | NUMBERS | DAYS

TOO_LONG = "ten million letters"
UNREADABLE = {"a NUL", "half a letter", TOO_LONG}
REFUSED_AS_NUMBER = set(ALL) - {"digits of another script"}
REFUSED_AS_DAY = set(ALL) - {"tomorrow", "nothing to be seen"}
