"""Families for demonstrations. Nobody in here is real.

Names are drawn at random from lists of common ones, dates and numbers are made up, papers carry numbers that begin with
GEN, telephones cannot be dialled, and every person is marked as generated. An IIN that is given is valid by its check
digit; should somebody bear it, that is chance. The same seed gives the same families.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from casework.people.rules import (
    BirthDate,
    ContactFacts,
    DocumentFacts,
    FamilyFacts,
    MemberFacts,
    NameFacts,
    PersonFacts,
    check_digit,
)

ON = date(2025, 9, 1)
COUNTRIES = {"CN": 30, "MN": 25, "UZ": 20, "TM": 8, "RU": 6, "TR": 4, "IR": 4, "AF": 3}  # share of families, percent
BIRTH_PLACES = {
    "CN": ("Altay", "Tacheng", "Yining"), "MN": ("Ölgii", "Khovd", "Nalaikh"), "UZ": ("Nukus", "Gazalkent", "Tamdy"),
    "TM": ("Turkmenbashi", "Dashoguz"), "RU": ("Omsk", "Orenburg", "Kosh-Agach"), "TR": ("Istanbul", "Salihli"),
    "IR": ("Gorgan", "Bandar Torkaman"), "AF": ("Kunduz", "Mazar-i-Sharif"),
}  # fmt: skip
SURNAMES = (
    "Қабдолла", "Сәдуақас", "Нұрпейіс", "Әбілқасым", "Бейсенбі", "Жанәбіл", "Төлеген", "Мұқай", "Шәкір", "Омар",
    "Бердібай", "Тілеуберді", "Қожахмет", "Ысқақ", "Құсайын", "Рахымбай", "Сейітқазы", "Амантай", "Дәулетбек", "Уәли",
    "Ахметжан", "Оразбай", "Көшербай", "Нығмет", "Сәрсенбі", "Тоқтасын", "Ералы", "Жақсылық", "Әбдіқадыр", "Исабек",
    "Молдабай", "Қалиасқар", "Байжан", "Бекболат", "Зейнолла", "Құрманғали", "Мәмет", "Нәсіпхан", "Өмірзақ", "Разбек",
    "Солтанбек", "Тұрсынхан", "Үмбетәлі", "Халел", "Ыбырай", "Асанхан", "Баймұрат", "Дәркен", "Есімхан", "Жәнібек",
    "Қайролда", "Мырзахан", "Сейдахмет", "Төлеубай", "Әділхан", "Бөкей", "Ғазез", "Игілік", "Кемелхан", "Оңдасын",
)  # fmt: skip
MEN = (
    "Нұрлан", "Серік", "Ерлан", "Қуаныш", "Бауыржан", "Марат", "Асқар", "Дәурен", "Жасұлан", "Мейрам", "Талғат",
    "Алмас", "Әділ", "Санжар", "Арман", "Тілек", "Берік", "Ғалым", "Олжас", "Ислам", "Айбек", "Болат", "Ғани", "Дархан",
    "Ержан", "Жанат", "Қайрат", "Мұрат", "Нұржан", "Рүстем", "Самат", "Тимур", "Хамит", "Шыңғыс", "Ерғали", "Бекзат",
    "Азамат", "Еркін", "Мақсат", "Сырым",
)  # fmt: skip
WOMEN = (
    "Айгүл", "Гүлнар", "Жанар", "Сәуле", "Айнұр", "Бақыт", "Мөлдір", "Роза", "Әсел", "Күлән", "Назгүл", "Динара",
    "Шынар", "Перизат", "Ақмарал", "Жұлдыз", "Меруерт", "Індира", "Тоты", "Ұлжан", "Алма", "Ботагөз", "Гауһар", "Дана",
    "Ерке", "Жазира", "Зере", "Қарлығаш", "Ләззат", "Мадина", "Нұргүл", "Самал", "Толқын", "Фатима", "Шолпан", "Ырысты",
    "Әсем", "Бибігүл", "Еңлік", "Райхан",
)  # fmt: skip
LATIN = dict(zip(
    "аәбвгғдежзийкқлмнңоөпрстуұүфхһшыіьъ",
    ["a", "a", "b", "v", "g", "g", "d", "e", "zh", "z", "i", "i", "k", "k", "l", "m", "n", "n", "o", "o", "p", "r", "s",
     "t", "u", "u", "u", "f", "kh", "h", "sh", "y", "i", "", ""],
    strict=True,
))  # fmt: skip
LATIN_OF = {"MN": {"ж": "j", "у": "w"}, "UZ": {"қ": "q", "ж": "j"}, "TR": {"ж": "c", "қ": "k"}, "TM": {"ж": "j"}}
ARABIC = dict(zip("аәбвгғдежзийкқлмнңоөпрстуұүфхһшыі", "اابۆگعدەجزييكقلمنڭووپرستۋۇۇفحھشىى", strict=True))
SOFT, NEVER_MARKED, SOFT_SIGN = set("әөүі"), set("кге"), "\u0674"


@dataclass(frozen=True)
class Shape:
    """What a family is made of."""

    share: int
    has_spouse: bool
    most_children: int
    has_grandparent: bool = False
    head: str = "M"


SHAPES = (
    Shape(55, True, 5), Shape(15, True, 3, has_grandparent=True), Shape(15, False, 4, head="F"), Shape(7, True, 0),
    Shape(5, False, 0), Shape(3, False, 2),
)  # fmt: skip


TODAYS_SHAPES = (
    Shape(30, False, 0), Shape(8, False, 0, head="F"), Shape(16, True, 0), Shape(28, True, 5),
    Shape(10, False, 3, head="F"), Shape(8, True, 3, has_grandparent=True),
)  # fmt: skip
"""Families of today are smaller. In 2025 Shymkent counted 1,045 persons in 464, the quota of Atyrau 103 in 64."""


def families(count: int, seed: int, *, on: date = ON) -> Iterator[FamilyFacts]:
    """So many families as they would be on a day; the first of many are the same as the first of few."""
    dice = Random(seed)  # noqa: S311 - the same families in every run
    for number in range(1, count + 1):
        yield _Family(dice, f"GEN{seed:04d}{number:05d}", on, SHAPES).made()


def family_of_today(seed: int, number: int, *, on: date) -> FamilyFacts:
    """One family by itself, as it would be on a day: whatever that day, the same people in the same order."""
    dice = Random(f"{seed}/{number}")  # noqa: S311 - the same family in every run
    return _Family(dice, f"GEN{seed:04d}{number:05d}", on, TODAYS_SHAPES).made()


class _Family:
    """One family in the making."""

    def __init__(self, dice: Random, mark: str, on: date, shapes: Sequence[Shape]) -> None:
        self.dice, self.mark, self.on = dice, mark, on
        self.country = dice.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
        self.shape = dice.choices(shapes, [shape.share for shape in shapes])[0]
        self.surname = dice.choice(SURNAMES)
        self.since = on - timedelta(days=dice.randint(10, 60))
        self.members: list[MemberFacts] = []
        self.given: set[str] = set()

    def made(self) -> FamilyFacts:
        age = self.dice.randint(26, 58)
        father = self._add("head", self.shape.head, age, surname=self.surname)
        mother_age = self._add_spouse(age) if self.shape.has_spouse else age
        self._add_children(mother_age, father if self.shape.head == "M" else self.dice.choice(MEN))
        if self.shape.has_grandparent:
            self._add_grandparent(age)
        return FamilyFacts(tuple(self.members), self.since, self.country)

    def _add_spouse(self, age: int) -> int:
        spouse_age = max(20, age - self.dice.randint(-3, 8))
        self._add("spouse", "F", spouse_age, surname=self.dice.choice(SURNAMES))
        return spouse_age

    def _add_children(self, mother_age: int, father: str) -> None:
        """Born when the mother was 19 to 45, two years apart at least, none grown up, the eldest first."""
        ages = range(max(0, mother_age - 45), min(17, mother_age - 19))
        wanted = self.dice.randint(min(1, self.shape.most_children), self.shape.most_children)
        wanted = min(wanted, (len(ages) + 1) // 2)
        places = sorted(self.dice.sample(range(len(ages) - wanted + 1), wanted)) if wanted else []
        for age in reversed([ages[place + born] for born, place in enumerate(places)]):
            self._add("child", self.dice.choice("MF"), age, surname=self.surname, father=father)

    def _add_grandparent(self, age: int) -> None:
        sex = self.dice.choice("FFM")
        surname = self.surname if sex == "M" else self.dice.choice(SURNAMES)
        self._add("parent", sex, age + self.dice.randint(19, 30), surname=surname)

    def _add(self, role: str, sex: str, age: int, *, surname: str, father: str = "") -> str:
        """Add a member; returns the given name, from which a child's patronymic is made."""
        given = self._given_name(sex)
        born_on = self.on - timedelta(days=age * 365 + age // 4 + self.dice.randint(90, 350))
        person = self._person(sex, self._birth(born_on, age))
        paper = self._paper(age, born_on)
        main = NameFacts(
            "kk-cyrl", *self._parts(age, surname, given), _patronymic(father or self.dice.choice(MEN), sex)
        )
        contacts = (self._telephone(),) if role == "head" else ()
        self.members.append(MemberFacts(role, person, self._spellings(main, paper), (paper,), contacts))
        return given

    def _given_name(self, sex: str) -> str:
        """One that nobody of the family has yet."""
        name = self.dice.choice([name for name in (MEN if sex == "M" else WOMEN) if name not in self.given])
        self.given.add(name)
        return name

    def _parts(self, age: int, surname: str, given: str) -> tuple[str, str]:
        """Some of the old, and some who come from Afghanistan, have one name only."""
        has_one_name = self.dice.random() < (0.3 if age > 65 or self.country == "AF" else 0.02)
        return ("", given) if has_one_name else (surname, given)

    def _spellings(self, main: NameFacts, paper: DocumentFacts) -> tuple[NameFacts, ...]:
        if not main.surname:
            main = replace(main, patronymic="")
        passport = NameFacts("latn-passport", self._latin(main.surname), self._latin(main.given), document=paper)
        arabic = NameFacts("kk-arab", _arabic(main.surname), _arabic(main.given))
        return (main, passport, arabic) if self.country in ("CN", "IR", "AF") else (main, passport)

    def _latin(self, name: str) -> str:
        letters = LATIN | LATIN_OF.get(self.country, {})
        return "".join(letters[letter] for letter in name.lower()).upper()

    def _birth(self, born_on: date, age: int) -> BirthDate:
        if age > 60 and self.dice.random() < 0.4:
            return BirthDate(born_on.replace(month=1, day=1), "year")
        return BirthDate(born_on)

    def _person(self, sex: str, birth: BirthDate) -> PersonFacts:
        place = self.dice.choice(BIRTH_PLACES[self.country])
        has_iin = birth.precision == "day" and self.dice.random() < 0.15
        return PersonFacts(
            sex=sex, birth=birth, citizenship=self.country, birth_country=self.country, birth_place=place,
            ethnicity="Kazakh", education=self._education(birth), iin=self._iin(birth.on, sex) if has_iin else "",
            is_generated=True,
        )  # fmt: skip

    def _education(self, birth: BirthDate) -> str:
        """By the day of birth alone, so that the dice fall for the rest as they did."""
        age, turn = birth.age_on(self.on), birth.on.toordinal()
        if age < 18:
            return "" if age < 7 else "primary" if age < 11 else "secondary"
        return ("secondary", "vocational", "vocational", "higher", "higher")[turn % 5]

    def _iin(self, born_on: date, sex: str) -> str:
        century = {19: 3, 20: 5}[born_on.year // 100] + (sex == "F")
        eleven = f"{born_on:%y%m%d}{century}{self.dice.randint(0, 9999):04d}"
        last = check_digit(eleven)
        return self._iin(born_on, sex) if last is None else f"{eleven}{last}"

    def _paper(self, age: int, born_on: date) -> DocumentFacts:
        """A passport for the grown up, a birth certificate for a child."""
        number = f"{self.mark}{len(self.members) + 1:02d}"
        if age < 16:
            return DocumentFacts("birth_certificate", number, self.country, issued_on=born_on + timedelta(days=30))
        issued_on = self.on - timedelta(days=self.dice.randint(100, 2000))
        return DocumentFacts("passport", number, self.country, "", issued_on, issued_on + timedelta(days=3652))

    def _telephone(self) -> ContactFacts:
        return ContactFacts("phone", f"+7 000 {self.dice.randint(0, 9_999_999):07d}", self.since)


def _patronymic(father: str, sex: str) -> str:
    return f"{father}{'ұлы' if sex == 'M' else 'қызы'}"


def _arabic(name: str) -> str:
    """A name in the Arabic script of the Kazakhs abroad; a mark before the word makes its vowels soft."""
    letters = name.lower()
    is_marked = bool(SOFT & set(letters)) and not NEVER_MARKED & set(letters)
    return (SOFT_SIGN if is_marked else "") + "".join(ARABIC[letter] for letter in letters)
