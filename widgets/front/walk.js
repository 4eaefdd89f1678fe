// What has a memory: a case, a conversation. The state stays with Python; the page shows where it stands and offers what
// can be done next.

function beginWalk(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  const listeners = new Set();
  const state = { view: null, events: [], turn: 0, trouble: null, busy: false };
  const changed = () => listeners.forEach((listener) => listener(state));

  async function go(content) {
    if (state.busy) return; // a second press while the first is under way is the same press
    state.busy = true;
    changed();
    // The turn says which state the press was made in: a press that Python has heard already does not count again.
    const answer = await transport.request({ ...content, turn: state.turn });
    state.busy = false;
    state.trouble = answer.trouble ?? null;
    if (answer.view) {
      state.view = unpackView(answer.view, answer.buffers);
      state.events = answer.events;
      state.turn = answer.turn;
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
  let pressed = false; // in this view: then the focus goes on with it
  const press = (content, clicks = 0) => {
    if (clicks > 1) return; // the second half of a double click may meet the button of the next step
    pressed = true;
    store.go(content);
  };
  const pictures = makePictures(transport, (name, value) => press({ do: "event", event: value }));
  const reading = h("p", { class: "mbc-reading" });
  const trouble = h("p", { class: "mbc-trouble", role: "alert" });
  const offers = h("div", { class: "mbc-buttons" });
  const restart = h("button", { type: "button", class: "mbc-button", onclick: (event) => press({ do: "restart" }, event.detail) }, "Start again");
  const table = makeTable(() => transport.request({ do: "table" }), spec.name);
  const root = frame("walk", spec.title, h("p", { class: "mbc-question" }, spec.title), trouble, pictures.el, reading, offers, h("p", { class: "mbc-buttons" }, restart), table.el, speaker.region);
  el.append(root);
  let shown = null;
  const stop = store.subscribe((state) => {
    showTrouble(trouble, state.trouble);
    for (const button of root.querySelectorAll(":scope > .mbc-buttons button")) button.disabled = state.busy;
    if (!state.view || state.view === shown) return;
    const first = shown === null;
    shown = state.view;
    reading.textContent = shown.reading;
    pictures.show(shown.pictures, null).catch(() => showTrouble(trouble, NOT_DRAWN));
    offers.replaceChildren(...state.events.map(([name, label]) => h("button", { type: "button", class: "mbc-button mbc-main", onclick: (event) => press({ do: "event", event: name }, event.detail) }, label)));
    if (!first) {
      speaker.say(shown.reading);
      if (pressed) (offers.querySelector("button") ?? restart).focus({ preventScroll: true });
    }
    pressed = false;
    table.fill();
  });
  return () => {
    stop();
    speaker.end();
    pictures.end();
    root.remove();
  };
}
