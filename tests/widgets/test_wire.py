"""The wire: whatever the page says is answered exactly once, and nothing that goes wrong once is wrong for ever."""

import logging
import math
import threading
from collections import Counter

import numpy as np
import pytest
import toys
from cases import unpack

from widgets.framework import Table, bundle
from widgets.framework.transport import TROUBLE


class TestAsk:
    def test_an_ask_is_answered_with_a_view(self, live):
        answer = live.request(do="ask", settings={"size": 2.5, "shape": "square"})
        assert answer["view"]["reading"] == "A square toy of 2.5 cm."
        line = unpack(answer["view"]["pictures"][0], answer["buffers"])["data"][0]
        assert line["y"][3] == 3 * 2.5 + 1

    def test_the_table_is_left_out_until_it_is_asked_for(self, live):
        answer = live.request(do="ask", settings={"size": 3})
        assert "table" not in answer and "table" not in answer["view"]
        table = live.request(do="table", settings={"size": 3})["table"]
        assert table == {"columns": ["What", "cm"], "rows": [["size", 3]]}

    def test_settings_that_are_not_said_stand_at_their_default(self, live):
        assert live.request(do="ask", settings={})["view"]["reading"] == toys.toy().reading

    def test_good_settings_are_kept_for_a_reload(self, live):
        live.request(do="ask", settings={"size": 3})
        state = live.widget.get_state()
        assert state["settings"] == {"size": 3.0, "shape": "round", "striped": False, "throw": 1}

    @pytest.mark.parametrize(
        "bad",
        [{"size": 21}, {"size": "3"}, {"size": 3.3}, {"shape": "flat"}, {"colour": "red"}, None, [1]]
        + [{"size": size} for size in (toys.BROKEN, toys.SLIPPED, toys.UNFIT)],
    )
    def test_bad_settings_leave_the_good_ones(self, live, bad):
        live.request(do="ask", settings={"size": 3})
        assert "trouble" in live.request(do="ask", settings=bad)
        assert "trouble" in live.request(do="table", settings=bad)
        assert live.widget.settings["size"] == 3
        assert live.request(do="ask", settings={"size": 4})["view"]

    def test_nothing_that_the_page_has_said_is_said_back(self, live, locked):
        live.request(do="ask", settings={"size": 3})
        live.request(do="ask", settings={"size": 99})
        locked.request(do="predict", option=0)
        locked.request(do="open")
        assert (live.updates, locked.updates) == ([], [])

    def test_settings_that_python_changes_are_said(self, live):
        live.widget.settings = {**live.widget.settings, "size": 7}
        assert live.updates == [{"settings": dict(live.widget.settings)}]


class TestTable:
    @pytest.fixture
    def calls(self, live, monkeypatch):
        """The sizes for which the function was run, once each."""
        plain, sizes = toys.toy.function, []

        def counted(**settings):
            sizes.append(settings["size"])
            return plain(**settings)

        monkeypatch.setattr(toys.toy, "function", counted)
        return sizes

    @pytest.fixture
    def rows(self, live):
        return lambda **settings: live.request(do="table", settings=settings)["table"]["rows"]

    def test_it_is_that_of_the_settings_sent_whatever_was_asked_for_last(self, live, rows):
        live.request(do="ask", settings={"size": 9})
        assert rows(size=3) == [["size", 3]]
        assert live.widget.settings["size"] == 9  # a table moves nothing
        assert live.updates == []

    def test_two_pages_of_one_explorer_get_each_their_own(self, live, rows):
        live.request(do="ask", settings={"size": 3})  # one page
        live.request(do="ask", settings={"size": 9})  # and another
        assert (rows(size=3), rows(size=9)) == ([["size", 3]], [["size", 9]])

    def test_what_is_shown_is_not_worked_out_again_for_its_table(self, live, rows, calls):
        live.request(do="ask", settings={"size": 3})
        rows(size=3)
        rows(size=3.0, shape="round")  # the same settings in other words
        live.request(do="ask", settings={"size": 3})
        assert calls == [3]

    def test_what_was_worked_out_for_a_table_is_not_worked_out_again_to_be_shown(self, live, rows, calls):
        rows(size=5)
        live.request(do="ask", settings={"size": 5})
        assert calls == [5]

    def test_other_settings_are_worked_out_anew(self, live, rows, calls):
        live.request(do="ask", settings={"size": 3})
        live.request(do="ask", settings={"size": 3, "shape": "square"})
        rows(size=4)
        assert calls == [3, 3, 4]

    def test_what_went_wrong_is_not_kept(self, live, rows, calls):
        live.request(do="ask", settings={"size": 3})
        live.request(do="ask", settings={"size": toys.BROKEN})
        assert live.request(do="table", settings={"size": toys.BROKEN})["trouble"] == TROUBLE
        assert rows(size=3) == [["size", 3]]

    @pytest.mark.parametrize("bad", [{}, {"settings": None}, {"settings": [3]}])
    def test_without_settings_there_is_none(self, live, bad):
        assert live.request(do="table", **bad)["trouble"].startswith("settings are a dictionary of names and values")


class TestTrouble:
    @pytest.mark.parametrize(
        ("settings", "sentence"),
        [
            ({"size": 21}, "size must be at most 20 cm, got 21"),
            ({"size": 3.3}, "size must be in steps of 0.5 from 0, got 3.3"),
            ({"colour": "red"}, "toy has no setting 'colour'; it has size, shape, striped, throw"),
            ({"size": toys.UNFIT}, "size must be one that shops sell, got 17.0"),
        ],
    )
    def test_a_refusal_is_its_own_sentence_and_a_quiet_log_entry(self, live, caplog, settings, sentence):
        with caplog.at_level(logging.INFO, logger="course"):
            assert live.request(do="ask", settings=settings)["trouble"] == sentence
        (entry,) = caplog.records
        assert (entry.levelno, entry.getMessage()) == (logging.INFO, f"toy: {sentence}")

    @pytest.mark.parametrize("size", [toys.BROKEN, toys.SLIPPED])
    def test_an_exception_becomes_a_sentence_and_a_log_entry_and_the_next_move_works(self, live, caplog, size):
        with pytest.raises((ZeroDivisionError, ValueError)) as told:
            toys.toy(size=size)  # in Python it is what it is
        with caplog.at_level(logging.INFO, logger="course"):
            answer = live.request(do="ask", settings={"size": size})
        assert answer["trouble"] == TROUBLE
        (entry,) = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert "toy could not answer" in entry.message and entry.exc_info[0] is told.type
        assert live.request(do="ask", settings={"size": 1})["view"]["reading"] == "A round toy of 1 cm."

    @pytest.mark.parametrize(
        "slip",
        [lambda: math.log(-1), lambda: int("x"), lambda: np.zeros(2) + np.zeros(3), lambda: Table(("a",), ((),))],
    )
    def test_a_student_never_sees_the_words_of_a_slip_of_ours(self, live, monkeypatch, slip):
        with pytest.raises(ValueError) as told:
            slip()
        monkeypatch.setattr(toys.toy, "function", lambda **_: slip())
        for do in ("ask", "table"):
            answer = live.request(do=do, settings={})
            assert answer["trouble"] == TROUBLE and str(told.value) not in str(answer)

    def test_a_view_that_no_wire_can_carry_is_trouble_too(self, live, caplog):
        with caplog.at_level(logging.ERROR, logger="course"):
            assert live.request(do="ask", settings={"size": toys.UNSENDABLE})["trouble"] == TROUBLE
        assert caplog.records
        assert live.request(do="ask", settings={"size": 1})["view"]

    @pytest.mark.parametrize("junk", ["ask", 7, None, [], ["ask"], True])
    def test_what_is_no_message_is_answered(self, live, junk):
        live.say(junk)
        (answer,) = live.answers
        assert answer["trouble"].startswith("a message is a dictionary with 'do'")

    @pytest.mark.parametrize("do", ["dance", None, 3, ["ask"], {"ask": 1}, "x" * 10_000])
    def test_an_unknown_wish_is_answered_in_one_sentence(self, live, do):
        said = live.request(do=do)["trouble"]
        assert said.startswith("nobody here knows how to answer") and len(said) < 120

    @pytest.mark.parametrize("id", [None, 0, "", "a", 1.5, ["x"], {"y": 1}])
    def test_an_answer_carries_the_id_it_was_asked_with(self, live, id):
        live.request_as(id, do="ping")

    def test_a_closed_widget_hears_a_late_message_in_silence(self, live, caplog):
        live.widget.close()
        live.widget._handle_custom_msg({"do": "ask", "id": "late", "settings": {}}, [])
        assert live.answers == [] and not caplog.records


class TestPoke:
    def test_a_poke_only_has_to_arrive(self, live):
        live.say({"do": "poke"})
        assert live.answers == [] and live.updates == []


class TestThings:
    def test_a_drawing_is_sent_by_name(self, live):
        assert live.request(do="drawing", name="people")["svg"] == bundle.drawing("people")

    @pytest.mark.parametrize("name", ["nothing", "../front/style", "", None, 3, "people.svg", "/etc/passwd"])
    def test_a_drawing_that_is_not_ours_is_refused(self, live, name):
        assert live.request(do="drawing", name=name)["trouble"].startswith("there is no drawing ")

    def test_plotly_goes_zipped_or_plain(self, live, monkeypatch):
        monkeypatch.setattr(bundle, "plotly_gzipped", lambda: b"zipped")
        monkeypatch.setattr(bundle, "plotly_plain", lambda: b"plain")
        assert (live.request(do="plotly", gzip=True)["gzip"], live.answers[-1]["buffers"]) == (True, [b"zipped"])
        assert (live.request(do="plotly", gzip=False)["gzip"], live.answers[-1]["buffers"]) == (False, [b"plain"])

    def test_a_ping_says_that_somebody_is_there(self, live):
        assert live.request(do="ping") == {"id": "page-1", "buffers": []}

    def test_why_without_a_model_is_empty_and_not_an_error(self, live):
        assert live.request(do="why")["why"] == {"sections": [], "parameters": []}


class TestTwoAtATime:
    def test_a_hundred_asks_from_four_threads_are_each_answered_once(self, live, caplog):
        asked = [{"size": n % 21 / 2, "throw": n + 1} for n in range(100)]
        begin = threading.Barrier(4)

        def one_thread(number):
            begin.wait()
            for n in range(number, 100, 4):
                live.say({"do": "ask", "id": n, "settings": asked[n]})

        threads = [threading.Thread(target=one_thread, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        assert Counter(answer["id"] for answer in live.answers) == Counter(range(100))
        for answer in live.answers:
            assert answer["view"]["reading"] == toys.toy(**asked[answer["id"]]).reading
        assert {**live.widget.settings} in [toys.toy.settings(one) for one in asked]
        assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
        assert live.updates == []

    def test_two_explorers_and_two_lives_of_one_do_not_disturb_each_other(self, page):
        first, second = page(toys.toy.live()), page(toys.toy.live(size=9))
        first.request(do="ask", settings={"size": 2})
        assert (first.widget.settings["size"], second.widget.settings["size"]) == (2, 9)
        assert second.answers == []
        assert toys.toy.defaults["size"] == 4

    def test_an_ask_while_another_is_being_worked_out_waits_its_turn(self, live, monkeypatch):
        entered, leave, quick, overlaps = threading.Event(), threading.Event(), toys.toy.function, []

        def slow(**settings):
            overlaps.append(entered.is_set() and not leave.is_set())
            entered.set()
            assert leave.wait(30)
            return quick(**settings)

        monkeypatch.setattr(toys.toy, "function", slow)
        threads = [
            threading.Thread(target=live.say, args=({"do": "ask", "id": n, "settings": {"size": n}},)) for n in (1, 2)
        ]
        threads[0].start()
        assert entered.wait(30)
        threads[1].start()
        assert live.answers == []
        leave.set()
        for thread in threads:
            thread.join(timeout=30)
        assert [answer["id"] for answer in live.answers] == [1, 2]
        assert overlaps == [False, False]

    @pytest.mark.parametrize(("name", "value"), [("settings", {"size": 8}), ("opened", False), ("predicted", 1)])
    def test_what_a_cell_changes_while_the_page_is_answered_is_said_to_the_page(self, live, monkeypatch, name, value):
        entered, leave, quick = threading.Event(), threading.Event(), toys.toy.function

        def slow(**settings):
            entered.set()
            assert leave.wait(30)
            return quick(**settings)

        monkeypatch.setattr(toys.toy, "function", slow)
        thread = threading.Thread(target=live.say, args=({"do": "ask", "id": 1, "settings": {"size": 2}},))
        thread.start()
        assert entered.wait(30)
        setattr(live.widget, name, value)  # this thread is not the one that answers
        leave.set()
        thread.join(timeout=30)
        assert live.updates == [{name: value}]  # and the page's own 2 cm are not said back
        assert live.answers[0]["view"]["reading"] == "A round toy of 2 cm."
