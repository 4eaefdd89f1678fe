// Questions one under the other, and at the end of a lesson how sure and how right somebody was. Marking is Python's.

const ANSWERED = "mbc-answered"; // heard by whatever on the page shows how somebody stands

function beginQuiz(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  const listeners = new Set();
  const items = new Map(spec.questions.map(({ id }) => [id, { feedback: null, given: null, sure: null, problem: null, busy: false }]));
  const state = { items, notice: null };
  const changed = () => listeners.forEach((listener) => listener(state));
  const take = (item, { answer, certainty, feedback }) => Object.assign(item, { given: answer, sure: certainty, feedback });

  // A reloaded page finds what was answered before.
  transport.request({ do: "given" }).then((answer) => {
    for (const [id, given] of Object.entries(answer.given ?? {})) if (items.has(id) && !items.get(id).busy) take(items.get(id), given);
    changed();
  });

  async function send(item, content) {
    if (item.busy) return null;
    item.busy = true;
    item.problem = null;
    changed();
    const reply = await transport.request(content);
    item.busy = false;
    item.problem = reply.trouble ?? null; // the answer stays as it was given
    return reply.trouble ? null : reply;
  }

  const store = {
    spec,
    async answer(id, answer, certainty) {
      const item = items.get(id);
      const reply = await send(item, { do: "answer", item: id, answer, certainty });
      if (reply) {
        take(item, { answer, certainty, feedback: reply.feedback });
        state.notice = reply.notice ?? state.notice;
      }
      changed();
      if (reply) window.dispatchEvent(new CustomEvent(ANSWERED));
    },
    async again(id) {
      const item = items.get(id);
      if (await send(item, { do: "again", item: id })) item.feedback = null;
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
  };
  return { show: (el) => showQuiz(el, store), end: () => transport.end() };
}

function showQuiz(el, store) {
  const { spec } = store;
  const speaker = makeSpeaker();
  const several = spec.questions.length > 1;
  const made = new Map(spec.questions.map((question, i) => [question.id, makeItem(question, store, speaker, several ? `${i + 1} of ${spec.questions.length}` : "")]));
  const notice = h("p", { class: "mbc-help", role: "status" });
  const note = spec.note ? h("p", { class: "mbc-help" }, spec.note) : null;
  const root = frame("quiz", spec.title, h("p", { class: "mbc-question" }, spec.title), note, ...[...made.values()].map((item) => item.el), notice, speaker.region);
  el.append(root);
  const stop = store.subscribe((state) => {
    for (const [id, item] of made) item.update(state.items.get(id));
    notice.textContent = state.notice ?? "";
  });
  return () => {
    stop();
    speaker.end();
    root.remove();
  };
}

function beginSure(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  return { show: (el) => showSure(el, spec, transport), end: () => transport.end() };
}

function showSure(el, spec, transport) {
  const body = h("div", {});
  const root = frame("quiz", spec.title, h("p", { class: "mbc-question" }, spec.title), body);
  el.append(root);
  const fill = async () => body.replaceChildren(...sureWords(await transport.request({ do: "summary" })));
  window.addEventListener(ANSWERED, fill);
  fill();
  return () => {
    window.removeEventListener(ANSWERED, fill);
    root.remove();
  };
}

function sureWords({ trouble, answered, right, marks, levels, sure_and_wrong: again }) {
  if (trouble) return [h("p", {}, trouble)];
  if (!answered) return [h("p", {}, "You have answered nothing in this lesson yet. That is allowed. When you do, this says how often you were right, and where you were sure and wrong.")];
  const first = h("p", {}, `You have answered ${count(answered, "question")} of this lesson, ${right} of them right at the first try.`);
  if (!marks) return [first, h("p", {}, "Say now and then how sure you are. Then this can show how often you are right when you feel sure.")];
  const cells = ([words, asked, good]) => h("tr", {}, h("th", { scope: "row" }, words), h("td", {}, asked), h("td", {}, asked ? good : "–"));
  const head = h("tr", {}, ...["How sure", "Answered", "Right"].map((words) => h("th", { scope: "col" }, words)));
  const table = h("table", {}, h("thead", {}, head), h("tbody", {}, ...levels.map(cells)));
  const earned = h("p", { class: "mbc-help" }, `With certainty counted, ${String(marks[0]).replace("-", "−")} of ${marks[1]} points. A right answer earns 1, 2 or 3, a wrong one costs 0, 2 or 6: whoever is honest about doubt does best. Nobody sees this but you.`);
  if (!again.length) return [first, table, earned, h("p", {}, "Nothing that you were sure of was wrong.")];
  const look = ({ id, stem, right: words }) => h("li", {}, h("p", {}, stem), h("p", {}, h("strong", {}, "Right: "), words.join(" → ")), goTo(id));
  return [first, table, earned, h("p", { class: "mbc-heading" }, "Sure and wrong: look at these first"), h("ul", { class: "mbc-again" }, ...again.map(look))];
}

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

// A button to the question, where it stands on this page.
function goTo(id) {
  const find = () => document.querySelector(`[data-item="${CSS.escape(id)}"]`);
  const go = () => {
    find()?.scrollIntoView({ block: "center" });
    find()?.querySelector("input, button")?.focus({ preventScroll: true });
  };
  return find() ? h("p", { class: "mbc-buttons" }, h("button", { type: "button", class: "mbc-button", onclick: go }, "Go to this question")) : "";
}
