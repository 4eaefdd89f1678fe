// The learner's own page: the lessons by track, and the say over what is kept on this computer.

const KEEPING = {
  on: "Your answers are kept on this computer, and nowhere else. No name, no account.",
  off: "You have switched this off: what you answer is forgotten when the lessons are closed.",
  never: "In a class or on a shared computer nothing is kept: what you answer is forgotten when the lessons are closed.",
  trouble: "Your answers cannot be kept on this computer just now; they are remembered until the lessons are closed.",
};

function beginMap(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  return { show: (el) => showMap(el, spec, transport), end: () => transport.end() };
}

function showMap(el, spec, transport) {
  const trouble = h("p", { class: "mbc-trouble", role: "alert", hidden: true });
  const notice = h("p", { class: "mbc-help", role: "status" });
  const way = newId("way");
  const pick = h("select", { id: way, onchange: () => draw() });
  const list = h("ol", { class: "mbc-places" });
  const kept = keptPart(transport, { fill, tell: (words) => (notice.textContent = words ?? "") });
  const root = frame("map", spec.title, h("p", { class: "mbc-question" }, spec.title), trouble, h("div", { class: "mbc-control" }, h("label", { for: way }, "Show me the way through"), pick), list, kept.el, notice);
  el.append(root);
  let tracks = [];

  function draw() {
    const track = tracks.find((one) => one.track === pick.value) ?? tracks[0];
    list.replaceChildren(...(track?.places ?? []).map(placeOf));
  }
  async function fill() {
    const answer = await transport.request({ do: "map" });
    showTrouble(trouble, answer.trouble);
    if (answer.trouble) return;
    tracks = answer.tracks;
    const chosen = pick.value;
    pick.replaceChildren(...tracks.map(({ track, title, places }) => h("option", { value: track }, `${title} (${places.reduce((sum, one) => sum + one.minutes, 0)} minutes so far)`)));
    if (tracks.some(({ track }) => track === chosen)) pick.value = chosen;
    draw();
    kept.update(answer.keeping);
    if (answer.notice) notice.textContent = answer.notice;
  }
  window.addEventListener(ANSWERED, fill);
  fill();
  return () => {
    window.removeEventListener(ANSWERED, fill);
    root.remove();
  };
}

function placeOf({ title, file, minutes, state, questions, answered, right, weak }) {
  const words = { "not begun": "not begun", begun: "begun", done: "done" }[state];
  const asked = questions ? `${answered} of ${questions} questions answered, ${right} right at the first try` : null;
  const facts = [`${minutes} minutes`, words, answered ? asked : null].filter(Boolean).join(" · ");
  const again = weak.length ? h("details", { class: "mbc-fold" }, h("summary", {}, `Worth another look: ${count(weak.length, "question")}`), h("ul", {}, ...weak.map((stem) => h("li", {}, stem)))) : null;
  return h("li", { "data-state": state }, h("a", { href: addressOf(file) }, title), h("p", { class: "mbc-help" }, facts), again);
}

// Save, erase after a question, and the one switch.
function keptPart(transport, { fill, tell }) {
  const button = (words, press, kind = "") => h("button", { type: "button", class: `mbc-button ${kind}`, onclick: press }, words);
  const state = h("p", {});
  const save = button("Save what is kept (CSV)", async () => {
    const answer = await transport.request({ do: "export" });
    if (answer.trouble) tell(answer.trouble);
    else saveFile("my-progress.csv", answer.csv);
  });
  const toggle = button("", async () => {
    const answer = await transport.request({ do: "keep", on: toggle.dataset.on === "true" });
    tell(answer.trouble ?? answer.notice);
    fill();
  });
  const erase = button("Erase everything", () => sure(true));
  const yes = button("Yes, erase it", async () => {
    const answer = await transport.request({ do: "erase" });
    sure(false);
    tell(answer.trouble ?? answer.notice ?? (answer.erased ? "Everything has been erased." : null));
    fill();
  });
  const no = button("No, keep it", () => sure(false));
  const really = h("p", { class: "mbc-buttons", role: "group", "aria-label": "Erase everything?", hidden: true }, h("span", {}, "All answers and guesses on this computer will be gone. Erase them?"), yes, no);
  function sure(on) {
    really.hidden = !on;
    (on ? no : erase).focus({ preventScroll: true });
  }
  const el = h("details", { class: "mbc-fold" }, h("summary", {}, "What is kept about me"), state, h("p", { class: "mbc-buttons" }, save, erase, toggle), really);
  return {
    el,
    update(keeping) {
      state.textContent = KEEPING[keeping] ?? "";
      toggle.hidden = !["on", "off"].includes(keeping);
      toggle.dataset.on = String(keeping === "off");
      toggle.textContent = keeping === "off" ? "Keep my answers again" : "Keep nothing from now on";
    },
  };
}
