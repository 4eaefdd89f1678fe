// What the cases of the front end stand on: the files' text, a clock that stands still, and a kernel that answers when it
// is told to.

import { readFileSync } from "node:fs";

const folder = process.argv[2];
export const cases = [];
export const test = (name, run) => cases.push([name, run]);

// The names that these files declare together, with these globals in place of the browser's; `instead` is run behind them
// and may put something else in the place of one of their functions.
export function load(files, names, globals = {}, instead = "") {
  const text = [files].flat().map((file) => readFileSync(`${folder}/${file}`, "utf8"));
  return new Function(...Object.keys(globals), `${text.join("\n")}\n${instead}\nreturn { ${names.join(", ")} };`)(...Object.values(globals));
}

export function clock() {
  let now = 0;
  let last = 0;
  const due = new Map();
  const setTimeout = (run, ms = 0) => (due.set((last += 1), { at: now + ms, run }), last);
  return {
    globals: { setTimeout, clearTimeout: (id) => due.delete(id), performance: { now: () => now } },
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        const [id, next] = [...due].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
        if (id === undefined) break;
        due.delete(id);
        now = next.at;
        next.run();
      }
      now = until;
      await settled();
    },
    waiting: () => due.size,
  };
}

export const settled = async () => {
  for (let turn = 0; turn < 8; turn += 1) await null;
};

export function fakeModel(traits = {}) {
  const listeners = new Map();
  const sent = [];
  const model = {
    get: (name) => structuredClone(traits[name]),
    cut: false, // whether the wire is cut
    sent,
    send(content, callbacks) {
      if (model.cut) throw new Error("the comm is gone");
      sent.push(content);
      model.status = (state) => callbacks?.iopub?.status({ content: { execution_state: state } });
    },
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== listener)),
    fire: (event, ...words) => (listeners.get(event) ?? []).forEach((listener) => listener(...words)),
    answer: (content, buffers = []) => model.fire("msg:custom", content, buffers),
    asks: () => sent.filter((content) => content.do === "ask"),
    pokes: () => sent.filter((content) => content.do === "poke").length,
    listening: () => [...listeners.values()].flat().length,
  };
  return model;
}
