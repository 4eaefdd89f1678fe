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
    shown: null, // the settings of that view
    ghost: null,
    before: null, // the reading before this one
    trouble: null,
  };
  let guessed = model.get("predicted") !== null;
  let next = null; // settings to go on to as soon as the picture before them stands
  let lastMove = { name: null, at: 0 };
  const changed = () => listeners.forEach((listener) => listener(state));

  transport.onView(({ view, trouble, buffers, settings }) => {
    state.trouble = trouble ?? null;
    if (trouble) next = null;
    state.opening = Boolean(view && next);
    if (view) {
      state.before = state.view?.reading ?? null;
      state.view = unpackView(view, buffers);
      state.shown = settings;
    }
    changed();
    if (view && next) {
      const opens = next;
      next = null;
      put(opens, "opened");
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
      guessed ||= state.feedback !== null;
      next = answer.settings ?? null; // first as it is, then as guessed: so the guess is seen against its ghost
      transport.ask(state.settings);
    }
    changed();
  }

  if (state.opened) transport.ask(state.settings);
  if (state.opened && guessed) {
    transport.request({ do: "feedback" }).then((answer) => {
      if (!guessed) return; // forgotten meanwhile
      state.feedback = answer.feedback ?? null;
      changed();
    });
  }

  const store = {
    state,
    spec,
    transport,
    move(name, value) {
      next = null; // the learner's own move wins over the guess that is still opening
      put({ [name]: value }, name);
    },
    preset(label) {
      next = null;
      put(spec.presets[label], label);
    },
    reset() {
      next = null;
      put(spec.defaults, "reset");
      state.ghost = null;
      if (guessed) transport.request({ do: "forget" });
      guessed = false;
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
  const table = makeTable(() => transport.request({ do: "table", settings: state.shown ?? state.settings }), spec.name);
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
  let justOpened = false; // the first picture after a guess is spoken with what is to be said about the guess
  const stop = store.subscribe(() => {
    const fromHere = ask?.contains(document.activeElement);
    if (ask) ask.hidden = state.opened;
    bench.hidden = !state.opened;
    controls.update(state.settings);
    showTrouble(trouble, state.trouble);
    if (state.feedback !== shownFeedback) {
      shownFeedback = state.feedback;
      guess.replaceChildren(...(shownFeedback ? [feedbackBox(shownFeedback)] : []));
    }
    if (state.view && state.view !== shownView) {
      showReading(reading, state.view.reading, state.before);
      const firstPicture = shownView === null;
      shownView = state.view;
      pictures.show(state.view.pictures, state.ghost).catch(() => showTrouble(trouble, NOT_DRAWN));
      if (!firstPicture || justOpened) speaker.say([justOpened && feedbackWords(state.feedback), state.view.reading].filter(Boolean).join(" "));
      justOpened &&= state.opening; // the picture of the guess follows at once, and its words take the place of these
      table.fill();
    }
    if (state.opened && !wasOpen) {
      wasOpen = true;
      justOpened = true;
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
