// A question, controls, one picture, one reading, in that order. What all views of one explorer share lives in its
// store, made once per model; a view only draws it.

const GESTURE_MS = 700; // moves closer together than this are one move, and leave one ghost

function beginExplorer(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  const listeners = new Set();
  const state = {
    settings: { ...spec.defaults, ...model.get("settings") },
    opened: model.get("opened"),
    feedback: null,
    view: null,
    ghost: null,
    before: null, // the reading before this one
    trouble: null,
  };
  let next = null; // settings to go on to as soon as the picture before them stands
  let lastMove = { name: null, at: 0 };
  const changed = () => listeners.forEach((listener) => listener(state));

  transport.onView(({ view, trouble, buffers }) => {
    state.trouble = trouble ?? null;
    if (view) {
      state.before = state.view?.reading ?? null;
      state.view = { ...view, pictures: view.pictures.map((p) => (p.kind === "plot" ? { ...p, data: unpackArrays(p.data, buffers), layout: unpackArrays(p.layout, buffers) } : p)) };
    }
    changed();
    if (view && next) {
      const settings = next;
      next = null;
      put(settings, "opened");
    }
  });

  function put(settings, name) {
    const now = performance.now();
    if (name !== lastMove.name || now - lastMove.at > GESTURE_MS) state.ghost = state.view?.pictures ?? null;
    lastMove = { name, at: now };
    state.settings = { ...state.settings, ...settings };
    changed();
    transport.ask(state.settings);
  }

  async function unlock(content) {
    const answer = await transport.request(content);
    state.trouble = answer.trouble ?? null;
    if (!answer.trouble) {
      state.opened = true;
      state.feedback = answer.feedback ?? null;
      next = answer.settings ?? null; // first as it is, then as guessed: so the guess is seen against its ghost
      transport.ask(state.settings);
    }
    changed();
  }

  if (state.opened) transport.ask(state.settings);
  if (state.opened && model.get("predicted") !== null) {
    transport.request({ do: "feedback" }).then((answer) => {
      state.feedback = answer.feedback ?? null;
      changed();
    });
  }

  const store = {
    state,
    spec,
    transport,
    move: (name, value) => put({ [name]: value }, name),
    preset: (label) => put(spec.presets[label], label),
    reset() {
      put(spec.defaults, "reset");
      state.ghost = null;
      state.feedback = null;
      changed();
    },
    predict: (option) => unlock({ do: "predict", option }),
    skip: () => unlock({ do: "open" }),
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
  };
  return { show: (el) => showExplorer(el, store), end: () => transport.end() };
}

function showExplorer(el, store) {
  const { spec, transport, state } = store;
  const speaker = makeSpeaker();
  const controls = makeControls(spec, store.move);
  const pictures = makePictures(transport, store.move);
  const reading = h("p", { class: "mbc-reading" });
  const trouble = h("p", { class: "mbc-trouble", role: "alert" });
  const guess = h("div", {});
  const table = makeTable(transport, spec.name);
  const presets = Object.keys(spec.presets).map((label) => h("button", { type: "button", class: "mbc-button", onclick: () => store.preset(label) }, label));
  const reset = h("button", { type: "button", class: "mbc-button", onclick: store.reset }, "Start again");
  const bench = h(
    "div",
    { class: "mbc-bench" },
    h("div", { class: "mbc-side" }, controls.el, h("div", { class: "mbc-buttons" }, ...presets, reset)),
    h("div", { class: "mbc-main-column" }, guess, pictures.el, reading, spec.origin ? h("p", { class: "mbc-origin" }, spec.origin) : null),
    h("div", { class: "mbc-more" }, table.el, spec.why ? makeWhy(transport) : null),
  );
  const ask = spec.question ? makePredict(spec.question, store) : null;
  const root = frame("explorer", spec.title, h("p", { class: "mbc-question" }, spec.title), trouble, ask, bench, speaker.region);
  el.append(root);

  let shownView = null;
  let shownFeedback = null;
  let wasOpen = state.opened;
  const stop = store.subscribe(() => {
    const fromHere = ask?.contains(document.activeElement);
    if (ask) ask.hidden = state.opened;
    bench.hidden = !state.opened;
    controls.update(state.settings);
    trouble.textContent = state.trouble ?? "";
    trouble.hidden = !state.trouble;
    if (state.feedback !== shownFeedback) {
      shownFeedback = state.feedback;
      guess.replaceChildren(...(shownFeedback ? [feedbackBox(shownFeedback)] : []));
    }
    if (state.view && state.view !== shownView) {
      showReading(reading, state.view.reading, state.before);
      const firstPicture = shownView === null;
      shownView = state.view;
      pictures.show(state.view.pictures, state.ghost);
      if (!firstPicture) speaker.say(state.view.reading);
      table.fill();
    }
    if (state.opened && !wasOpen) {
      wasOpen = true;
      if (fromHere) bench.querySelector("input, select, button")?.focus({ preventScroll: true });
    }
  });

  return () => {
    stop();
    speaker.end();
    pictures.end();
    root.remove();
  };
}
