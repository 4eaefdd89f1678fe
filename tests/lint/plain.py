"""Rules about what is said to people with the disease: short sentences, words that nobody has to look up.

Reading age by Coleman and Liau's formula of 1975, which counts letters and sentences and no syllables. It is rough on a
few lines, so all such lines of a lesson are weighed together.
"""

from __future__ import annotations

import re

from .engine import Finding, Lesson, rule

MOST_WORDS_A_SENTENCE = 25
HIGHEST_GRADE = 7.0  # of US schools: about 12 years of age
_QUOTED = re.compile(r"[“\"]([^”\"]{12,})[”\"]")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")

# A doctor's word -> what is said instead.
JARGON: dict[str, str] = {
    r"prognos\w+": "what is likely to happen, how long",
    r"lesions?": "spot, growth",
    r"nodules?": "lump",
    r"asymptomatic": "without symptoms, well",
    r"metastases|metastasis": "cancer in the bones, cancer that has settled elsewhere",
    r"malignan\w+": "cancer",
    r"progression|progressed": "the cancer has grown",
    r"regimens?": "treatment",
    r"toxicit\w+|adverse (?:events?|effects?)": "side effects",
    r"neutropeni\w+": "too few white blood cells",
    r"efficacy": "how well it works",
    r"biomarkers?": "a test of the cancer",
    r"ECOG|RECIST|CTCAE": "say what it means",
    r"palliative intent": "to help you live longer and better; it will not cure",
    r"analges\w+": "medicine for pain",
    r"dyspnoea|dyspnea": "short of breath",
    r"emesis|emetogenic": "being sick",
    r"anorexia": "no appetite",
    r"administer\w*": "give",
    r"contraindicat\w+": "not safe for you",
    r"baseline": "before treatment",
    r"median": "half of people live longer, half less",
    r"hazard ratio": "say it as of 100 people",
}  # fmt: skip
_JARGON = {re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE): instead for pattern, instead in JARGON.items()}


@rule
def what_is_said_to_people_is_plain(lesson: Lesson) -> list[Finding]:
    """The two sentences of the record, and every quoted line of a cell that is marked patient_facing."""
    record = lesson.teaching.lesson(lesson.number)
    lines = list(record.say_to_the_person)
    for cell in lesson.markdown:
        if cell["metadata"].get("course", {}).get("patient_facing"):
            lines += _QUOTED.findall(cell["source"])
    found = [
        Finding(lesson.name, f"{word!r} in what is said to a person", f"Say: {instead}")
        for line in lines
        for pattern, instead in _JARGON.items()
        for word in pattern.findall(line)
    ]
    for sentence in (one for line in lines for one in _SENTENCE.findall(line)):
        if (count := len(_WORD.findall(sentence))) > MOST_WORDS_A_SENTENCE:
            what = f"a sentence of {count} words to a person: {sentence.strip()[:60]!r}"
            found.append(Finding(lesson.name, what, f"Say it in two, of at most {MOST_WORDS_A_SENTENCE} words"))
    if (grade := reading_grade(" ".join(lines))) > HIGHEST_GRADE:
        what = f"what is said to people reads like school grade {grade:.1f}, at most {HIGHEST_GRADE}"
        found.append(Finding(lesson.name, what, "Use shorter words and shorter sentences"))
    return found


def reading_grade(text: str) -> float:
    """The US school grade by Coleman and Liau; 0 where there are no words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    letters = sum(map(len, words)) / len(words) * 100
    sentences = len(re.findall(r"[.!?]+", text) or [text]) / len(words) * 100
    return 0.0588 * letters - 0.296 * sentences - 15.8
