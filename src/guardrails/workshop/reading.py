"""How hard a text is to read: sentences, words, syllables and the Flesch-Kincaid grade of English prose.

Names people copy instead of reading (code, quoted values, files, links, channels, slots) are left out of the grade and count as
one word elsewhere, as WCAG 3.1.5 allows for names and titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_COPIED = re.compile(
    r"`[^`]*`"  # code
    r"|[\w./-]*\.(?:ya?ml|json|html|md)\b"  # files
    r'|"[^"]*"|“[^”]*”|„[^“]*“'  # quoted values
    r"|\{[^{}]*\}"  # slots
    r"|https?://[^\s,;]*[^\s,;.]"  # links
    r"|(?<!\w)#[\w-]+"  # chat channels
    r"|[\w.+-]+@[\w-]+\.[\w.-]*\w"  # addresses
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”“)]?\s+(?=[\"'“„(`{]?[A-ZÀ-ÖØ-Þ0-9{`])")
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’-])*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^aeiouyctdszxgh]es|[^aeiouytd]ed)$")
# Two vowels that are two syllables.
_SPLIT = re.compile(r"i(?:a(?!ge|n\b)|o(?!us|n)|u)|[aeo]ing\b|eo(?!n\b|ple)|ua(?!r)|ya|uou|ie[tr](?=y?\b)|creat|react")
_KNOWN: Mapping[str, int] = {
    "agreement": 3, "area": 3, "being": 2, "business": 2, "camera": 2, "comes": 1, "database": 3,
    "different": 2, "does": 1, "evening": 2, "every": 2, "goes": 1, "homepage": 2, "idea": 3, "interest": 2,
    "lately": 2, "makes": 1, "moment": 2, "once": 1, "online": 2, "people": 2, "safely": 2, "somebody": 3,
    "someone": 2, "something": 2, "sometimes": 2, "somewhere": 2, "statement": 2, "themselves": 2,
    "therefore": 2, "time": 1, "used": 1, "whatever": 3, "wherever": 3, "whose": 1, "yes": 1,
}  # fmt: skip


def spoken(text: str, stand_in: str = "it") -> str:
    """The text with everything that is copied, not read, replaced."""
    return _COPIED.sub(stand_in, text)


def sentences(text: str) -> list[str]:
    """The sentences of a text as written."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def words(text: str) -> list[str]:
    """The words of a text; what is copied is one word each."""
    return _WORD.findall(spoken(text))


def syllables(word: str) -> int:
    """How many syllables an English word has, near enough; numbers count as one."""
    return sum(_of_part(part) for part in re.split(r"['’-]", word.lower()) if len(part) > 1) or 1


def _of_part(word: str) -> int:
    if word in _KNOWN:
        return _KNOWN[word]
    count = len(_VOWELS.findall(word)) + len(_SPLIT.findall(word))
    if count > 1 and _SILENT_END.search(word):
        count -= 1
    return max(count, 1)


def grade(texts: Iterable[str], names: Sequence[str] = ()) -> float | None:
    """The school grade at which some texts, read as one, are understood; None below 30 words, where it means little.

    A text without an end mark (a headline, a step) is a sentence of its own. `names` are left out.
    """
    parts = [s for text in texts for s in sentences(_without(spoken(text, ""), names))]
    read = [word for part in parts for word in _WORD.findall(part)]
    return graded(len(read), len(parts), sum(map(syllables, read))) if len(read) >= 30 else None


def graded(word_count: int, sentence_count: int, syllable_count: int) -> float:
    """The Flesch-Kincaid grade from its three counts."""
    return 0.39 * word_count / sentence_count + 11.8 * syllable_count / word_count - 15.59


def hardest(texts: Iterable[str], names: Sequence[str] = ()) -> str:
    """The sentence that reads at the highest grade, as written; short ones only if there is no other."""
    found = [s for text in texts for s in sentences(text)]
    return max(found, key=lambda s: _alone(_without(spoken(s, ""), names)), default="")


def _alone(sentence: str) -> tuple[bool, float]:
    read = _WORD.findall(sentence)
    return (len(read) >= 6, graded(len(read), 1, sum(map(syllables, read)))) if read else (False, 0.0)


def _without(text: str, names: Sequence[str]) -> str:
    if not names:
        return text
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{alternatives})\b", "", text, flags=re.IGNORECASE)
