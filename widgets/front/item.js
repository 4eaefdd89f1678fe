// One question: its kind's way to answer (kinds.js), how sure somebody is, and what is said once an answer has come.

function makeItem(question, store, speaker, number) {
  const own = newId("item");
  const kind = KINDS[question.kind](question, changed);
  const certainty = certaintyGroup(store.spec.certainties);
  const verdict = h("p", { class: "mbc-verdict", tabindex: "-1", hidden: true });
  const trouble = h("p", { class: "mbc-trouble", role: "alert", hidden: true });
  const answer = h("button", { type: "button", class: "mbc-button mbc-main", disabled: true, onclick: commit }, "Answer");
  const again = h("button", { type: "button", class: "mbc-button", hidden: true, onclick: practise }, "Try again, as practice");
  const el = h(
    "div",
    { class: "mbc-item", "data-item": question.id },
    h("fieldset", { class: "mbc-control" }, h("legend", { id: own }, number ? h("span", { class: "mbc-count" }, `${number} `) : null, question.stem), kind.el),
    verdict,
    certainty.el,
    trouble,
    h("p", { class: "mbc-buttons" }, answer, again),
  );
  let here = false; // pressed in this view: then the focus goes to what is said about it

  // How sure somebody is can be asked once there is something to be sure of; until then the page is one control lighter.
  function changed() {
    answer.disabled = kind.read() === null;
    certainty.el.hidden = answer.disabled;
  }
  function commit() {
    const given = kind.read();
    if (given === null) return;
    here = true;
    store.answer(question.id, given, certainty.read());
  }
  function practise() {
    here = true;
    store.again(question.id);
  }

  return {
    el,
    update({ feedback, given, sure, problem, busy }) {
      const done = Boolean(feedback);
      if (done) {
        kind.put(given);
        certainty.put(sure);
      }
      kind.lock(done || busy);
      kind.remark(feedback?.remarks ?? []);
      certainty.el.disabled = busy;
      answer.hidden = done;
      changed();
      answer.disabled ||= busy;
      certainty.el.hidden ||= done;
      again.hidden = !done;
      el.dataset.correct = done ? String(feedback.correct) : "";
      showTrouble(trouble, problem);
      verdict.hidden = !done;
      verdict.textContent = done ? verdictWords(feedback) : "";
      if (!here || busy) return;
      here = false;
      if (done) {
        speaker.say([verdict.textContent, ...feedback.remarks.map(remarkWords)].join(" "));
        verdict.focus({ preventScroll: true });
      } else if (!problem) el.querySelector("input, button")?.focus({ preventScroll: true });
    },
  };
}

function verdictWords({ correct, counts, sure }) {
  const said = correct ? "That is right." : "Not so.";
  if (!counts) return `${said} This was practice: your first answer is the one that counts.`;
  return !correct && sure ? `${said} You were sure, so it goes on your list at the end.` : said;
}


function certaintyGroup(levels) {
  const group = newId("certainty");
  const inputs = levels.map(([level]) => h("input", { type: "radio", name: group, value: level }));
  const rows = levels.map(([, words], i) => h("label", { class: "mbc-option" }, inputs[i], h("span", {}, words)));
  const el = h("fieldset", { class: "mbc-control mbc-certainty" }, h("legend", {}, "How sure are you? (if you like)"), h("div", { class: "mbc-row" }, ...rows));
  return {
    el,
    read: () => Number(inputs.find((input) => input.checked)?.value ?? 0) || null,
    put: (level) => inputs.forEach((input) => (input.checked = Number(input.value) === level)),
  };
}
