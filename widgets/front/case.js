// An invented person, one decision after the other: the moment, what can be said, and at once what experts would say
// of what was said. Where it stands is Python's; the page shows it.

function beginCase(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  const listeners = new Set();
  const state = { page: null, review: null, turn: 0, trouble: null, busy: false };
  const changed = () => listeners.forEach((listener) => listener(state));

  async function go(content) {
    if (state.busy) return;
    state.busy = true;
    changed();
    const answer = await transport.request({ ...content, turn: state.turn });
    state.busy = false;
    state.trouble = answer.trouble ?? null;
    if (answer.page) Object.assign(state, { page: answer.page, review: answer.review, turn: answer.turn });
    changed();
  }
  go({ do: "ask" });
  const store = {
    spec,
    go,
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
  };
  return { show: (el) => showCase(el, store), end: () => transport.end() };
}

function showCase(el, store) {
  const { spec } = store;
  const trouble = h("p", { class: "mbc-trouble", role: "alert", hidden: true });
  const moment = h("div", {});
  const root = frame("case", spec.title, h("p", { class: "mbc-question" }, spec.title), trouble, moment);
  el.append(root);
  let shown = null;
  let pressed = false;
  const press = (content) => {
    pressed = true;
    store.go(content);
  };
  const stop = store.subscribe((state) => {
    showTrouble(trouble, state.trouble);
    for (const control of moment.querySelectorAll("input, button[data-go]")) control.disabled = state.busy || control.dataset.idle === "true";
    if (!state.page || state.page === shown) return;
    shown = state.page;
    moment.replaceChildren(...momentOf(state, press));
    if (!pressed) return;
    pressed = false;
    // What has just been said is read first: by the eye, and by a screen reader that follows the focus.
    const begin = moment.querySelector(".mbc-said, .mbc-moment");
    begin?.focus({ preventScroll: true });
    begin?.scrollIntoView({ block: "nearest" });
  });
  return () => {
    stop();
    root.remove();
  };
}

function momentOf({ page, review }, press) {
  const where = page.debrief ? "How it ends" : `Decision ${page.decision} of ${page.decisions}`;
  return [
    h("p", { class: "mbc-help" }, page.notice),
    page.intro ? h("p", {}, page.intro) : null,
    page.comment ? saidBox(page.comment) : null,
    h("p", { class: "mbc-heading" }, where),
    h("p", { class: "mbc-moment", tabindex: "-1" }, page.text),
    page.choices.length ? choicesOf(page, press) : null,
    page.debrief ? h("div", { class: "mbc-feedback" }, h("p", {}, page.debrief)) : null,
    review ? reviewOf(review) : null,
    h("p", { class: "mbc-heading" }, "Between the two of you"),
    h("ul", { class: "mbc-standing" }, ...page.standing.map(({ text, changed }) => h("li", {}, changed ? h("strong", {}, text) : text))),
    h("p", { class: "mbc-buttons" }, ...waysBack(page, press)),
  ].filter(Boolean);
}

function choicesOf(page, press) {
  const group = newId("case");
  const inputs = page.choices.map((_, i) => h("input", { type: "radio", name: group, value: i, onchange: () => ready() }));
  const say = h("button", { type: "button", class: "mbc-button mbc-main", disabled: true, "data-go": true, "data-idle": "true", onclick: commit }, "This is what I do");
  const ready = () => {
    say.disabled = false;
    say.dataset.idle = "false";
  };
  function commit() {
    const choice = inputs.findIndex((input) => input.checked);
    if (choice >= 0) press({ do: "choose", choice });
  }
  const rows = page.choices.map((words, i) => h("label", { class: "mbc-option" }, inputs[i], h("span", {}, words)));
  return h("div", {}, h("fieldset", { class: "mbc-control" }, h("legend", {}, "What do you do?"), ...rows), h("p", { class: "mbc-buttons" }, say));
}

// Scores are marks of a decision, never of a fate; they are said in words.
const judged = ({ score, best }) => (score === best ? "What experts would do" : score > 0 ? "It will do" : score === 0 ? "It misses something" : "It can do harm");

function saidBox(comment) {
  const { chosen, answer, reason, expert, expert_reason: why } = comment;
  return h(
    "div",
    { class: "mbc-said", tabindex: "-1" },
    h("p", {}, h("strong", {}, "You: "), chosen),
    h("p", {}, answer),
    h("div", { class: "mbc-remark", "data-right": String(!expert) }, h("strong", {}, `${judged(comment)}. `), reason),
    expert ? h("details", { class: "mbc-fold" }, h("summary", {}, "What would experts do?"), h("p", {}, h("strong", {}, expert)), h("p", {}, why)) : null,
  );
}

function reviewOf({ comments }) {
  const head = h("tr", {}, ...["Asked", "You", "Judged"].map((words) => h("th", { scope: "col" }, words)));
  const row = (comment, i) => h("tr", {}, h("th", { scope: "row" }, `Decision ${i + 1}`), h("td", {}, comment.chosen), h("td", {}, judged(comment)));
  return h("div", { class: "mbc-scroll", tabindex: "0", role: "group", "aria-label": "Your decisions, scrolls sideways" }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...comments.map(row))));
}

function waysBack(page, press) {
  if (page.decision === 1 && !page.comment) return [];
  const button = (words, content) => h("button", { type: "button", class: "mbc-button", "data-go": true, onclick: (event) => event.detail > 1 || press(content) }, words);
  return [button("Take the last decision back", { do: "back" }), button("Begin again", { do: "restart" })];
}
