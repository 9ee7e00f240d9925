"""Counting numbers as word processors print them: 3 → 三, iii, Ⅲ, c, ③, 丙 …

>>> printed(12, "chineseCountingThousand"), printed(12, "lowerRoman"), printed(28, "upperLetter")
('十二', 'xii', 'BB')
>>> printed(105, "chineseCountingThousand"), printed(105, "chineseLegalSimplified")
('一百零五', '壹佰零伍')
"""

from __future__ import annotations

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_GANADA = "가나다라마바사아자차카타파하"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟万")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬")
_PLAIN = ("零一二三四五六七八九", "十百千万")
_TAIWAN = ("零一二三四五六七八九", "十百千萬")


def han(value: int, digits: str = _PLAIN[0], units: str = _PLAIN[1], *, keeps_one: bool = False) -> str:
    """A number in Chinese words: 15 → 十五 (一十五 when the leading one is kept), 1002 → 一千零二."""
    if value >= 10_000:
        rest = value % 10_000
        gap = digits[0] if 0 < rest < 1000 else ""
        tail = han(rest, digits, units, keeps_one=True) if rest else ""
        return han(value // 10_000, digits, units) + units[3] + gap + tail
    written = ""
    for place, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = value // place % 10
        if digit:
            written += digits[digit] + unit
        elif written and not written.endswith(digits[0]):
            written += digits[0]
    written = written.rstrip(digits[0]) or digits[0]
    short = digits[1] + units[0]
    return written[1:] if written.startswith(short) and not keeps_one else written


def han_digits(value: int, zero: str = "〇") -> str:
    """A number digit by digit: 105 → 一〇五."""
    return "".join((zero + "一二三四五六七八九")[int(digit)] for digit in str(value))


def chinese_counting(value: int) -> str:
    """Words below a hundred, digits from there on (ECMA-376 part 1, 17.18.59)."""
    return han(value) if value < 100 else han_digits(value, "○")


def roman(value: int) -> str:
    """A small Roman numeral."""
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (value // worth)
        value %= worth
    return written + _ROMAN_ONES[value]


def letters(value: int) -> str:
    """a … z, aa, bb …: word processors repeat the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def of(signs: str) -> Callable[[int], str]:
    """Counting through a row of signs, and over again."""
    return lambda value: signs[(value - 1) % len(signs)]


def within(first: str, last: int) -> Callable[[int], str]:
    """Signs that stand in a row in Unicode (①…⑳), digits beyond the last."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else str(value)


def circled(value: int) -> str:
    """① … ⑳, ㉑ … ㊿, digits beyond."""
    for low, high, first in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if low <= value <= high:
            return chr(ord(first) + value - low)
    return str(value)


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 11th …"""
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def wide(value: int) -> str:
    """Full-width digits."""
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


#: The number formats of WordprocessingML (ECMA-376 part 1, 17.18.59 ST_NumberFormat) that print a number.
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": lambda value: roman(value).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerLetter": letters,
    "ordinal": ordinal,
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": chinese_counting,
    "chineseCountingThousand": han,
    "chineseLegalSimplified": lambda value: han(value, *_LEGAL_SIMPLIFIED, keeps_one=True),
    "ideographLegalTraditional": lambda value: han(value, *_LEGAL_TRADITIONAL, keeps_one=True),
    "taiwaneseCounting": chinese_counting,
    "taiwaneseCountingThousand": lambda value: han(value, *_TAIWAN),
    "taiwaneseDigital": lambda value: han_digits(value, "○"),
    "japaneseCounting": lambda value: han(value).replace("零", ""),
    "japaneseDigitalTenThousand": han_digits,
    "japaneseLegal": lambda value: han(value, "〇壱弐参四伍六七八九", "拾百阡万", keeps_one=True),
    "koreanDigital": lambda value: "".join("영일이삼사오육칠팔구"[int(digit)] for digit in str(value)),
    "koreanDigital2": lambda value: "".join("零一二三四五六七八九"[int(digit)] for digit in str(value)),
    "ideographDigital": han_digits,
    "ideographTraditional": of(_STEMS),
    "ideographZodiac": of(_BRANCHES),
    "ideographZodiacTraditional": lambda value: _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12],
    "ideographEnclosedCircle": within("㊀", 10),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": within("⒈", 20),
    "decimalEnclosedParen": within("⑴", 20),
    "decimalFullWidth": wide,
    "decimalFullWidth2": wide,
    "aiueo": of(_AIUEO),
    "aiueoFullWidth": of(_AIUEO),
    "iroha": of(_IROHA),
    "irohaFullWidth": of(_IROHA),
    "ganada": of(_GANADA),
    "arabicAlpha": of(_ARABIC),
    "arabicAbjad": of(_ABJAD),
    "russianLower": of(_CYRILLIC),
    "russianUpper": of(_CYRILLIC.upper()),
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def printed(value: int, style: str) -> str:
    """The number in a format of `FORMATS`; in digits when the format is not known or does not reach the number."""
    return FORMATS.get(style, str)(value) if value > 0 else ("" if style in ("none", "bullet") else str(value))
