// First the learner's own guess, then the model, then both side by side. "Show me" skips the guess.

function makePredict(question, { predict, skip }) {
  const group = newId("predict");
  const radios = question.options.map((_, i) => h("input", { type: "radio", name: group, value: i, onchange: () => (lock.disabled = false) }));
  const lock = h("button", { type: "button", class: "mbc-button mbc-main", disabled: true, onclick: commit }, "That is my guess");
  const show = h("button", { type: "button", class: "mbc-button", onclick: skip }, "Show me");
  function commit() {
    const chosen = radios.findIndex((radio) => radio.checked);
    if (chosen >= 0) predict(chosen);
  }
  return h(
    "div",
    { class: "mbc-predict" },
    h(
      "fieldset",
      { class: "mbc-control" },
      h("legend", {}, question.stem),
      ...question.options.map((words, i) => h("label", { class: "mbc-option" }, radios[i], h("span", {}, words))),
    ),
    h("p", { class: "mbc-buttons" }, lock, show),
    h("p", { class: "mbc-help" }, "A guess costs nothing, and one that is put right at once can help you remember."),
  );
}

const feedbackWords = (feedback) => feedback && [feedback.correct ? "You guessed right." : "", feedback.chosen[1], feedback.right?.join(". ") ?? ""].join(" ");

// What was guessed, and what is to be said about it, beside the picture.
function feedbackBox(feedback) {
  const { correct, chosen, right } = feedback;
  return h(
    "div",
    { class: "mbc-feedback", "data-correct": String(correct) },
    h("p", {}, h("strong", {}, correct ? "You guessed right: " : "You guessed: "), chosen[0]),
    h("p", {}, chosen[1]),
    right ? h("p", {}, h("strong", {}, "The picture says: "), right[0], ". ", right[1]) : null,
  );
}
