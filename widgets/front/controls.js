// What the learner moves: native inputs, each with a visible name, its unit spoken, and keyboard and mouse alike.

function makeControls(spec, move) {
  const made = Object.entries(spec.controls).map(([name, control]) => {
    const one = CONTROLS[control.kind](control, (value) => move(name, value));
    return { name, folded: control.folded, ...one };
  });
  const folded = made.filter((one) => one.folded);
  const more = folded.length ? h("details", { class: "mbc-fold" }, h("summary", {}, "More settings"), ...folded.map((one) => one.el)) : null;
  const el = h("div", { class: "mbc-controls" }, ...made.filter((one) => !one.folded).map((one) => one.el), more);
  return {
    el,
    update(settings) {
      for (const one of made) one.update(settings[one.name]);
    },
  };
}

const spoken = (value, unit) => (unit ? `${value} ${unit}` : `${value}`);

function helped(control, id) {
  return control.help ? h("p", { class: "mbc-help", id }, control.help) : null;
}

function sliderControl(control, move) {
  const id = newId("slider");
  const help = control.help ? `${id}-help` : null;
  const ends = { min: control.low, max: control.high, step: control.step };
  const range = h("input", { type: "range", id, ...ends, "aria-describedby": help });
  const number = h("input", { type: "number", ...ends, "aria-label": control.unit ? `${control.label} in ${control.unit}` : control.label });
  const put = (value) => {
    range.value = value;
    range.setAttribute("aria-valuetext", spoken(value, control.unit));
    range.style.setProperty("--mbc-part", `${(100 * (value - control.low)) / (control.high - control.low)}%`);
  };
  range.addEventListener("input", () => {
    const value = Number(range.value);
    put(value);
    number.value = value;
    move(value);
  });
  number.addEventListener("input", () => {
    const value = number.valueAsNumber;
    if (value !== nearest(value, control)) return; // still being typed
    put(value);
    move(value);
  });
  number.addEventListener("change", () => {
    const typed = Number.isFinite(number.valueAsNumber) ? number.valueAsNumber : Number(range.value);
    const value = nearest(typed, control); // what cannot be is set to the nearest that can
    const changed = value !== Number(range.value);
    number.value = value;
    put(value);
    if (changed) move(value);
  });
  const el = h(
    "div",
    { class: "mbc-control" },
    h("label", { for: id }, control.label),
    h("div", { class: "mbc-slider" }, range, number, control.unit ? h("span", { class: "mbc-unit", "aria-hidden": "true" }, control.unit) : null),
    helped(control, help),
  );
  return {
    el,
    update(value) {
      put(value);
      if (document.activeElement !== number) number.value = value;
    },
  };
}

// The nearest value that the slider has; typed numbers may lie beside it. NaN stays NaN.
function nearest(value, { low, high, step }) {
  const steps = Math.round((Math.min(high, Math.max(low, value)) - low) / step);
  return Math.min(high, Number((low + steps * step).toFixed(10)));
}

const RADIOS_AT_MOST = 7;

function choiceControl(control, move) {
  return control.options.length > RADIOS_AT_MOST ? listControl(control, move) : radioControl(control, move);
}

function radioControl(control, move) {
  const group = newId("choice");
  const inputs = control.options.map((option) => h("input", { type: "radio", name: group, value: option.value, onchange: () => move(option.value) }));
  const rows = control.options.map((option, i) => h("label", { class: "mbc-option" }, inputs[i], h("span", {}, option.label)));
  const help = control.help ? `${group}-help` : null;
  const el = h("fieldset", { class: "mbc-control", "aria-describedby": help }, h("legend", {}, control.label), ...rows, helped(control, help));
  return { el, update: (value) => inputs.forEach((input) => (input.checked = input.value === value)) };
}

function listControl(control, move) {
  const id = newId("list");
  const help = control.help ? `${id}-help` : null;
  const options = control.options.map((option) => h("option", { value: option.value }, option.label));
  const list = h("select", { id, "aria-describedby": help, onchange: () => move(list.value) }, ...options);
  const el = h("div", { class: "mbc-control" }, h("label", { for: id }, control.label), list, helped(control, help));
  return { el, update: (value) => (list.value = value) };
}

function switchControl(control, move) {
  const id = newId("switch");
  const help = control.help ? `${id}-help` : null;
  const box = h("input", { type: "checkbox", id, "aria-describedby": help, onchange: () => move(box.checked) });
  const row = h("label", { class: "mbc-option", for: id }, box, h("span", {}, control.label));
  return { el: h("div", { class: "mbc-control" }, row, helped(control, help)), update: (value) => (box.checked = value) };
}

function diceControl(control, move) {
  const id = newId("dice");
  const help = control.help ? `${id}-help` : null;
  let value = 1;
  const button = h("button", { type: "button", class: "mbc-button", "aria-describedby": help, onclick: () => move((value % control.throws) + 1) }, control.label);
  return { el: h("div", { class: "mbc-control" }, button, helped(control, help)), update: (now) => (value = now) };
}

const CONTROLS = { slider: sliderControl, choice: choiceControl, switch: switchControl, dice: diceControl };
