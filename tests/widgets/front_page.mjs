// What is built in the page: words, controls, figures, drawings. The document is one of our own, without a browser.

import assert from "node:assert/strict";
import { makeDocument } from "./front_document.mjs";
import { clock, fakeModel, load, settled, test } from "./front_harness.mjs";

function page(files, names, more = {}) {
  const made = makeDocument();
  return { ...made, ...load(["dom.js", ...files], names, { ...made.globals, ...more }) };
}

const tags = (nodes) => nodes.map((node) => `${node.localName}: ${node.textContent}`);

// ---- words ----

test("an alert is written only when its words change", () => {
  const { element, showTrouble } = page([], ["showTrouble"]);
  const alert = element("p");
  for (const words of [null, "It failed.", "It failed.", "Something else.", undefined, null]) showTrouble(alert, words);
  assert.deepEqual([alert.written, alert.textContent, alert.hidden], [3, "", true]);
  showTrouble(alert, "It failed.");
  assert.deepEqual([alert.textContent, alert.hidden], ["It failed.", false]);
});

test("whether the guess was right is said as a word that a style sheet can read", () => {
  const { feedbackBox } = page(["predict.js"], ["feedbackBox"]);
  const box = (correct, right) => feedbackBox({ correct, chosen: ["The round one", "It rolls."], right });
  assert.equal(box(true, null).dataset.correct, "true");
  assert.equal(box(false, ["The square one", "It stands."]).dataset.correct, "false");
  assert.match(box(true, null).textContent, /^You guessed right: The round one/);
  assert.match(box(false, ["The square one", "It stands."]).textContent, /The picture says: The square one\. It stands\.$/);
});

test("the sections of why stand under their headings and equations keep their lines", () => {
  const { whySection } = page(["more.js"], ["whySection"]);
  assert.deepEqual(tags(whySection(["About", "A line\nthat goes up.\n\nFor ever."])), ["p: A line that goes up.", "p: For ever."]);
  assert.deepEqual(tags(whySection(["Equations", "a = b\n  c = d"])), ["p: Equations", "pre: a = b\n  c = d"]);
  assert.deepEqual(tags(whySection(["Origin", "Invented\nfor a test."])), ["p: Origin", "p: Invented for a test."]);
});

test("a parameter says where it comes from with and without a source", () => {
  const { whyParameters } = page(["more.js"], ["whyParameters"]);
  const table = whyParameters([
    { name: "cells that leave", value: "60 million cells", origin: "illustrative" },
    { name: "go on growing", value: "0.01 of 1", origin: "mouse liver", source: "Luzzi 1998", link: "https://doi.org/x", seen: "table 1; read" },
    { name: "marked", value: "<b>", origin: "illustrative", source: "a paper", link: "javascript:alert(1)", seen: "" },
  ]);
  const rows = table.querySelectorAll("tr").map((row) => row.childNodes.map((cell) => cell.textContent));
  assert.deepEqual(rows, [
    ["What", "Value", "Where it comes from"],
    ["cells that leave", "60 million cells", "illustrative"],
    ["go on growing", "0.01 of 1", "mouse liver: Luzzi 1998 (table 1; read)"],
    ["marked", "<b>", "illustrative: a paper"],
  ]);
  assert.deepEqual(table.querySelectorAll("a").map((link) => link.getAttribute("href")), ["https://doi.org/x"]);
});

test("the numbers of a reading that have changed are bold", () => {
  const { element, showReading } = page(["more.js"], ["showReading"]);
  const bold = (words, before) => {
    const el = element("p");
    showReading(el, words, before);
    assert.equal(el.textContent, words);
    return el.querySelectorAll("b").map((node) => node.textContent);
  };
  assert.deepEqual(bold("Of 10,000 cells 2.5 stay.", null), []);
  assert.deepEqual(bold("Of 10,000 cells 2.5 stay.", "Of 10,000 cells 3.5 stay."), ["2.5"]);
  assert.deepEqual(bold("Of 10,000 cells 2 stay.", "Of 10,000 cells 2 stay."), []);
  assert.deepEqual(bold("It falls from 4 to 2 of 100.", "It is 4 of 100."), ["2"]);
});

// ---- controls ----

const SIZE = { kind: "slider", low: 0, high: 20, step: 0.5, label: "Size", unit: "cm", help: "", folded: false };

test("the nearest value of a slider is one of its steps", () => {
  const { nearest } = page(["controls.js"], ["nearest"]);
  const near = (slider, ...values) => values.map((value) => nearest(value, { ...SIZE, ...slider }));
  assert.deepEqual(near({}, 3.3, 3.2, 0, 20, -5, 99, 1e300), [3.5, 3, 0, 20, 0, 20, 20]);
  assert.deepEqual(near({ low: 1, high: 10, step: 1 }, 3.4, 3.5, 0.2), [3, 4, 1]);
  assert.deepEqual(near({ low: 0, high: 1, step: 0.1 }, 0.3, 0.7, 0.30000000000000004, 0.149), [0.3, 0.7, 0.3, 0.1]);
  assert.deepEqual(near({ low: -1, high: 1, step: 0.25 }, -0.3, -0.9), [-0.25, -1]);
  assert.ok(Number.isNaN(nearest(NaN, SIZE)));
});

test("the nearest of a step is that step itself", () => {
  const { nearest } = page(["controls.js"], ["nearest"]);
  for (const [low, step] of [[0, 0.1], [0, 0.01], [0.3, 0.3], [-2, 0.05], [1, 7], [0.001, 0.001]]) {
    const slider = { low, high: Number((low + 500 * step).toFixed(10)), step };
    for (let n = 0; n <= 500; n += 1) {
      const value = Number((low + n * step).toFixed(10));
      assert.equal(nearest(value, slider), value);
    }
  }
});

function slider() {
  const moves = [];
  const { page: here, sliderControl } = page(["controls.js"], ["sliderControl"]);
  const control = sliderControl(SIZE, (value) => moves.push(value));
  control.update(4);
  const [range, number] = control.el.querySelectorAll("input");
  const type = (text) => {
    here.activeElement = number;
    number.value = text;
    number.say("input");
  };
  return { moves, control, range, number, type };
}

test("a typed number moves when it is one of the steps and waits while it is being typed", () => {
  const { moves, range, type } = slider();
  for (const text of ["", "1", "12", "12.", "12.5", "12.55", "125"]) type(text);
  assert.deepEqual([moves, range.value], [[1, 12, 12, 12.5], 12.5]);
});

test("what cannot be is set to the nearest that can when the typing ends", () => {
  for (const [text, value] of [["12.55", 12.5], ["12.8", 13], ["125", 20], ["-3", 0]]) {
    const { moves, range, number, type } = slider();
    type(text);
    number.say("change");
    assert.deepEqual([moves.at(-1), Number(number.value), Number(range.value)], [value, value, value]);
    assert.equal(range.getAttribute("aria-valuetext"), `${value} cm`);
  }
});

test("what is no number goes back to where the slider stands and moves nothing", () => {
  const { moves, number, type } = slider();
  for (const text of ["", "two"]) {
    type(text);
    number.say("change");
    assert.equal(Number(number.value), 4);
  }
  assert.deepEqual(moves, []);
});

test("a view does not write over what is being typed", () => {
  const { control, range, number, type } = slider();
  type("1");
  control.update(1.5);
  assert.deepEqual([number.value, range.value], ["1", 1.5]);
});

// ---- figures ----

function figure() {
  const drawn = [];
  const purged = [];
  const Plotly = { react: async (area, data, layout) => drawn.push([data[0].name, layout.width]), purge: (area) => purged.push(area) };
  const wires = { plotly: async () => Plotly };
  const made = page(["plot.js"], ["makePlot"], { plotly: (transport) => wires.plotly(transport) });
  const plot = made.makePlot("the wire");
  const [area] = plot.el.querySelectorAll("div.mbc-plot");
  const show = (name) => plot.show({ kind: "plot", title: `figure ${name}`, yTitle: "", data: [{ name }], layout: {} }, null);
  const measure = async (width) => {
    area.clientWidth = width;
    made.measure();
    await settled();
  };
  return { ...made, plot, area, drawn, purged, wires, show, measure };
}

test("what changes while a figure is hidden is drawn when it is seen again", async () => {
  const { drawn, show, measure } = figure();
  await show("a");
  await measure(0); // folded away
  await show("b");
  await show("c");
  assert.deepEqual(drawn, [["a", 600]]);
  await measure(600); // the same width as before
  assert.deepEqual(drawn, [["a", 600], ["c", 600]]);
});

test("a figure that begins hidden is drawn when it is seen", async () => {
  const { area, drawn, show, measure } = figure();
  area.clientWidth = 0;
  await show("a");
  assert.deepEqual(drawn, []);
  await measure(320.6);
  assert.deepEqual(drawn, [["a", 320]]);
});

test("a figure is drawn again for another width and not for the same", async () => {
  const { drawn, show, measure } = figure();
  await show("a");
  await measure(600);
  await measure(400);
  assert.deepEqual(drawn, [["a", 600], ["a", 400]]);
});

test("a figure without plotly says so in words and comes when plotly does", async () => {
  const { plot, drawn, show, wires } = figure();
  const { plotly } = wires;
  wires.plotly = async () => {
    throw new Error("No answer for ten seconds.");
  };
  await show("a");
  assert.match(plot.el.textContent, /No answer for ten seconds\./);
  wires.plotly = plotly;
  await show("b");
  assert.deepEqual(drawn, [["b", 600]]);
  assert.doesNotMatch(plot.el.textContent, /No answer/);
});

test("a figure that has gone is drawn no more", async () => {
  const { plot, area, drawn, purged, show, measure } = figure();
  await show("a");
  plot.end();
  await show("b");
  await measure(300);
  assert.deepEqual([drawn.length, purged], [1, [area]]);
});

// ---- drawings ----

// The wire gives a name for a text, and this page's parser makes of it what `shapes` says.
function drawing(shapes) {
  const asked = [];
  const { element, ...made } = page(["drawing.js"], ["makeDrawing", "parseDrawing"], {
    globalThis: {},
    DOMParser: class {
      parseFromString = (text) => ({ documentElement: shapes[text](element) });
    },
  });
  const transport = { request: ({ name }) => new Promise((resolve) => asked.push({ name, answer: () => resolve({ svg: name }), fail: (trouble) => resolve({ trouble }) })) };
  const picked = [];
  const view = (name, more = {}) => ({ kind: "drawing", name, title: `a ${name}`, states: {}, texts: {}, picks: {}, ...more });
  return { ...made, element, asked, picked, view, make: () => made.makeDrawing(transport, (...pick) => picked.push(pick)) };
}

const HOUSE = (element) =>
  element("svg", {}, element("text", { "data-part": "word" }, "as it is"), element("rect", { "data-part": "door", id: "door" }), element("use", { href: "#door" }));
const BOAT = (element) => element("svg", {}, element("path", { "data-part": "sail" }));

test("nothing in a drawing may run or lead out of it", () => {
  const { parseDrawing } = drawing({
    bad: (element) =>
      element(
        "svg",
        { onload: "alert(1)", viewBox: "0 0 1 1" },
        ...["script", "style", "foreignObject", "iframe", "set", "animate", "animateTransform", "animateMotion"].map((name) => element(name)),
        element("use", { href: "https://example.org/x.svg#a", class: "a" }),
        element("use", { "xlink:href": "data:image/svg+xml,x" }),
        element("a", { href: "javascript:alert(1)" }),
        element("rect", { fill: "url(https://example.org/x)", style: "fill: URL('//example.org')", onclick: "alert(1)" }),
        element("rect", { filter: "url(data:x#y)", width: "3" }),
      ),
  });
  const svg = parseDrawing("bad");
  assert.deepEqual(svg.all.map((node) => node.localName), ["use", "use", "a", "rect", "rect"]);
  assert.deepEqual([svg, ...svg.all].flatMap((node) => node.attributes.map(({ name }) => name)), ["viewBox", "class", "width"]);
});

test("two views of one drawing share no id and each refers to its own", () => {
  const shape = (element) =>
    element("svg", {}, element("marker", { id: "arrow" }), element("path", { "marker-end": "url(#arrow)", style: "fill: url(#grey); stroke: url(#arrow)" }), element("use", { href: "#arrow" }), element("use", { "xlink:href": "#arrow" }));
  const { parseDrawing } = drawing({ shape });
  const [one, other] = [parseDrawing("shape"), parseDrawing("shape")].map((svg) => {
    const [marker, path, use, old] = svg.all;
    const { id } = marker;
    assert.equal(path.getAttribute("marker-end"), `url(#${id})`);
    assert.match(path.getAttribute("style"), new RegExp(`^fill: url\\(#mbc-.*-grey\\); stroke: url\\(#${id}\\)$`));
    assert.deepEqual([use.getAttribute("href"), old.getAttribute("xlink:href")], [`#${id}`, `#${id}`]);
    return id;
  });
  assert.notEqual(one, other);
});

test("a drawing shows states and words and gives the words back", async () => {
  const { make, asked, view } = drawing({ house: HOUSE });
  const { el, show } = make();
  const first = show(view("house", { states: { door: "open" }, texts: { word: "come in" } }));
  asked[0].answer();
  await first;
  const [word, door] = el.querySelectorAll("[data-part]");
  assert.deepEqual([door.dataset.state, word.textContent], ["open", "come in"]);
  await show(view("house"), view("house", { states: { door: "open" } }));
  assert.deepEqual([door.dataset.state, door.dataset.was, word.textContent], ["", "open", "as it is"]);
  assert.equal(asked.length, 1);
});

test("a view that comes while its drawing is on the way wins over those before it", async () => {
  const { make, asked, view } = drawing({ house: HOUSE });
  const { el, show } = make();
  const shows = ["open", "shut", "ajar"].map((door) => show(view("house", { states: { door } })));
  let painted = 0;
  el.addEventListener("mbc-painted", () => (painted += 1));
  asked.forEach(({ answer }) => answer());
  await Promise.all(shows);
  assert.deepEqual([el.querySelector("rect").dataset.state, painted], ["ajar", 1]);
});

test("a drawing that comes after another was wanted is not shown", async () => {
  const { make, asked, view } = drawing({ house: HOUSE, boat: BOAT });
  const { el, show } = make();
  const shows = [show(view("house", { states: { door: "open" } })), show(view("boat", { states: { sail: "up" } }))];
  asked[1].answer();
  await settled();
  asked[0].answer();
  await Promise.all(shows);
  assert.deepEqual([el.querySelectorAll("rect").length, el.querySelector("path").dataset.state], [0, "up"]);
});

test("a drawing that cannot be fetched says so and is asked for again", async () => {
  const { make, asked, view } = drawing({ house: HOUSE });
  const { el, show } = make();
  const first = show(view("house"));
  asked[0].fail("No answer for ten seconds.");
  await first;
  assert.match(el.textContent, /No answer for ten seconds\./);
  const second = show(view("house", { states: { door: "open" } }));
  asked[1].answer();
  await second;
  assert.equal(el.querySelector("rect").dataset.state, "open");
  assert.doesNotMatch(el.textContent, /No answer/);
});

test("a pick with the mouse moves its control and any other part moves nothing", async () => {
  const { make, asked, picked, view } = drawing({ house: HOUSE });
  const { el, show } = make();
  const first = show(view("house", { picks: { door: ["shape", "round"] } }));
  asked[0].answer();
  await first;
  for (const node of el.all) node.say("click");
  assert.deepEqual(picked, [["shape", "round"]]);
  assert.ok(el.querySelector("rect").classList.contains("mbc-pick"));
  await show(view("house"));
  el.querySelector("rect").say("click");
  assert.equal(picked.length, 1);
});

// ---- a whole explorer ----

function explorer(more = {}, traits = {}) {
  const time = clock();
  const spec = { name: "toy", title: "What?", controls: { size: SIZE }, defaults: { size: 4 }, presets: {}, origin: "Invented.", why: false, question: null, ...more };
  const model = fakeModel({ spec, settings: { size: 4 }, opened: true, predicted: null, ...traits });
  const files = ["transport.js", "plot.js", "drawing.js", "card.js", "controls.js", "predict.js", "more.js", "explorer.js"];
  const { element, beginExplorer } = page(files, ["beginExplorer"], { ...time.globals, plotly: null });
  const life = beginExplorer(model);
  const views = [element("main"), element("main")];
  views.forEach((el) => life.show(el));
  const answer = async () => {
    const { id, settings } = model.asks().at(-1);
    model.answer({ id, view: { reading: `It is ${settings.size} cm.`, pictures: [{ kind: "card", title: "A card", rows: [], links: [] }] } });
    await settled();
  };
  const tables = () => model.sent.filter((content) => content.do === "table");
  return { time, model, views, answer, tables };
}

test("a table is asked for by the settings of the view that is shown", async () => {
  const { model, views, answer, tables } = explorer();
  await answer();
  const [range] = views[0].querySelectorAll("input");
  range.value = "9";
  range.say("input"); // on the way, not yet shown
  const fold = views[0].querySelector("details");
  fold.open = true;
  fold.say("toggle");
  assert.deepEqual(tables().map(({ settings }) => settings), [{ size: 4 }]);
  await answer();
  assert.deepEqual(tables().map(({ settings }) => settings), [{ size: 4 }, { size: 9 }]); // the other view is folded
  model.answer({ id: tables()[1].id, table: { columns: ["What", "cm"], rows: [["size", 9]] } });
  await settled();
  assert.match(fold.textContent, /size9/);
});

test("trouble stands above the last picture and goes with the next", async () => {
  const { model, views, answer } = explorer();
  await answer();
  const [range] = views[0].querySelectorAll("input");
  const move = (size) => {
    range.value = size;
    range.say("input");
  };
  move("9");
  model.answer({ id: model.asks().at(-1).id, trouble: "It could not be worked out." });
  for (const el of views) {
    const alert = el.querySelector("p.mbc-trouble");
    assert.deepEqual([alert.textContent, alert.hidden, el.querySelector("p.mbc-reading").textContent], ["It could not be worked out.", false, "It is 4 cm."]);
  }
  move("8");
  await answer();
  for (const el of views) assert.deepEqual([el.querySelector("p.mbc-trouble").hidden, el.querySelector("p.mbc-reading").textContent], [true, "It is 8 cm."]);
});

const QUESTION = { stem: "Which?", options: ["The round one", "The square one"] };
async function guessed() {
  const all = explorer({ question: QUESTION }, { opened: false });
  const { views } = all;
  const inputs = views[0].querySelectorAll("input").filter((node) => node.getAttribute("type") === "radio");
  inputs[0].checked = true;
  inputs[0].say("change");
  views[0].querySelectorAll("button").find((b) => b.textContent === "That is my guess").say("click");
  return all;
}
test("what is to be said about a guess is spoken with the picture that it opens", async () => {
  const { time, model, views, answer } = await guessed();
  model.answer({ id: model.sent.at(-1).id, settings: { size: 6 }, feedback: { correct: false, chosen: ["The round one", "It rolls."], right: ["The square one", "It stands."] } });
  await settled();
  await answer();
  await time.pass(50);
  await answer();
  await time.pass(2000);
  assert.match(views[0].querySelector("p.mbc-spoken").textContent, /It rolls\./);
});
test("a failure that comes too late does not take a drawing away", async () => {
  const { make, asked, view } = drawing({ house: HOUSE });
  const { el, show } = make();
  const shows = [show(view("house")), show(view("house"))];
  asked[1].answer();
  await settled();
  asked[0].fail("No answer");
  await Promise.all(shows);
  assert.equal(el.querySelectorAll("rect").length, 1);
});
test("start again forgets a guess whose words are still on the way", async () => {
  const { model, views, answer } = explorer({ question: QUESTION }, { predicted: 0 });
  await answer();
  views[0].querySelectorAll("button").find((b) => b.textContent === "Start again").say("click");
  const feedback = model.sent.find((c) => c.do === "feedback");
  model.answer({ id: feedback.id, feedback: { correct: true, chosen: ["a", "b"], right: null } });
  await settled();
  assert.ok(model.sent.some((c) => c.do === "forget"));
  assert.equal(views[0].querySelectorAll("div.mbc-feedback").length, 0);
});
test("what is to be said about a right guess is spoken with the first picture", async () => {
  const { time, model, views, answer } = await guessed();
  model.answer({ id: model.sent.at(-1).id, settings: null, feedback: { correct: true, chosen: ["The round one", "It rolls."], right: null } });
  await settled();
  await answer();
  await time.pass(2000);
  assert.match(views[0].querySelector("p.mbc-spoken").textContent, /It rolls\./);
});
