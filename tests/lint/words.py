"""The language of respect: a person is not a disease, does not fail and fights nobody unless she says so herself."""

from __future__ import annotations

import re
from pathlib import Path

from .engine import Finding, Lesson, own_words, rule, stored_text

QUOTATIONS = Path(__file__).parent / "quotations.txt"
_PERSON = r"(?:patients?|wom[ae]n|m[ae]n|people|person|participants?|she|he|who)"  # "they" are mostly cells
_HAS = r"(?:\s+(?:has|have|had|is|are|was|were|who|then|also|never))*"

# What is not written -> what is. The patterns look at whole words, whatever their case.
REFUSED: dict[str, str] = {
    rf"{_PERSON}{_HAS}\s+fail(?:ed|s|ing)?": "the cancer grew on chemotherapy; the treatment stopped working",
    r"fail(?:ed|s|ing)\s+(?:\w+\s+)?(?:chemo\w*|treatment|therapy|lines?)|after failing(?! to)":
        "the cancer grew on chemotherapy",
    r"treatment failures?": "the treatment stopped working",
    rf"{_PERSON}{_HAS}\s+progress(?:ed|es|ing)?": "the cancer progressed",
    r"cancer patients?": "people with breast cancer",
    r"(?:HER2|ER|PR|HR|receptor|hormone)[- ]?(?:positive|negative)s": "people whose cancer is HER2-positive",
    r"(?:a|the|one|two) triple[- ]negative(?!\s+(?:breast|cancer|tumou?r|disease|subtype|type|group|form|metasta))":
        "people whose cancer is triple-negative",
    r"triple[- ]negatives|(?:triple[- ]negative|TNBC) (?:patients?|wom[ae]n|people|person)":
        "people whose cancer is triple-negative",
    r"(?:HER2|ER|PR|HR|receptor|hormone)[- ](?:positive|negative) (?:patients?|wom[ae]n|people|person)":
        "people whose cancer is HER2-positive",
    r"(?:metastatic|stage (?:IV|4)) (?:patients?|wom[ae]n|people|person)": "people with metastatic breast cancer",
    r"(?:non-?)?responders?": "people whose cancer responded",
    r"non-?complian(?:t|ce)": "did not take; and ask why",
    r"refus(?:ed|es|ing|als?)": "chose not to have; and ask why",
    r"salvage": "further-line, intensive",
    r"heroic(?:ally)?": "intensive",
    r"aggressive (?:patients?|person|wom[ae]n|m[ae]n)": "an aggressive cancer",
    r"(?<![CN]-)terminal(?:ly)?(?!\s+(?:half-li|duct|bud|differentiat|end|exon|domain))": "life-limiting",
    r"nothing (?:more|else) (?:can be done|to (?:do|offer|be done)|we can do)":
        "treatment of the cancer is no longer helping, care goes on",
    r"battl(?:e|es|ed|ing)": "living with; died of",
    r"fights?|fighting|fought|fighters?": "living with",
    r"(?:los(?:es?|ing)|lost) (?:her|his|their|the) (?:life|struggle|war)|lost to (?:breast )?cancer": "died of",
    r"survivors?": "people living with; or ask what they call themselves",
    r"suffer(?:s|ed|ing)? from|sufferers?": "has",
    r"victims?": "people with",
    r"(?:study |trial |human )?subjects": "participants",
    r"female patients?": "people; women where the data are of women only",
    r"race (?:is|as|was) (?:an? )?(?:independent )?risk factor": "racism, access or ancestry: name which, and the data",
}  # fmt: skip
_PATTERNS = {re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE): instead for pattern, instead in REFUSED.items()}


@rule
def words_respect_people(lesson: Lesson) -> list[Finding]:
    """Over prose, comments and stored text. Titles of papers (link texts) and listed quotations stay as they are."""
    texts = [(lesson.at(cell), own_words(cell["source"])) for cell in lesson.prose]
    texts += [(lesson.at(cell), f"{cell['source']}\n{stored_text(cell)}") for cell in lesson.code]
    said = [words for name, words in quotations() if name == lesson.name]
    return [finding for where, text in texts for finding in disrespect(text, where, said)]


def disrespect(text: str, where: str, said: list[str]) -> list[Finding]:
    """What a text should not say, but for the quotations `said`."""
    text = " ".join(text.split())
    for quotation in said:
        text = text.replace(quotation, " ")
    return [
        Finding(where, f"{found[0]!r}", f"Write: {instead}; or enter the quotation in tests/lint/{QUOTATIONS.name}")
        for pattern, instead in _PATTERNS.items()
        for found in pattern.finditer(text)
    ]


def quotations() -> list[tuple[str, str]]:
    """The listed quotations as (notebook, words as they stand there)."""
    lines = QUOTATIONS.read_text(encoding="utf-8").splitlines()
    rows = (line.partition(" | ") for line in lines if line.strip() and not line.startswith("#"))
    return [(name.strip(), words.strip()) for name, _, words in rows]
