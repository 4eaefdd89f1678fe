// Building the page by hand. Every string becomes a text node or an attribute, so nothing that a model, a question or a
// fact says can become markup.

let lastId = 0;
const newId = (word) => `mbc-${word}-${(lastId += 1)}-${Math.random().toString(36).slice(2, 7)}`;

function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// A link that a fact carries: only https leaves the page, and it opens beside it.
function safeLink(words, address) {
  if (!/^https:\/\//.test(address)) return document.createTextNode(words);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}

// The frame that everything of ours stands in. JupyterLab's own shortcuts must not hear what is typed here.
function frame(kind, label, ...children) {
  const root = h("section", { class: `mbc mbc-${kind}`, "aria-label": label, "data-lm-suppress-shortcuts": "true" }, ...children);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "Tab") event.stopPropagation();
  });
  return root;
}

const NOT_DRAWN = "This picture could not be drawn in this browser. The sentence below it and the table still hold.";

// An alert is spoken each time it is written, so it is written only when it changes.
function showTrouble(node, words) {
  if (node.textContent !== (words ?? "")) node.textContent = words ?? "";
  node.hidden = !words;
}

// Words for the screen reader: the page shows a change at once, speech waits until the change has settled.
const SETTLED_MS = 600;
function makeSpeaker() {
  const region = h("p", { class: "mbc-spoken", role: "status", "aria-live": "polite" });
  let timer = 0;
  return {
    region,
    say(words) {
      clearTimeout(timer);
      timer = setTimeout(() => (region.textContent = words), SETTLED_MS);
    },
    end: () => clearTimeout(timer),
  };
}

// Colours by name. The tokens are custom properties (widgets/theme.py), so a theme change is a redraw and no question
// to the kernel.
function palette(node) {
  const style = getComputedStyle(node);
  const known = new Map();
  const look = (name) => {
    if (!known.has(name)) known.set(name, style.getPropertyValue(`--mbc-${name}`).trim() || "currentcolor");
    return known.get(name);
  };
  const paint = (value) => {
    if (typeof value === "string") return /^@[a-z][a-z0-9-]*$/.test(value) ? look(value.slice(1)) : value;
    if (Array.isArray(value)) return value.map(paint);
    if (value && typeof value === "object" && !ArrayBuffer.isView(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, paint(inner)]));
    }
    return value;
  };
  return { look, paint };
}

// Calls `repaint` when JupyterLab's theme, the system's theme or the paper changes; returns how to stop.
function onTheme(repaint) {
  const watch = new MutationObserver(() => requestAnimationFrame(repaint)); // while the sheets are changed there is no page
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
  const media = ["(prefers-color-scheme: dark)", "print"].map((query) => window.matchMedia(query));
  for (const query of media) query.addEventListener("change", repaint);
  return () => {
    watch.disconnect();
    for (const query of media) query.removeEventListener("change", repaint);
  };
}
