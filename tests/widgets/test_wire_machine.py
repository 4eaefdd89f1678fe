"""Random conversations over the wire: one answer for each id, in order, and the state that follows from them."""

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from ipywidgets import Widget
from pages import Page
from toys import BROKEN, SLIPPED, UNFIT, UNSENDABLE, asking, house

from widgets.framework.transport import TROUBLE
from widgets.framework.view import pack_table

FAILING = (SLIPPED, BROKEN, UNFIT, UNSENDABLE)
good_sizes = some.integers(0, 40).map(lambda n: n / 2).filter(lambda size: size not in FAILING)
good = some.fixed_dictionaries(
    {}, optional={"size": good_sizes, "shape": some.sampled_from(["round", "square"]), "striped": some.booleans()}
)
junk = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(-1e300, 1e300) | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
bad_settings = some.one_of(
    some.fixed_dictionaries(
        {"size": some.sampled_from([-1, 20.5, 3.3, UNFIT, 1e300, 10**400, True, "4", None, [4], {}])}
    ),
    some.fixed_dictionaries({"shape": some.sampled_from(["flat", "", 1, None, ["round"]])}),
    some.fixed_dictionaries({"striped": some.sampled_from([0, 1, "yes", None])}),
    some.fixed_dictionaries({"throw": some.sampled_from([0, 1001, 1.5, 10**400, True, "1"])}),
    some.fixed_dictionaries({"colour": junk}),
    junk.filter(lambda value: not isinstance(value, dict)),
)


class Conversation(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.page = Page(asking.live())
        self.said = []  # the ids that must have been answered, in order
        self.settings = dict(self.page.widget.settings)
        self.opened, self.predicted = False, None

    def teardown(self):
        Widget.close_all()

    def request(self, **content):
        self.said.append(f"page-{len(self.said) + 1}")
        self.page.say({**content, "id": self.said[-1]})
        return self.page.answers[-1]

    @rule(given=good)
    def ask(self, given):
        answer = self.request(do="ask", settings=given)
        self.settings = {**asking.defaults, **given}
        assert answer["view"]["reading"] == asking(**given).reading

    @rule(given=bad_settings)
    def ask_what_cannot_be(self, given):
        said = self.request(do="ask", settings=given)["trouble"]
        assert any(words in said for words in ("must be", "has no setting", "are a dictionary"))
        assert self.request(do="table", settings=given)["trouble"] == said

    @rule(size=some.sampled_from([BROKEN, SLIPPED, UNSENDABLE]))
    def ask_what_fails(self, size):
        assert self.request(do="ask", settings={"size": size})["trouble"] == TROUBLE
        if size == UNSENDABLE:
            self.settings = dict(self.page.widget.settings)  # whether these are kept is open: they were good settings

    @rule(option=some.sampled_from([0, 1]))
    def predict(self, option):
        answer = self.request(do="predict", option=option)
        opens = asking.question.options[option].opens
        self.settings |= opens or {}
        self.opened, self.predicted = True, option
        assert answer["settings"] == (self.settings if opens else None)

    @rule(option=junk.filter(lambda value: value not in (0, 1) or isinstance(value, (bool, float))))
    def predict_nothing(self, option):
        assert "trouble" in self.request(do="predict", option=option)

    @rule()
    def show_me(self):
        self.request(do="open")
        self.opened = True

    @rule()
    def feedback(self):
        feedback = self.request(do="feedback")["feedback"]
        assert (feedback is None) == (self.predicted is None)

    @rule()
    def forget(self):
        self.request(do="forget")
        self.predicted = None

    @rule(given=good)
    def table(self, given):
        assert self.request(do="table", settings=given)["table"] == pack_table(asking.show(given).table)

    @rule(name=some.sampled_from(["people", "nothing", "../theme", None]))
    def drawing(self, name):
        assert ("svg" in self.request(do="drawing", name=name)) == (name == "people")

    @rule(do=some.sampled_from(["ping", "why"]))
    def small_talk(self, do):
        assert "trouble" not in self.request(do=do)

    @rule(do=junk.filter(lambda value: not isinstance(value, str)) | some.just("dance"))
    def unknown(self, do):
        assert "trouble" in self.request(do=do)

    @rule(words=junk.filter(lambda value: not isinstance(value, dict)))
    def no_message(self, words):
        self.said.append(None)
        self.page.say(words)
        assert "trouble" in self.page.answers[-1]

    @rule()
    def poke(self):
        self.page.say({"do": "poke"})

    @invariant()
    def each_id_is_answered_once_and_in_order(self):
        assert [answer["id"] for answer in self.page.answers] == self.said

    @invariant()
    def the_traits_hold_what_was_last_good(self):
        widget = self.page.widget
        assert (dict(widget.settings), widget.opened, widget.predicted) == (self.settings, self.opened, self.predicted)
        assert self.page.updates == []


class Wandering(RuleBasedStateMachine):
    """A walk: the page may say any event, on offer or not, and any message as if in any turn."""

    def __init__(self):
        super().__init__()
        self.page = Page(house.live())
        self.said, self.events, self.turn = [], [], 0
        self.heard = []  # every message that counted

    def teardown(self):
        Widget.close_all()

    def request(self, **content):
        self.said.append(f"page-{len(self.said) + 1}")
        self.page.say({**content, "id": self.said[-1]})
        return self.page.answers[-1]

    def stands(self, answer):
        step = house(*self.events)
        assert answer["view"]["reading"] == step.view.reading
        assert answer["events"] == [[event.name, event.label] for event in step.events]
        assert answer["turn"] == self.turn

    @rule(event=some.sampled_from(["door", "hall", "garden", "roof", "", None, ["hall"]]))
    def go(self, event):
        offered = {offer.name for offer in house(*self.events).events}
        message = {"do": "event", "event": event, "turn": self.turn}
        answer = self.request(**message)
        if isinstance(event, str) and event in offered:
            self.events.append(event)
            self.heard.append(message)
            self.turn += 1
            self.stands(answer)
        else:
            assert "is not on offer here" in answer["trouble"]

    @rule()
    def start_again(self):
        message = {"do": "restart", "turn": self.turn}
        answer = self.request(**message)
        self.events, self.turn = [], self.turn + 1
        self.heard.append(message)
        self.stands(answer)

    @precondition(lambda self: self.heard)
    @rule(data=some.data())
    def say_again_what_has_counted(self, data):
        self.stands(self.request(**data.draw(some.sampled_from(self.heard))))

    @rule(do=some.sampled_from(["event", "restart"]), event=some.sampled_from(["hall", "garden", "roof"]), turn=junk)
    def say_something_in_another_turn(self, do, event, turn):
        assume(turn != self.turn)
        self.stands(self.request(do=do, event=event, turn=turn))

    @rule()
    def table(self):
        assert self.request(do="table")["table"]["rows"] == [["steps", len(self.events)]]

    @rule()
    def poke(self):
        self.page.say({"do": "poke"})

    @rule()
    def ask(self):
        self.stands(self.request(do="ask"))

    @invariant()
    def each_id_is_answered_in_order(self):
        assert [answer["id"] for answer in self.page.answers] == self.said


RUN = settings(max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TestConversation = Conversation.TestCase
TestConversation.settings = RUN
TestWandering = Wandering.TestCase
TestWandering.settings = RUN
