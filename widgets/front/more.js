// What stands folded under a picture: its numbers as a table, and why the model does what it does.

function makeTable(ask, name) {
  const body = h("div", { class: "mbc-scroll", tabindex: "0", role: "group", "aria-label": "Table, scrolls sideways" });
  const save = h("button", { type: "button", class: "mbc-button" }, "Save as CSV");
  const el = h("details", { class: "mbc-fold" }, h("summary", {}, "As a table"), body, h("p", { class: "mbc-buttons" }, save));
  let table = null;

  async function fill() {
    if (!el.open) return;
    const answer = await ask();
    if (answer.trouble) return body.replaceChildren(h("p", {}, answer.trouble));
    table = answer.table;
    const head = h("tr", {}, ...table.columns.map((column) => h("th", { scope: "col" }, column)));
    const rows = table.rows.map((row) => h("tr", {}, ...row.map((cell, i) => h(i ? "td" : "th", i ? {} : { scope: "row" }, inWords(cell)))));
    body.replaceChildren(h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)));
  }
  el.addEventListener("toggle", fill);
  save.addEventListener("click", () => table && saveFile(`${name}.csv`, toCsv(table)));
  return { el, fill };
}

const inWords = (cell) => (typeof cell === "number" ? cell.toLocaleString("en", { maximumSignificantDigits: 6 }) : String(cell ?? ""));

// A cell that begins like a formula would be run by a spreadsheet; an apostrophe keeps it a word.
function toCsv(table) {
  const cell = (value) => {
    const text = typeof value === "string" && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : String(value ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [table.columns, ...table.rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function makeWhy(transport) {
  const body = h("div", {});
  const el = h("details", { class: "mbc-fold" }, h("summary", {}, "Why does it do that?"), body);
  el.addEventListener("toggle", async () => {
    if (!el.open || body.childElementCount) return;
    const answer = await transport.request({ do: "why" });
    if (answer.trouble) return body.replaceChildren(h("p", {}, answer.trouble));
    body.replaceChildren(...answer.why.sections.flatMap(whySection), whyParameters(answer.why.parameters));
  });
  return el;
}

function whySection([heading, text]) {
  const paragraphs = text.split(/\n\s*\n/).map((words) => h(heading === "Equations" ? "pre" : "p", {}, heading === "Equations" ? words : words.replace(/\s+/g, " ")));
  return heading === "About" ? paragraphs : [h("p", { class: "mbc-heading" }, heading), ...paragraphs];
}

function whyParameters(parameters) {
  const rows = parameters.map((p) =>
    h("tr", {}, h("th", { scope: "row" }, p.name), h("td", {}, p.value), h("td", {}, p.origin, p.link ? ": " : "", p.link ? safeLink(p.source, p.link) : null, p.seen ? ` (${p.seen})` : "")),
  );
  const head = h("tr", {}, ...["What", "Value", "Where it comes from"].map((words) => h("th", { scope: "col" }, words)));
  return h("div", { class: "mbc-scroll", tabindex: "0", role: "group", "aria-label": "Parameters, scrolls sideways" }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)));
}

// The reading, with the numbers that have just changed in bold; the 2 of HER2 is a name.
const NUMBERS = /\b\d+(?:[.,\u2009\u202f]\d+)*/g;
function showReading(el, words, before) {
  const old = before?.match(NUMBERS) ?? [];
  const fresh = words.match(NUMBERS) ?? [];
  const changed = (number, i) => before && (old.length === fresh.length ? old[i] !== number : !old.includes(number));
  const pieces = words.split(NUMBERS);
  el.replaceChildren(...pieces.flatMap((piece, i) => [piece, i < fresh.length ? (changed(fresh[i], i) ? h("b", {}, fresh[i]) : fresh[i]) : ""]));
}
