"""The second shape: a pure step function, and the widget that keeps its state."""

import pytest
import toys

from content.inputs import Refusal
from widgets.framework import Step


@pytest.fixture
def live(page):
    return page(toys.house.live())


@pytest.fixture
def go(live):
    """Says an event in the turn of now, as a page does that is up to date."""
    return lambda event: live.request(do="event", event=event, turn=live.request(do="ask")["turn"])


class TestFunction:
    def test_it_starts_with_no_event(self):
        step = toys.house()
        assert isinstance(step, Step)
        assert step.view.reading == "You are at the door after 0 steps."
        assert [event.label for event in step.events] == ["To the hall"]

    def test_it_is_pure(self):
        step = toys.house("hall")
        there, back = toys.house.after(step, "garden"), toys.house.after(step, "garden")
        assert there == back
        assert step == toys.house("hall")
        assert toys.house.start == toys.At()

    @pytest.mark.parametrize(
        ("events", "sentence"),
        [
            (["garden"], "'garden' is not on offer here; on offer: 'hall'"),
            (["hall", "roof"], "'roof' is not on offer here; on offer: 'door', 'garden'"),
            (["hall", "garden", "hall"], "'hall' is not on offer here; on offer: nothing: this is an end"),
        ],
    )
    def test_an_event_that_is_not_on_offer_is_refused_with_a_sentence(self, events, sentence):
        with pytest.raises(Refusal) as refused:
            toys.house(*events)
        assert str(refused.value) == sentence


class TestLive:
    def test_it_shows_the_first_view_and_stores_its_reading(self, live):
        answer = live.request(do="ask")
        assert answer["view"]["reading"] == "You are at the door after 0 steps."
        assert answer["events"] == [["hall", "To the hall"]]
        assert live.widget._repr_mimebundle_()["text/plain"] == answer["view"]["reading"]

    def test_an_event_leads_on_and_each_is_a_turn(self, live, go):
        assert (live.request(do="ask")["turn"], go("hall")["turn"]) == (0, 1)
        answer = go("garden")
        assert (answer["events"], answer["turn"]) == ([], 2)
        assert live.request(do="ask")["view"]["reading"] == "You are at the garden after 2 steps."
        assert live.request(do="table")["table"]["rows"] == [["steps", 2]]

    def test_a_second_press_whose_first_answer_was_lost_counts_once(self, live):
        first = live.request(do="event", event="hall", turn=0)  # the page never hears this
        again = live.request(do="event", event="hall", turn=0)
        assert {**again, "id": None} == {**first, "id": None}
        assert live.request(do="ask")["view"]["reading"] == "You are at the hall after 1 steps."

    def test_a_page_that_is_behind_is_shown_where_the_walk_stands(self, live):
        live.request(do="event", event="hall", turn=0)  # one page
        answer = live.request(do="event", event="hall", turn=0)  # a second one, which still shows the door
        assert (answer["view"]["reading"], answer["turn"]) == ("You are at the hall after 1 steps.", 1)
        assert answer["events"] == [["door", "To the door"], ["garden", "To the garden"]]
        answer = live.request(do="event", event="garden", turn=answer["turn"])  # it has caught up
        assert answer["view"]["reading"] == "You are at the garden after 2 steps."

    @pytest.mark.parametrize("message", [{"do": "event", "event": "roof"}, {"do": "restart"}])
    @pytest.mark.parametrize("turn", [0, 2, -1, "1", None, [1]])
    def test_what_is_said_in_another_turn_changes_nothing(self, live, go, message, turn):
        stood = go("hall")
        assert {**live.request(**message, turn=turn), "id": None} == {**stood, "id": None}

    def test_the_same_way_once_more_in_the_next_turn_counts(self, go):
        assert [go(event)["view"]["reading"][-8:] for event in ("hall", "door", "hall")] == [
            f"{n} steps." for n in (1, 2, 3)
        ]

    def test_a_refused_event_leaves_everything_where_it_was(self, live, go):
        assert go("roof")["trouble"] == "'roof' is not on offer here; on offer: 'hall'"
        for strange in (None, 3, ["hall"], {"event": "hall"}):
            assert "is not on offer here" in go(strange)["trouble"]
        answer = live.request(do="event", event="hall", turn=0)  # no turn was taken
        assert answer["view"]["reading"] == "You are at the hall after 1 steps."

    def test_it_can_start_again_and_that_is_a_turn_too(self, live, go):
        go("hall")
        go("garden")
        answer = live.request(do="restart", turn=2)
        assert (answer["view"]["reading"], answer["turn"]) == (toys.house().view.reading, 3)
        assert live.request(do="event", event="hall", turn=0)["turn"] == 3  # a press from before is not one of now
        assert go("hall")["view"]["reading"] == "You are at the hall after 1 steps."

    def test_two_lives_do_not_share_a_state(self, page):
        one, other = page(toys.house.live()), page(toys.house.live())
        one.request(do="event", event="hall", turn=0)
        assert other.request(do="ask")["view"]["reading"] == "You are at the door after 0 steps."

    @pytest.mark.parametrize("do", ["predict", "why", "open", "nothing", None])
    def test_what_a_walk_cannot_do_is_answered(self, live, do):
        assert live.request(do=do)["trouble"].startswith("nobody here knows how to answer")
