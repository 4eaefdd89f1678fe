// The four ways to answer a question: choose one, choose several, put in order, type a number.
//
// A kind gives {el, read(), put(answer), lock(on), remark(remarks)}: `read` is the answer as Python marks it, or null
// while there is none yet. Each remark stands beside what it is about.

const KINDS = { single: chosenKind, several: chosenKind, order: orderKind, number: numberKind };

const remarkMark = ({ chosen, right }) => (right ? (chosen ? "Your answer, and right" : "The right answer") : "Your answer");
const remarkWords = (remark) => `${remarkMark(remark)}: ${remark.text}. ${remark.reason}`;
const remarkBox = (remark) => h("div", { class: "mbc-remark", "data-right": String(remark.right) }, h("strong", {}, `${remarkMark(remark)}. `), remark.reason);

// One option, or several: native radio buttons or boxes, each with its remark under it.
function chosenKind(question, changed) {
  const many = question.kind === "several";
  const group = newId("options");
  const inputs = new Map(question.options.map(([position]) => [position, h("input", { type: many ? "checkbox" : "radio", name: group, value: position, onchange: changed })]));
  const remarks = new Map(question.options.map(([position]) => [position, h("div", {})]));
  const rows = question.options.flatMap(([position, words]) => [h("label", { class: "mbc-option" }, inputs.get(position), h("span", {}, words)), remarks.get(position)]);
  const help = many ? h("p", { class: "mbc-help" }, "Choose all that are right.") : null;
  return {
    el: h("div", {}, help, ...rows),
    read() {
      const chosen = [...inputs].filter(([, input]) => input.checked).map(([position]) => position);
      if (!chosen.length) return null;
      return many ? chosen : chosen[0];
    },
    put(answer) {
      const chosen = [answer].flat();
      for (const [position, input] of inputs) input.checked = chosen.includes(position);
    },
    lock(on) {
      for (const input of inputs.values()) input.disabled = on;
    },
    remark(found) {
      const said = new Map(found.map((remark) => [remark.option, remark]));
      for (const [position, box] of remarks) box.replaceChildren(...(said.has(position) ? [remarkBox(said.get(position))] : []));
    },
  };
}

// To put in order: each row moves up or down by its two buttons, with the mouse and by keyboard alike.
function orderKind(question, changed) {
  let order = question.options.map(([position]) => position);
  let touched = false;
  let locked = false;
  const words = new Map(question.options);
  const list = h("ol", { class: "mbc-order" });
  const after = h("div", {});
  const place = h("p", { class: "mbc-spoken", role: "status", "aria-live": "polite" });
  const rows = new Map(order.map((position) => [position, row(position)]));
  const leave = h("button", { type: "button", class: "mbc-button", onclick: () => touch(true) }, "It is in order already");

  function row(position) {
    const button = (step, sign, way) => h("button", { type: "button", class: "mbc-button mbc-step", "data-step": step, "aria-label": `Move ${way}: ${words.get(position)}`, onclick: () => move(position, step) }, sign);
    return h("li", {}, h("span", { class: "mbc-row" }, button(-1, "↑", "up"), button(1, "↓", "down"), h("span", {}, words.get(position))), h("div", {}));
  }
  function move(position, step) {
    const at = order.indexOf(position);
    if (at + step < 0 || at + step >= order.length) return;
    [order[at], order[at + step]] = [order[at + step], order[at]];
    draw();
    touch(true);
    const buttons = rows.get(position);
    (buttons.querySelector(`[data-step="${step}"]:not(:disabled)`) ?? buttons.querySelector("button:not(:disabled)"))?.focus({ preventScroll: true });
    place.textContent = `${words.get(position)}: now ${at + step + 1} of ${order.length}.`;
  }
  function draw() {
    list.replaceChildren(...order.map((position) => rows.get(position)));
    order.forEach((position, at) => {
      const [up, down] = rows.get(position).querySelectorAll("button");
      up.disabled = at === 0;
      down.disabled = at === order.length - 1;
      up.hidden = down.hidden = locked;
    });
  }
  function touch(on) {
    touched = on;
    leave.hidden = on || locked;
    changed();
  }
  draw();
  return {
    el: h("div", {}, list, h("p", { class: "mbc-buttons" }, leave), after, place),
    read: () => (touched ? [...order] : null),
    put(answer) {
      order = [...answer];
      touched = true;
      draw();
    },
    lock(on) {
      locked = on;
      leave.hidden = on || touched;
      draw();
    },
    // What is said comes in the right order; where not all of it was, each line tells whether it stood in its place.
    remark(found) {
      const right = found.every((remark) => remark.right);
      const line = (remark) => h("li", {}, h("strong", {}, remark.text, remark.right && !right ? " (you had it here). " : ". "), remark.reason);
      after.replaceChildren(...(found.length ? [h("p", { class: "mbc-heading" }, "The right order"), h("ol", { class: "mbc-remark", "data-right": String(right) }, ...found.map(line))] : []));
    },
  };
}

function numberKind(question, changed) {
  const id = newId("number");
  const input = h("input", { type: "text", inputmode: "decimal", id, autocomplete: "off", oninput: changed });
  const wrong = h("p", { class: "mbc-help", role: "status" });
  const after = h("div", {});
  const number = () => Number(input.value.trim().replace(",", "."));
  const good = () => input.value.trim() !== "" && Number.isFinite(number());
  input.addEventListener("change", () => (wrong.textContent = good() || !input.value.trim() ? "" : "Type a number, such as 12 or 2.5."));
  return {
    el: h("div", {}, h("div", { class: "mbc-slider mbc-typed" }, h("label", { for: id }, `Your number, in ${question.unit}`), input), wrong, after),
    read: () => (good() ? number() : null),
    put: (answer) => (input.value = answer),
    lock: (on) => (input.disabled = on),
    remark: (found) => after.replaceChildren(...found.map((remark) => h("div", { class: "mbc-remark", "data-right": "true" }, h("strong", {}, `${remark.text}. `), remark.reason))),
  };
}
