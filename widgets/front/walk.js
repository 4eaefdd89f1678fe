// What has a memory: a case, a conversation. The state stays with Python; the page shows where it stands and offers what
// can be done next.

function beginWalk(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  const listeners = new Set();
  const state = { view: null, events: [], trouble: null, busy: false };
  const changed = () => listeners.forEach((listener) => listener(state));

  async function go(content) {
    if (state.busy) return; // a second press while the first is under way is the same press
    state.busy = true;
    changed();
    const answer = await transport.request(content);
    state.busy = false;
    state.trouble = answer.trouble ?? null;
    if (answer.view) {
      const { buffers } = answer;
      state.view = { ...answer.view, pictures: answer.view.pictures.map((p) => ({ ...p, ...(p.kind === "plot" ? { data: unpackArrays(p.data, buffers), layout: unpackArrays(p.layout, buffers) } : {}) })) };
      state.events = answer.events;
    }
    changed();
  }
  go({ do: "ask" });
  const store = {
    spec,
    transport,
    go,
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
  };
  return { show: (el) => showWalk(el, store), end: () => transport.end() };
}

function showWalk(el, store) {
  const { spec, transport } = store;
  const speaker = makeSpeaker();
  const pictures = makePictures(transport, (name, value) => store.go({ do: "event", event: value }));
  const reading = h("p", { class: "mbc-reading" });
  const trouble = h("p", { class: "mbc-trouble", role: "alert" });
  const offers = h("div", { class: "mbc-buttons" });
  const restart = h("button", { type: "button", class: "mbc-button", onclick: () => store.go({ do: "restart" }) }, "Start again");
  const table = makeTable(transport, spec.name);
  const root = frame("walk", spec.title, h("p", { class: "mbc-question" }, spec.title), trouble, pictures.el, reading, offers, h("p", { class: "mbc-buttons" }, restart), table.el, speaker.region);
  el.append(root);
  let shown = null;
  const stop = store.subscribe((state) => {
    trouble.textContent = state.trouble ?? "";
    trouble.hidden = !state.trouble;
    for (const button of root.querySelectorAll(":scope > .mbc-buttons button")) button.disabled = state.busy;
    if (!state.view || state.view === shown) return;
    const first = shown === null;
    shown = state.view;
    reading.textContent = shown.reading;
    pictures.show(shown.pictures, null);
    const hadFocus = offers.contains(document.activeElement) || document.activeElement === document.body;
    offers.replaceChildren(...state.events.map(([name, label]) => h("button", { type: "button", class: "mbc-button mbc-main", onclick: () => store.go({ do: "event", event: name }) }, label)));
    if (!first) {
      speaker.say(shown.reading);
      if (hadFocus) (offers.querySelector("button") ?? restart).focus({ preventScroll: true });
    }
    table.fill();
  });
  return () => {
    stop();
    speaker.end();
    pictures.end();
    root.remove();
  };
}
