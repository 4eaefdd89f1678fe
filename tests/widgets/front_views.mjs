// What all views of one explorer or one walk share, and plotly.js once per page: logic that needs no document.

import assert from "node:assert/strict";
import { clock, fakeModel, load, settled, test } from "./front_harness.mjs";

// ---- an explorer: the learner's own move wins over the guess that is still opening ----

const DEFAULTS = { size: 4, shape: "round" };
const GUESSED = { size: 6, shape: "round" };

function beginExplorer(traits = {}) {
  const time = clock();
  const spec = { defaults: DEFAULTS, presets: { Big: { size: 20 } } };
  const model = fakeModel({ spec, settings: DEFAULTS, opened: false, predicted: null, ...traits });
  const { beginExplorer } = load(["transport.js", "plot.js", "explorer.js"], ["beginExplorer"], time.globals, "showExplorer = (el, store) => store;");
  const store = beginExplorer(model).show(null);
  const asked = () => model.asks().map((ask) => ask.settings);
  const answer = (more = {}) => {
    const { id, settings } = model.asks().at(-1);
    model.answer({ id, view: { reading: `size ${settings.size}`, pictures: [{ kind: "card", of: settings.size }] }, ...more });
  };
  const requested = (wish) => model.sent.findLast((content) => content.do === wish);
  const guess = async (settings = GUESSED) => {
    store.predict(0);
    model.answer({ id: requested("predict").id, settings, feedback: { correct: false } });
    await settled();
  };
  return { time, model, store, state: store.state, asked, answer, requested, guess };
}

test("a guess opens on the model as it is and then on the guess beside its ghost", async () => {
  const { state, asked, answer, guess } = beginExplorer();
  assert.deepEqual(asked(), []); // nothing is shown before
  await guess();
  assert.deepEqual([state.opened, state.feedback, asked()], [true, { correct: false }, [DEFAULTS]]);
  answer();
  assert.deepEqual(asked(), [DEFAULTS, GUESSED]);
  answer();
  assert.deepEqual(asked(), [DEFAULTS, GUESSED]); // once
  assert.deepEqual([state.settings, state.shown, state.before], [GUESSED, GUESSED, "size 4"]);
  assert.deepEqual(state.ghost, [{ kind: "card", of: 4 }]);
});

test("a right guess opens on the model as it is", async () => {
  const { asked, answer, guess } = beginExplorer();
  await guess(null);
  answer();
  assert.deepEqual(asked(), [DEFAULTS]);
});

async function goesOn(act, wanted) {
  const { state, store, asked, answer, guess } = beginExplorer();
  await guess();
  act(store);
  answer();
  answer();
  assert.deepEqual(asked().at(-1), wanted);
  assert.deepEqual(state.settings, wanted);
  assert.ok(!asked().some(({ size }) => size === GUESSED.size));
}

test("a move wins over the guess that is still opening", () => goesOn((store) => store.move("shape", "square"), { size: 4, shape: "square" }));
test("a preset wins over the guess that is still opening", () => goesOn((store) => store.preset("Big"), { size: 20, shape: "round" }));
test("start again wins over the guess that is still opening", () => goesOn((store) => store.reset(), DEFAULTS));

test("a first ask that fails drops the guess", async () => {
  const { state, store, asked, answer, guess } = beginExplorer();
  await guess();
  answer({ view: undefined, trouble: "It could not be worked out." });
  assert.equal(state.trouble, "It could not be worked out.");
  store.move("size", 5);
  answer();
  assert.deepEqual(asked(), [DEFAULTS, { size: 5, shape: "round" }]);
  assert.equal(state.trouble, null);
});

test("a guess does not open behind a picture that came too late", async () => {
  const { time, state, asked, answer, guess } = beginExplorer();
  await guess();
  await time.pass(10_001);
  assert.match(state.trouble, /^No answer for ten seconds/);
  answer();
  assert.deepEqual([state.trouble, state.settings, asked()], [null, DEFAULTS, [DEFAULTS]]);
});

test("a guess that is refused opens nothing", async () => {
  const { model, state, store, asked, requested } = beginExplorer();
  store.predict(7);
  model.answer({ id: requested("predict").id, trouble: "a prediction is the number of an option" });
  await settled();
  assert.deepEqual([state.opened, state.trouble, asked()], [false, "a prediction is the number of an option", []]);
});

test("start again forgets the guess in the page and in Python", async () => {
  const { state, store, answer, guess, requested } = beginExplorer();
  await guess(null);
  answer();
  store.reset();
  assert.deepEqual([state.feedback, state.ghost], [null, null]);
  assert.equal(requested("forget").do, "forget");
});

test("start again without a guess has nothing to forget", () => {
  const { store, requested } = beginExplorer({ opened: true });
  store.reset();
  assert.equal(requested("forget"), undefined);
});

test("a reloaded page shows where it stood and what was guessed", async () => {
  const { model, state, asked, requested } = beginExplorer({ opened: true, predicted: 0, settings: { size: 9 } });
  assert.deepEqual(asked(), [{ size: 9, shape: "round" }]);
  model.answer({ id: requested("feedback").id, feedback: { correct: true } });
  await settled();
  assert.deepEqual(state.feedback, { correct: true });
});

test("moves close together are one move and leave one ghost", async () => {
  const { time, state, store, answer } = beginExplorer({ opened: true });
  answer();
  for (const size of [5, 6, 7]) {
    store.move("size", size);
    await time.pass(100);
    answer();
  }
  assert.deepEqual(state.ghost, [{ kind: "card", of: 4 }]);
  await time.pass(800);
  store.move("size", 8);
  assert.deepEqual(state.ghost, [{ kind: "card", of: 7 }]);
});

// ---- a walk: each turn is taken once ----

function beginWalk() {
  const time = clock();
  const model = fakeModel({ spec: { name: "house", title: "Where do you go?" } });
  const { beginWalk, SILENT } = load(["transport.js", "plot.js", "walk.js"], ["beginWalk", "SILENT"], time.globals, "showWalk = (el, store) => store;");
  const store = beginWalk(model).show(null);
  let state = null;
  store.subscribe((now) => (state = now));
  const said = () => model.sent.map(({ id, ...content }) => content);
  const answer = async (turn) => {
    model.answer({ id: model.sent.at(-1).id, view: { reading: `turn ${turn}`, pictures: [] }, events: [["on", "Go on"]], turn });
    await settled();
  };
  return { time, model, store, state, said, answer, SILENT };
}

test("a press says in which turn it was made", async () => {
  const { store, state, said, answer } = beginWalk();
  assert.deepEqual(said(), [{ do: "ask", turn: 0 }]);
  await answer(4); // a reloaded page finds the walk where it stands
  store.go({ do: "event", event: "on" });
  assert.deepEqual(said()[1], { do: "event", event: "on", turn: 4 });
  await answer(5);
  store.go({ do: "restart" });
  assert.deepEqual(said()[2], { do: "restart", turn: 5 });
  await answer(6);
  assert.deepEqual([state.turn, state.view.reading, state.events], [6, "turn 6", [["on", "Go on"]]]);
});

test("a second press while the first is under way is the same press", async () => {
  const { store, state, said, answer } = beginWalk();
  await answer(0);
  store.go({ do: "event", event: "on" });
  store.go({ do: "event", event: "on" });
  assert.equal(said().length, 2);
  assert.equal(state.busy, true);
  await answer(1);
  assert.equal(state.busy, false);
});

test("a press whose answer was lost is made again in the same turn", async () => {
  const { time, store, state, said, answer, SILENT } = beginWalk();
  await answer(0);
  store.go({ do: "event", event: "on" });
  await time.pass(10_001);
  assert.deepEqual([state.trouble, state.busy, state.view.reading], [SILENT, false, "turn 0"]);
  store.go({ do: "event", event: "on" });
  assert.deepEqual(said().slice(1), Array(2).fill({ do: "event", event: "on", turn: 0 }));
  await answer(1);
  assert.deepEqual([state.trouble, state.turn], [null, 1]);
});

test("an event that is refused leaves the page in its turn", async () => {
  const { model, store, state, answer } = beginWalk();
  await answer(3);
  store.go({ do: "event", event: "off" });
  model.answer({ id: model.sent.at(-1).id, trouble: "'off' is not on offer here" });
  await settled();
  assert.deepEqual([state.trouble, state.turn, state.view.reading], ["'off' is not on offer here", 3, "turn 3"]);
});

// ---- plotly.js, once per page ----

// A page in which a script runs as soon as it is put in, and explorers whose requests wait to be answered.
function plotlyPage() {
  const page = { window: { Plotly: "somebody else's" }, scripts: 0 };
  const made = new Map();
  const globals = {
    globalThis: page,
    window: page.window,
    DecompressionStream: undefined, // an old browser: the plain bytes
    Blob: class {
      constructor(parts) {
        this.text = parts.join("");
      }
    },
    URL: {
      createObjectURL: (blob) => (made.set(`blob:${made.size}`, blob.text), `blob:${made.size - 1}`),
      revokeObjectURL: (address) => made.delete(address),
    },
    document: {
      createElement: () => ({ remove() {} }),
      head: {
        append(script) {
          page.scripts += 1;
          new Function("globalThis", "window", made.get(script.src))(page, page.window);
          script.onload();
        },
      },
    },
  };
  const { plotly } = load("plotly.js", ["plotly"], globals);
  const explorer = () => {
    const one = { requests: [] };
    one.wanted = plotly({ request: (content) => new Promise((resolve) => one.requests.push({ content, resolve })) });
    one.wanted.catch(() => {});
    one.answer = (answer) => one.requests.at(-1).resolve(answer);
    return one;
  };
  return { page, explorer, left: () => made.size };
}

const CODE = { buffers: ["window.Plotly = module.exports = { react() {}, amd: typeof define };"] };

test("plotly is asked for once and handed to all who wait for it", async () => {
  const { page, explorer, left } = plotlyPage();
  const [first, second] = [explorer(), explorer()];
  assert.deepEqual([first.requests[0].content, second.requests.length], [{ do: "plotly", gzip: false }, 0]);
  first.answer(CODE);
  const Plotly = await first.wanted;
  assert.equal(await second.wanted, Plotly);
  const third = explorer();
  assert.equal(await third.wanted, Plotly);
  assert.deepEqual([page.scripts, third.requests.length, left()], [1, 0, 0]);
  assert.equal(Plotly.amd, "undefined"); // a page's own loader does not take it away
  assert.equal(page.window.Plotly, "somebody else's"); // and another plotly in the page stays
});

test("who waited asks again when the one that asked was closed", async () => {
  const { page, explorer } = plotlyPage();
  const [closed, second, third] = [explorer(), explorer(), explorer()];
  closed.answer({ trouble: "The engine behind this page has stopped." });
  await assert.rejects(closed.wanted, /has stopped/);
  await settled();
  assert.deepEqual([second.requests.length, third.requests.length], [1, 0]); // one of the two asks for both
  second.answer(CODE);
  assert.equal(await second.wanted, await third.wanted);
  assert.equal(page.scripts, 1);
});

test("an explorer that comes later asks again after all have failed", async () => {
  const { explorer } = plotlyPage();
  const first = explorer();
  first.answer({ trouble: "No answer." });
  await assert.rejects(first.wanted, /No answer/);
  const second = explorer();
  second.answer(CODE);
  assert.equal(typeof (await second.wanted).react, "function");
});

test("what is no plotly is told in a sentence and not kept", async () => {
  const { page, explorer } = plotlyPage();
  const first = explorer();
  first.answer({ buffers: ["module.exports = {};"] });
  await assert.rejects(first.wanted, /plotly\.js could not be started in this browser/);
  const second = explorer();
  second.answer(CODE);
  await second.wanted;
  assert.deepEqual([page.scripts, page.window.Plotly], [2, "somebody else's"]);
});
