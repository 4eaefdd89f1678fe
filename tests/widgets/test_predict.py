"""A prediction: asked before the model opens, answered with both reasons, kept, and forgotten when asked to."""

import pytest

from widgets.progress import store


def test_it_stands_locked_with_its_question_until_then(locked):
    state = locked.first_state
    assert state["opened"] is False and state["predicted"] is None
    assert state["spec"]["question"] == {"stem": "Which toy is it?", "options": ["The round one", "The square one"]}
    assert "It stands" not in str({**state, "_esm": "", "_css": "", "_front": ""})


def test_a_wrong_guess_opens_where_it_points_and_hears_both_reasons(locked):
    answer = locked.request(do="predict", option=0)
    assert answer["feedback"] == {
        "correct": False,
        "chosen": ["The round one", "It rolls"],
        "right": ["The square one", "It stands"],
    }
    assert answer["settings"]["size"] == 6
    assert (locked.widget.opened, locked.widget.predicted) == (True, 0)
    assert locked.request(do="feedback")["feedback"] == answer["feedback"]


def test_a_right_guess_hears_its_reason_once(locked):
    answer = locked.request(do="predict", option=1)
    assert answer["feedback"] == {"correct": True, "chosen": ["The square one", "It stands"], "right": None}
    assert answer["settings"] is None  # the learner stays where the controls stand


def test_a_guess_is_kept_with_whether_it_was_right(locked):
    locked.request(do="predict", option=0)
    (guess,), (answer,) = store().predictions(), store().answers()
    assert (guess.explorer, guess.value) == (locked.widget.spec["name"], "The round one")
    assert (answer.item_id, answer.correct, answer.certainty) == ("99-toy", False, None)


def test_show_me_opens_without_a_guess(locked):
    locked.request(do="open")
    assert (store().predictions(), store().answers()) == ((), ())
    assert (locked.widget.opened, locked.widget.predicted) == (True, None)
    assert locked.request(do="feedback")["feedback"] is None


@pytest.mark.parametrize("option", [-1, 2, 1.0, "0", None, True, [0]])
def test_a_guess_that_is_none_of_the_options_is_refused_and_nothing_opens(locked, option):
    said = locked.request(do="predict", option=option)["trouble"]
    assert said.startswith("a prediction is the number of an option, 0 to 1, got ")
    assert (locked.widget.opened, locked.widget.predicted) == (False, None)


def test_an_explorer_without_a_question_says_so(live):
    assert live.request(do="predict", option=0)["trouble"] == "toy asks for no prediction"


def test_a_reload_finds_the_guess_again(locked):
    locked.request(do="predict", option=0)
    state = locked.widget.get_state()
    assert (state["opened"], state["predicted"], state["settings"]["size"]) == (True, 0, 6)


def test_start_again_forgets_the_guess_also_after_a_reload(locked):
    locked.request(do="predict", option=0)
    assert "trouble" not in locked.request(do="forget")
    assert locked.request(do="feedback")["feedback"] is None
    state = locked.widget.get_state()
    assert (state["opened"], state["predicted"]) == (True, None)  # what was opened stays open
    assert locked.updates == []


@pytest.mark.parametrize("which", ["live", "locked"])
def test_what_was_never_guessed_can_be_forgotten(which, request):
    here = request.getfixturevalue(which)
    assert "trouble" not in here.request(do="forget")
    assert here.widget.predicted is None
