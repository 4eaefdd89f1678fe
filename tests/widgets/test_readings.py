"""The checker of readings itself: it will hold twenty explorers to the rule, so it has to catch what is wrong."""

import pytest
from readings import Known, numbers, sentences, troubles, unexplained


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("of 10,000 cells 8,000 leave", [10_000, 8_000]),
        ("of 10\u202f000 cells", [10_000]),
        ("60 million cells, 1.5 billion and 2 thousand", [60e6, 1.5e9, 2e3]),
        ("2.4 hours, 12.5% and 3 %", [2.4, 12.5, 3]),
        ("1, 2, 300 and 4,50", [1, 2, 300, 4, 50]),
        ("HER2 and CDK4/6, p53, Ki-67, CA 15-3, T-DM1 and PD-L1 after 9 weeks", [9]),
        ("a change of \u22123 points, or -4.5", [-3, -4.5]),
        ("5\u20137 years, a 3-fold rise, 10 mg", [5, 7, 3, 10]),
        ("1.7 \u00d7 10\u207b\u2078 per cell", [1.7e-8]),
        ("nobody has any", []),
    ],
)
def test_numbers_are_read_as_they_are_written(text, values):
    assert [one.value for one in numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("reading", "count"),
    [
        ("Of 2.5 mg half is left. The rest, e.g. in fat, stays!", 2),
        ("One. Two. Three. Four.", 4),
        ("It falls: by half, to 0.5.", 1),
        ("\u201cNo step.\u201d Then nothing changes.", 2),
        ("Is it? 8 of 10 say so.", 2),
    ],
)
def test_sentences_are_counted(reading, count):
    assert len(sentences(reading)) == count


KNOWN = [
    Known(2666.67, "out of the vessel"),
    Known(60, "cells, millions"),
    Known(0.025, "fraction"),
    Known(0.8, "fraction"),
    Known(36.8, "%"),
    Known(-3, "points"),
    Known(0, "cells"),
    Known(30_412, "people"),
]


@pytest.mark.parametrize(
    "said",
    [
        "2,667",
        "2,666.7",
        "60 million",
        "60,000,000",
        "1 in 40 cells",
        "8 in 10 cells",
        "80 of 100 cells",
        "80%",
        "2.5%",
        "36.8%",
        "37",
        "\u22123",
        "0",
        "about 30,000",
    ],
)
def test_a_known_number_may_be_said_in_any_honest_way(said):
    assert unexplained(f"There are {said}.", KNOWN) == []


@pytest.mark.parametrize(
    ("said", "caught"),
    [
        ("2,670", ["2,670"]),  # no rounding that the text shows leads here
        ("2,666.3", ["2,666.3"]),
        ("61 million", ["61 million"]),
        ("60 thousand", ["60 thousand"]),
        ("1 in 30 cells", ["1", "30"]),
        ("7 in 10 cells", ["7", "10"]),
        ("81%", ["81%"]),
        ("36.9", ["36.9"]),
        ("3", ["3"]),  # a fall is not a rise
        ("1", ["1"]),  # not even for 0.8: that is rounding a number away
        ("30,000", ["30,000"]),
        ("about 40,000", ["about 40,000"[6:]]),
    ],
)
def test_an_unknown_number_is_caught(said, caught):
    assert unexplained(f"There are {said}.", KNOWN) == caught


def test_a_setting_in_millions_is_not_a_plain_number_of_another_size():
    assert unexplained("Of 60 thousand.", [Known(60, "cells, million")]) == ["60 thousand"]
    assert unexplained("Of 60 million.", [Known(60, "years")]) == ["60 million"]


@pytest.mark.parametrize(
    ("reading", "part"),
    [
        ("There are 8e-05 left.", "'8e-0"),
        ("There are nan left.", "'nan'"),
        ("It is <b>bold</b>.", "'<b'"),
        ("It holds 0 cells", "does not end"),
        ("One. Two. Three. Four.", "4 sentences"),
        ("With 1 cells on average.", "not English"),
        ("It happens 1 times in 100.", "not English"),
    ],
)
def test_what_a_person_would_not_say_is_caught(reading, part):
    allowed = [Known(value) for value in (0, 1, 8, 5, 100)]
    assert part in " ".join(troubles(reading, allowed))


def test_a_good_reading_passes():
    allowed = [Known(2, "times"), Known(0.5, ""), Known(1, "step")]
    reading = "Made 2 times as hard, the average falls from 1 to 0.5. 1 step is enough, 1 metastasis is left of 1."
    assert troubles(reading, allowed) == []
