"""The words that Western and Arabic texts number their parts with.

>>> WORDS["kapitel"], ORDINALS["premier"]
(('chapter', 20), 1)
"""

from __future__ import annotations

#: Words that name a part of a Western text: word → (kind, rank). The smaller the rank, the further out it stands.
WORDS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("book", "buch", "livre", "libro"), ("part", 8)),
    **dict.fromkeys(("part", "teil", "partie", "parte", "часть", "الجزء", "القسم"), ("part", 10)),
    **dict.fromkeys(("title", "titel", "titre", "título", "titulo", "titolo", "الباب"), ("part", 12)),
    **dict.fromkeys(("subpart", "untertitel"), ("subpart", 15)),
    **dict.fromkeys(
        ("chapter", "kapitel", "chapitre", "capítulo", "capitulo", "capitolo", "глава", "الفصل"), ("chapter", 20)
    ),
    **dict.fromkeys(
        ("section", "abschnitt", "sección", "seccion", "seção", "sezione", "раздел", "الفرع"), ("section", 25)
    ),
    **dict.fromkeys(("subsection", "unterabschnitt"), ("section", 27)),
    **dict.fromkeys(
        ("article", "artikel", "artículo", "articulo", "artigo", "articolo", "art", "статья", "المادة", "مادة"),
        ("article", 40),
    ),
    **dict.fromkeys(
        ("annex", "annexe", "anhang", "anlage", "anexo", "appendix", "schedule", "allegato", "الملحق"), ("annex", 5)
    ),
}

#: Ordinals written out in words.
ORDINALS = {
    word: value
    for value, words in enumerate(
        (
            "first premier première primero primera primo الأول الأولى erster",
            "second deuxième segundo segunda secondo الثاني الثانية zweiter",
            "third troisième tercero tercera terzo الثالث الثالثة dritter",
            "fourth quatrième cuarto cuarta quarto الرابع الرابعة vierter",
            "fifth cinquième quinto quinta الخامس الخامسة fünfter",
            "sixth sixième sexto sexta sesto السادس السادسة sechster",
            "seventh septième séptimo séptima settimo السابع السابعة siebter",
            "eighth huitième octavo octava ottavo الثامن الثامنة achter",
            "ninth neuvième noveno novena nono التاسع التاسعة neunter",
            "tenth dixième décimo décima decimo العاشر العاشرة zehnter",
        ),
        start=1,
    )
    for word in words.split()
}
