// The logic of the front end without a browser: the files' text is run with a clock and a kernel of our own.
// `node front.mjs FOLDER` prints one line of JSON: the name of each case and null, or what went wrong.

import assert from "node:assert/strict";
import { cases, clock, fakeModel, load, test } from "./front_harness.mjs";
import "./front_views.mjs";
import "./front_page.mjs";

function begin(options) {
  const time = clock();
  const model = fakeModel();
  const { makeTransport, SILENT, STOPPED } = load("transport.js", ["makeTransport", "SILENT", "STOPPED"], time.globals);
  const transport = makeTransport(model, options);
  const shown = [];
  transport.onView((answer) => shown.push(answer));
  return { time, model, transport, shown, SILENT, STOPPED };
}

const view = (ask, more = {}) => ({ id: ask.id, view: ask.settings.n, ...more });

// ---- ask ----

test("an ask is sent with an id and its settings and its answer is shown", () => {
  const { model, transport, shown } = begin();
  transport.ask({ n: 1 });
  const [ask] = model.asks();
  assert.deepEqual(ask.settings, { n: 1 });
  assert.match(ask.id, /^\w+-1$/);
  model.answer(view(ask), ["a buffer"]);
  assert.deepEqual(shown, [{ id: ask.id, view: 1, buffers: ["a buffer"], settings: { n: 1 } }]);
});

test("one request is in flight and the newest settings win", () => {
  const { model, transport, shown } = begin();
  for (const n of [1, 2, 3, 4]) transport.ask({ n });
  assert.equal(model.asks().length, 1);
  model.answer(view(model.asks()[0]));
  assert.deepEqual(model.asks().map((ask) => ask.settings.n), [1, 4]);
  model.answer(view(model.asks()[1]));
  assert.deepEqual(shown.map((one) => one.view), [1, 4]);
});

test("the next request leaves before the picture is drawn", () => {
  const { model, transport } = begin();
  let asksWhenShown = 0;
  transport.onView(() => (asksWhenShown = model.asks().length));
  transport.ask({ n: 1 });
  transport.ask({ n: 2 });
  model.answer(view(model.asks()[0]));
  assert.equal(asksWhenShown, 2);
});

test("a hundred moves while the kernel is busy end on the last", async () => {
  const { time, model, transport, shown } = begin();
  for (let n = 1; n <= 100; n += 1) {
    transport.ask({ n });
    await time.pass(16);
    if (n % 30 === 0) model.answer(view(model.asks().at(-1)));
  }
  while (model.asks().at(-1).id !== shown.at(-1)?.id) model.answer(view(model.asks().at(-1)));
  assert.equal(shown.at(-1).view, 100);
  assert.ok(model.asks().length <= 6);
  assert.deepEqual(shown.map((one) => one.view), shown.map((one) => one.view).sort((a, b) => a - b));
});

test("an answer that comes twice is shown once", () => {
  const { model, transport, shown } = begin();
  transport.ask({ n: 1 });
  const [ask] = model.asks();
  model.answer(view(ask));
  model.answer(view(ask));
  assert.equal(shown.length, 1);
});

test("an answer that a newer request has overtaken is dropped", async () => {
  const { time, model, transport, shown } = begin({ timeout: 100 });
  transport.ask({ n: 1 });
  transport.ask({ n: 2 });
  await time.pass(101); // the first is given up, the second flies
  const [first, second] = model.asks();
  model.answer(view(second));
  model.answer(view(first)); // out of order
  assert.deepEqual(shown.map((one) => one.view), [2]);
});

test("an answer to nobody's question is dropped", () => {
  const { model, transport, shown } = begin();
  model.answer({ id: "x-1", view: 1 });
  transport.ask({ n: 1 });
  model.answer({ id: "x-1", view: 1 });
  model.answer({ view: 1 });
  model.answer({ id: null, trouble: "?" });
  assert.deepEqual(shown, []);
});

test("trouble is shown and the next move works", () => {
  const { model, transport, shown } = begin();
  transport.ask({ n: 1 });
  model.answer({ id: model.asks()[0].id, trouble: "size must be at most 20" });
  transport.ask({ n: 2 });
  model.answer(view(model.asks()[1]));
  assert.deepEqual(shown.map((one) => one.trouble ?? one.view), ["size must be at most 20", 2]);
});

// ---- silence ----

test("silence becomes a sentence after the time that was set and not before", async () => {
  const { time, model, transport, shown, SILENT } = begin({ timeout: 100 });
  transport.ask({ n: 1 });
  await time.pass(99);
  assert.deepEqual(shown, []);
  await time.pass(1);
  assert.deepEqual(shown, [{ trouble: SILENT }]);
  assert.equal(model.asks().length, 1);
});

test("ten seconds are the time when none is set", async () => {
  const { time, transport, shown } = begin();
  transport.ask({ n: 1 });
  await time.pass(9_999);
  assert.equal(shown.length, 0);
  await time.pass(1);
  assert.equal(shown.length, 1);
});

test("a late answer of the newest is still welcome", async () => {
  const { time, model, transport, shown } = begin({ timeout: 100 });
  transport.ask({ n: 1 });
  await time.pass(500);
  model.answer(view(model.asks()[0]));
  model.answer(view(model.asks()[0]));
  assert.deepEqual(shown.map((one) => one.view), [undefined, 1]);
});

test("after silence the next move is sent at once", async () => {
  const { time, model, transport, shown } = begin({ timeout: 100 });
  transport.ask({ n: 1 });
  await time.pass(101);
  transport.ask({ n: 2 });
  model.answer(view(model.asks()[1]));
  model.answer(view(model.asks()[0]));
  assert.equal(shown.at(-1).view, 2);
  await time.pass(1_000);
  assert.equal(shown.length, 2); // no time-out of an answered request
});

test("a cut wire is told at once and a new one works", () => {
  const { model, transport, shown, STOPPED } = begin();
  model.cut = true;
  transport.ask({ n: 1 });
  assert.deepEqual(shown, [{ trouble: STOPPED }]);
  model.cut = false;
  transport.ask({ n: 2 });
  model.answer(view(model.asks()[0]));
  assert.equal(shown.at(-1).view, 2);
});

test("a wire that comes alive is asked whether somebody is there", async () => {
  const { time, model, shown, STOPPED } = begin();
  model.fire("comm_live_update");
  assert.equal(model.sent.at(-1).do, "ping");
  model.answer({ id: model.sent.at(-1).id });
  await time.pass(60_000);
  assert.deepEqual(shown, []);
  model.fire("comm_live_update");
  await time.pass(3_001);
  assert.deepEqual(shown, [{ trouble: STOPPED }]);
});

// ---- request ----

test("requests are answered each by its own id in any order", async () => {
  const { model, transport } = begin();
  const both = Promise.all([transport.request({ do: "table" }), transport.request({ do: "why" })]);
  const [table, why] = model.sent;
  assert.notEqual(table.id, why.id);
  model.answer({ id: why.id, why: "because" });
  model.answer({ id: table.id, table: [1] }, ["b"]);
  model.answer({ id: table.id, table: [2] });
  const [first, second] = await both;
  assert.deepEqual([first.table, first.buffers, second.why], [[1], ["b"], "because"]);
});

test("a request is given up with a sentence and a late answer of it changes nothing", async () => {
  const { time, model, transport, SILENT } = begin({ timeout: 100 });
  const answer = transport.request({ do: "table" });
  await time.pass(101);
  model.answer({ id: model.sent[0].id, table: [] });
  assert.deepEqual(await answer, { trouble: SILENT, silent: true });
});

test("a request may be more patient", async () => {
  const { time, model, transport } = begin({ timeout: 100 });
  const answer = transport.request({ do: "plotly" }, 60_000);
  await time.pass(59_000);
  model.answer({ id: model.sent[0].id, gzip: true });
  assert.equal((await answer).gzip, true);
});

test("a request over a cut wire is told at once", async () => {
  const { model, transport, STOPPED, time } = begin();
  model.cut = true;
  assert.deepEqual(await transport.request({ do: "table" }), { trouble: STOPPED });
  assert.equal(time.waiting(), 0);
});

test("asks and requests do not take each other's answers", async () => {
  const { model, transport, shown } = begin();
  transport.ask({ n: 1 });
  const answer = transport.request({ do: "table" });
  const [ask, table] = model.sent;
  model.answer({ id: table.id, table: [] });
  model.answer(view(ask));
  assert.deepEqual((await answer).table, []);
  assert.equal(shown.length, 1);
});

test("two pages and two explorers never share an id", () => {
  const first = begin();
  const second = begin();
  first.transport.ask({ n: 1 });
  second.transport.ask({ n: 1 });
  assert.notEqual(first.model.asks()[0].id, second.model.asks()[0].id);
});

// ---- the poke ----

test("a poke follows an ask at once when the kernel is heard to be busy", async () => {
  const { time, model, transport } = begin();
  transport.ask({ n: 1 });
  model.status("idle"); // of the move before
  assert.equal(model.pokes(), 0);
  model.status("busy");
  assert.equal(model.pokes(), 1);
  await time.pass(1_000);
  assert.equal(model.pokes(), 1);
});

test("a poke follows an ask after a moment where nobody says that the kernel is busy", async () => {
  const { time, model, transport } = begin();
  transport.ask({ n: 1 });
  await time.pass(15);
  assert.equal(model.pokes(), 0);
  await time.pass(1);
  assert.equal(model.pokes(), 1);
});

test("an answer needs no poke any more", async () => {
  const { time, model, transport } = begin();
  transport.ask({ n: 1 });
  const { status } = model;
  model.answer(view(model.asks()[0]));
  status("busy");
  await time.pass(1_000);
  assert.equal(model.pokes(), 0);
});

test("a page that is closed pokes nobody", async () => {
  const { time, model, transport } = begin();
  transport.ask({ n: 1 });
  transport.end();
  model.status("busy");
  await time.pass(1_000);
  assert.equal(model.pokes(), 0);
});

test("the poke can be switched off and is off where the way is long", async () => {
  globalThis.mbcPoke = false;
  const off = begin();
  off.transport.ask({ n: 1 });
  await off.time.pass(1_000);
  delete globalThis.mbcPoke;
  assert.equal(off.model.pokes(), 0);

  const far = begin();
  for (let n = 1; n <= 5; n += 1) {
    far.transport.ask({ n });
    await far.time.pass(400);
    far.model.answer(view(far.model.asks().at(-1)));
  }
  const before = far.model.pokes();
  far.transport.ask({ n: 6 });
  await far.time.pass(400);
  assert.equal(far.model.pokes(), before);
});

// ---- the end ----

test("the end resolves who waits, hears no more and leaves no sentence behind", async () => {
  const { time, model, transport, shown, STOPPED } = begin();
  const answer = transport.request({ do: "table" });
  transport.ask({ n: 1 });
  transport.end();
  assert.deepEqual(await answer, { trouble: STOPPED });
  model.answer(view(model.asks()[0]));
  await time.pass(60_000);
  assert.deepEqual(shown, []);
  assert.equal(model.listening(), 0);
  assert.equal(time.waiting(), 0);
});

// ---- CSV ----

const { toCsv } = load("more.js", ["toCsv"]);
const csv = (...cells) => toCsv({ columns: ["a"], rows: cells.map((cell) => [cell]) }).split("\r\n").slice(1, -1);

test("a table becomes lines of cells", () => {
  assert.equal(toCsv({ columns: ["What", "n"], rows: [["a", 1], ["b", 2.5]] }), "What,n\r\na,1\r\nb,2.5\r\n");
});

test("commas and quotes and line ends are quoted", () => {
  assert.deepEqual(csv('say "no", twice'), ['"say ""no"", twice"']);
  assert.deepEqual(csv("two\nlines"), ['"two\nlines"']);
});

test("a carriage return inside a cell is quoted", () => {
  assert.equal(toCsv({ columns: ["a"], rows: [["two\rlines"]] }), 'a\r\n"two\rlines"\r\n');
});

test("a cell that begins like a formula stays a word", () => {
  for (const start of ["=", "+", "-", "@", "\t"]) {
    const [cell] = csv(`${start}cmd|' /C calc'!A0`);
    assert.ok(cell.replace(/^"/, "").startsWith("'"), cell);
  }
  assert.ok(toCsv({ columns: ["=1+1"], rows: [] }).startsWith("'=1+1"));
});

test("a cell that begins with a line end and a formula stays a word", () => {
  for (const start of ["\r=", "\n="]) {
    const text = toCsv({ columns: ["a"], rows: [[`${start}1+1`]] }).slice("a\r\n".length);
    assert.match(text, /^"?'/);
  }
});

test("numbers stay numbers, also below zero, and a gap stays empty", () => {
  assert.deepEqual(csv(-3, 1e-7, 0, null, undefined), ["-3", "1e-7", "0", "", ""]);
});

// ---- arrays and ghosts ----

const { unpackArrays, ghostTraces } = load("plot.js", ["unpackArrays", "ghostTraces"]);

test("long arrays come out of their buffers, wherever these begin", () => {
  const all = new Float32Array([9, 9, 1, 2.5, NaN]);
  const second = new DataView(all.buffer, 8, 12);
  const back = unpackArrays([{ x: { $float32: 1 }, y: [1, null], meta: { ghost: true } }], [new DataView(new ArrayBuffer(0)), second]);
  assert.deepEqual([...back[0].x], [1, 2.5, NaN]);
  assert.ok(back[0].x instanceof Float32Array);
  assert.deepEqual(back[0].y, [1, null]);
  assert.deepEqual(back[0].meta, { ghost: true });
});

test("an array at an odd place in a buffer is read all the same", () => {
  const bytes = new Uint8Array(13);
  new DataView(bytes.buffer).setFloat32(1, 7, true);
  const back = unpackArrays({ $float32: 0 }, [new DataView(bytes.buffer, 1, 4)]);
  assert.deepEqual([...back], [7]);
});

test("a ghost is a faint copy without words of the traces that leave one", () => {
  const line = { type: "scatter", mode: "lines+markers+text", text: ["a"], line: { color: "@blue", width: 3 }, marker: { color: "@blue", size: 9 }, fill: "tozeroy", meta: { ghost: true }, x: [1] };
  const [ghost, ...more] = ghostTraces({ kind: "plot", data: [line, { ...line, meta: undefined }, { ...line, meta: { ghost: false } }] });
  assert.deepEqual(more, []);
  assert.equal(ghost.mode, "lines+markers");
  assert.equal(ghost.text, undefined);
  assert.equal(ghost.fill, undefined);
  assert.equal(ghost.line.color, "@ghost");
  assert.equal(ghost.marker.line.color, "@ghost");
  assert.equal(ghost.hoverinfo, "skip");
  assert.deepEqual(ghost.x, [1]);
  assert.deepEqual(line.line, { color: "@blue", width: 3 }); // what it is a copy of is left as it was
});

test("words are taken out of a ghost wherever they stand in its mode", () => {
  const mode = (mode) => ghostTraces({ kind: "plot", data: [{ mode, meta: { ghost: true } }] })[0].mode;
  assert.equal(mode("text+markers"), "markers");
  assert.equal(mode("lines+text+markers"), "lines+markers");
  assert.equal(mode("lines"), "lines");
  assert.equal(mode(undefined), undefined);
});

test("nothing and what is no plot leave no ghost", () => {
  assert.deepEqual([ghostTraces(null), ghostTraces(undefined), ghostTraces({ kind: "card" })], [[], [], []]);
});

// ---- the tests end here ----

const results = {};
for (const [name, run] of cases) {
  try {
    await run();
    results[name] = null;
  } catch (error) {
    results[name] = error.stack;
  }
}
console.log(JSON.stringify(results));
