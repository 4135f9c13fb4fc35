"""Pinyin: Kazakh names as Chinese papers spell the characters by which they are written.

A Chinese syllable has one consonant, a vowel, and n, ng or r behind it. So every other consonant gets a vowel of
its own (Бек = Bieke), р before a vowel becomes l (Мұрат = Mulati), р behind a vowel er (Нұрлан = Nuerlan), қ, ғ and
х become h or k, с and ш change places before some vowels (Асан = Ashan, Сәуле = Shawulie), and papers write the
apostrophe or do not (Hade'er, Hadeer). Sources: the table of characters for Kazakh
sounds (外语译音表/哈萨克语) and names of athletes
and writers known in both spellings: Shayilan Nuerdanbieke = Сайран Нұрданбек, Tuohetaerbieke
Tanglatihan = Тоқтарбек Таңлатхан.
"""

from casework.people.rules.spelling.tables import Rows

INITIALS: Rows = (
    ("b", "b/p", "Bolati = Болат"),
    ("p", "p/b/f", "Paerhati = Пархат"),
    ("m", "m", "Mulati = Мұрат"),
    ("f", "f/p/b/v", "Qiaolifan = Шолпан"),
    ("d", "d/t", "Dawulieti = Дәулет"),
    ("t", "t/d", "Tiemuer = Темір"),
    ("n", "n/ng", "Nuerlan = Нұрлан"),
    ("l", "l/r", "Mulati = Мұрат"),
    ("g", "g/gh/k/q", "Gulinaer = Гүлнар"),
    ("k", "k/q/g/x/gh", "Kenishi = Кеңес"),
    ("h", "x/h/q/gh", "Bahetijiang = Бақытжан"),
    ("j", "zh/ch", "Jianaer = Жанар"),
    ("q", "ch/sh/k/q", "Qiaolipan = Шолпан"),
    ("x", "sh/s/ch", "Xinggesi = Шыңғыс"),
    ("zh", "zh/z/ch", "Zhumabieke = Жұмабек"),
    ("ch", "ch/sh/zh", "Chaken = Шәкен"),
    ("sh", "sh/s", "Shawulie = Сәуле"),
    ("r", "r/zh", "Rehemu = Рахым"),
    ("z", "z/zh/s/ts", "Zeyinure = Зейнұр"),
    ("c", "ts/s/ch", "Cairen"),
    ("s", "s/z/sh", "Sailike = Серік"),
    ("y", "J?", "Yeerlan = Ерлан"),
    ("w", "W/v?", "Wulan = Ұлан"),
)
FINALS: Rows = (
    ("a", "a/ae/e", "Madina = Мәдина"),
    ("o", "o/oe/u/ue", "Bolati = Болат"),
    ("e", "e/ae/y/i/a", "Mamenbai = Мамынбай"),
    ("i", "i/y/e/ae", "Sailike = Серік"),
    ("u", "u/ue/o/oe/W", "Nuerlan = Нұрлан"),
    ("wu", "u/ue/o/oe", "Wusen = Үсен"),
    ("yi", "i/y/e/J", "Ayinuer = Айнұр"),
    ("yu", "u/ue/oe/o", "Yusufu = Жүсіп"),
    ("v", "ue/u/oe", "Lvtifu = Лұтфи"),
    ("ai", "a/ae/e/i/y J/i/e?", "Aidaer = Айдар, Sailike = Серік"),
    ("ei", "e/ae/i/y/a J?", "Meiramu = Мейрам"),
    ("ao", "a/ae/o/oe W/u/o?", "Daolieti = Дәулет"),
    ("ou", "o/oe/u/ue/a W?", "Toukan = Тоқан"),
    ("ia", "J? a/ae/e", "Jianaer = Жанар"),
    ("ie", "J? e/ae/i/y", "Bieke = Бек"),
    ("iao", "J? o/oe/a/ae W?", "Qiaolipan = Шолпан"),
    ("iu", "J? u/ue/o/oe", "Tuoliu = Төлеу"),
    ("ua", "W/u? a/ae", "Huanixi = Қуаныш"),
    ("uo", "o/oe/u/ue", "Tuohetaer = Тоқтар"),
    ("uai", "W/u? a/ae/e J?", "Kuaidan = Қуайдан"),
    ("ui", "W/u/ue? e/i/y", "Huisayin = Құсайын"),
    ("ue", "W/ue/J? e/oe/o/i", "Yuesen = Үсен"),
    ("ve", "ue? e/oe/o/i", "Lve"),
    ("er", "e/i/y/a/ae? r", "Yeerlan = Ерлан"),
    ("an", "a/ae/e n/m", "Nuerlan = Нұрлан"),
    ("en", "e/ae/y/i/a n/m", "Yeerken = Еркін"),
    ("in", "i/y/e n/m", "Yibulayin = Ибрагим"),
    ("un", "u/ue/o/oe/y n/m", "Tuersun = Тұрсын"),
    ("ian", "J? e/a/ae/i n/m", "Mieerlian = Мерлен"),
    ("uan", "W/u? a/ae/e n/m", "Huanbai = Қуанбай"),
    ("van", "ue? a/e n/m", "Luan"),
    ("vn", "ue/u n/m", "Yun"),
    ("ang", "a/ae ng/n", "Tanglatihan = Таңлатхан"),
    ("eng", "e/i/y/oe ng/n", "Yenglike = Еңлік"),
    ("ing", "i/y/e ng/n", "Xinggesi = Шыңғыс"),
    ("ong", "o/oe/u/ue ng/n", "Tongkebai = Тоңқабай"),
    ("iang", "J? a/ae/e ng/n", "Bahetijiang = Бақытжан"),
    ("iong", "J? o/oe/u/ue ng/n", "Jiong"),
    ("uang", "W/u? a/ae ng/n", "Huang"),
)
# Which syllables there are: the finals of each group of initials. Without an initial: er and the vowels a, o, e.
SYLLABLES = (
    (("b", "p"), "a o ai ei ao ou an en ang eng i ie iao ian in ing u"),
    (("m",), "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u"),
    (("f",), "a o ei ou an en ang eng u"),
    (("d", "t"), "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un"),
    (("n", "l"), "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue"),
    (("g", "k", "h"), "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang"),
    (("j", "q", "x"), "i ia ie iao iu ian in iang ing iong u ue uan un"),
    (("zh", "ch", "sh"), "a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang"),
    (("r",), "e ao ou an en ang eng ong i u uo ui uan un"),
    (("z", "c", "s"), "a e ai ei ao ou an en ang eng ong i u uo ui uan un"),
    (("y",), "a ao an ang e i in ing o ong ou u ue uan un"),
    (("w",), "a ai an ang ei en eng o u"),
    (("",), "a o e ai ei ao ou an en ang eng er"),
)
