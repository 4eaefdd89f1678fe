"""The second shape: a pure step function, and the widget that keeps its state."""

import pytest
import toys

from widgets.framework import Step


@pytest.fixture
def live(page):
    return page(toys.house.live())


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
        with pytest.raises(ValueError) as refused:
            toys.house(*events)
        assert str(refused.value) == sentence


class TestLive:
    def test_it_shows_the_first_view_and_stores_its_reading(self, live):
        answer = live.request(do="ask")
        assert answer["view"]["reading"] == "You are at the door after 0 steps."
        assert answer["events"] == [["hall", "To the hall"]]
        assert live.widget._repr_mimebundle_()["text/plain"] == answer["view"]["reading"]

    def test_an_event_leads_on(self, live):
        live.request(do="event", event="hall")
        assert live.request(do="event", event="garden")["events"] == []
        assert live.request(do="ask")["view"]["reading"] == "You are at the garden after 2 steps."
        assert live.request(do="table")["table"]["rows"] == [["steps", 2]]

    def test_the_same_message_twice_counts_once(self, live):
        first = live.request_as("x", do="event", event="hall")
        again = live.request_as("x", do="event", event="hall")
        assert again == first
        assert live.request(do="ask")["view"]["reading"].endswith("after 1 steps.")

    def test_a_refused_event_leaves_everything_where_it_was(self, live):
        assert live.request(do="event", event="roof")["trouble"].startswith("'roof' is not on offer here")
        for strange in (None, 3, ["hall"], {"event": "hall"}):
            assert "is not on offer here" in live.request(do="event", event=strange)["trouble"]
        assert live.request(do="event", event="hall")["view"]["reading"].endswith("hall after 1 steps.")

    def test_it_can_start_again(self, live):
        live.request(do="event", event="hall")
        live.request(do="event", event="garden")
        assert live.request(do="restart")["view"]["reading"] == toys.house().view.reading
        assert live.request(do="event", event="hall")["view"]["reading"].endswith("hall after 1 steps.")

    def test_two_lives_do_not_share_a_state(self, page):
        one, other = page(toys.house.live()), page(toys.house.live())
        one.request(do="event", event="hall")
        assert other.request(do="ask")["view"]["reading"] == "You are at the door after 0 steps."

    @pytest.mark.parametrize("do", ["predict", "why", "open", "nothing", None])
    def test_what_a_walk_cannot_do_is_answered(self, live, do):
        assert live.request(do=do)["trouble"].startswith("nobody here knows how to answer")
