"""Ways to compare names and to make addresses of them, from the strictest to the loosest."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
APOSTROPHES = re.compile("[’‘ʼ´`′]")
DASHES = re.compile("[‐‑‒–—]")
ACRONYM_AT_END = re.compile(r"\s*\(([^()\s]{2,20})\)$")
LABEL_AT_START = re.compile(r"^\s*administration de rattachement\s*:\s*", re.IGNORECASE)


def tidy(text: str) -> str:
    """Composed letters (NFC), one blank where there were several of any sort, none at the ends, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", INVISIBLE.sub("", text)).split())


def trimmed(text: str) -> str:
    """Composed letters, clean ends, no byte order mark inside; blanks inside, no-break ones too, stay as the author typed them."""
    return unicodedata.normalize("NFC", text.replace("\ufeff", "")).strip()


def folded(text: str) -> str:
    """`tidy`, with case and the kind of apostrophe ignored."""
    return APOSTROPHES.sub("'", tidy(text)).casefold()


def plain(text: str) -> str:
    """`folded`, with accents and the kind of dash ignored: people and vocabularies are merged by it."""
    decomposed = unicodedata.normalize("NFD", DASHES.sub("-", folded(text)))
    return unicodedata.normalize(
        "NFC", "".join(char for char in decomposed if not unicodedata.combining(char))
    )


def split_acronym(name: str) -> tuple[str, str]:
    """`Agence bio (AB)` is a name and its acronym; the acronym is empty when none stands at the end.

    An acronym is one word with two capitals or more (`DGFiP`): `Direction des achats (Sud)` keeps its parenthesis.
    """
    text = tidy(name).rstrip(" ,;.")
    found = ACRONYM_AT_END.search(text)
    if found and sum(char.isupper() for char in found.group(1)) >= 2:
        return text[: found.start()].rstrip(" ,;."), found.group(1)
    return text, ""


def without_label(name: str) -> str:
    """The name without a form's label left inside the value, `Administration de rattachement :`."""
    return LABEL_AT_START.sub("", name)


def administration_key(name: str) -> str:
    """Two spellings with one key are one administration: accents, case, apostrophes, acronym and label ignored."""
    return plain(split_acronym(without_label(tidy(name)))[0]).strip(" ,;.")


def hugo_slug(text: str) -> str:
    """The last part of the address Hugo gives a file (`removePathAccents`): `karfu’r` is at `/karfur/`."""
    lowered = unicodedata.normalize("NFD", tidy(text).lower())
    letters = "".join(char for char in lowered if not unicodedata.combining(char))
    letters = letters.replace("œ", "oe").replace("æ", "ae")
    return re.sub(r"-{2,}", "-", re.sub(r"[^a-z0-9_-]", "", re.sub(r"[\s./]+", "-", letters))).strip("-")


def title_slug(title: str, longest: int = 100) -> str:
    """A slug for a title whose document has no address: apostrophes part words, and no word is cut."""
    slug = hugo_slug(APOSTROPHES.sub("'", title).replace("'", "-"))
    return slug if len(slug) <= longest else slug[: longest + 1].rpartition("-")[0]


def squeezed(text: str) -> str:
    """Letters and digits alone: the older site wrote `labsante` where the newer has `lab-santé`."""
    return re.sub(r"[^a-z0-9]", "", plain(text))
