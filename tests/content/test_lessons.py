"""The records of the lessons: read whole, refused when broken, and kind in what is said to a person."""

import re

import pytest

from content import evidence
from content.lessons import TRACKS, folder, lesson, lessons, parse

OUTCOMES = range(1, 63)
GOOD = """
lesson: "03"
title: The metastatic cascade
minutes: {core: 35, all: 55}
outcomes: [7, 11]
tracks: [core, full]
person: {name: Ana, invented: true, traits: [over_60]}
objectives: [One.]
say_to_the_person: [First., Second.]
five_things: [a, b, c, d, e]
facts: [koop1995-survive-24h]
"""


def reading_grade(text):
    """Flesch-Kincaid: the school year in which a text is easy to read; vowel groups stand for syllables."""
    words = re.findall(r"[a-z']+", text.lower())
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word)))) for word in words)
    sentences = len(re.findall(r"[.!?](?:\s|$)", text))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_the_lessons_stand_in_order():
    numbers = [found.lesson for found in lessons()]
    assert numbers == sorted(set(numbers))
    assert {"00", "03"} <= set(numbers)


def test_the_first_model_lesson():
    found = lesson("03")
    assert (found.slug, found.title, found.outcomes) == ("03_cascade", "The metastatic cascade", (7, 11, 57))
    assert (found.person.name, found.person.invented) == ("Ana", True)
    assert (folder("03") / "lesson.yaml").is_file()


def test_an_unknown_lesson_is_refused_with_the_ones_there_are():
    with pytest.raises(LookupError, match="no lesson '3'; there are 00, "):
        lesson("3")


def test_a_good_record_is_read_whole():
    found = parse(GOOD, "03_cascade")
    assert (found.lesson, found.minutes_core, found.minutes_all) == ("03", 35, 55)
    assert (found.outcomes, found.tracks, found.person.traits) == ((7, 11), ("core", "full"), ("over_60",))
    assert (found.objectives, found.say_to_the_person) == (("One.",), ("First.", "Second."))
    assert (found.five_things, found.facts) == (tuple("abcde"), ("koop1995-survive-24h",))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (GOOD.replace("title: The metastatic cascade\n", ""), "03_cascade/lesson.yaml: 'title' is missing"),
        (GOOD + "colour: blue\n", "03_cascade/lesson.yaml: nobody reads 'colour'"),
        (GOOD.replace('"03"', '"04"'), "03_cascade/lesson.yaml: lesson is '04', but the folder begins with '03'"),
        (
            GOOD.replace("invented: true", "invented: false"),
            "03_cascade/lesson.yaml: 'Ana' must carry 'invented: true'",
        ),
        ("- a list", "03_cascade/lesson.yaml: expected keys such as 'title:', got list"),
    ],
)
def test_a_broken_record_is_refused_in_a_sentence(wrong, sentence):
    with pytest.raises(ValueError) as refused:
        parse(wrong, "03_cascade")
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("found", lessons(), ids=lambda found: found.slug)
class TestEveryLesson:
    def test_minutes_outcomes_and_tracks_make_sense(self, found):
        assert 1 <= found.minutes_core <= found.minutes_all
        assert found.minutes_core <= 35
        assert found.outcomes
        assert set(found.outcomes) <= set(OUTCOMES)
        assert found.tracks
        assert set(found.tracks) <= set(TRACKS)

    def test_it_says_two_sentences_to_the_person_and_leaves_five_things(self, found):
        assert len(found.say_to_the_person) == 2
        assert len(found.five_things) == 5
        assert all(sentence.endswith((".", "?")) for sentence in (*found.say_to_the_person, *found.five_things))

    def test_each_objective_is_one_line(self, found):
        assert found.objectives
        assert all(len(line) <= 120 and "\n" not in line for line in found.objectives)

    def test_a_child_of_eleven_can_read_what_is_said_to_the_person(self, found):
        said = " ".join(found.say_to_the_person)
        assert reading_grade(said) <= 6.5, f"school year {reading_grade(said):.1f}: use shorter words and sentences"

    def test_its_figures_rest_on_facts_that_may_be_shown(self, found):
        assert all(evidence.fact(fact).showable for fact in found.facts)


def test_the_measure_of_reading_tells_plain_words_from_hard_ones():
    assert reading_grade("Tell me what worries you most. We will look at it together.") < 4
    assert reading_grade("Disseminated malignant cells infrequently establish clinically detectable metastases.") > 12
