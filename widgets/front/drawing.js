// One of our own SVGs, with states and words set by the names of its parts (`data-part`). A pick with the mouse is the
// twin of a control, so the drawing itself is an image to a screen reader and the control is what it hears.

const DRAWINGS = Symbol.for("mbc-course.drawings");

async function drawingText(name, transport) {
  const known = (globalThis[DRAWINGS] ??= new Map());
  if (!known.has(name)) {
    const answer = await transport.request({ do: "drawing", name });
    if (answer.trouble) throw new Error(answer.trouble);
    known.set(name, answer.svg);
  }
  return known.get(name);
}

// Our drawings are ours, but they travel as text: nothing in them may run.
function parseDrawing(text) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const own = newId("svg"); // two views of one drawing, or two drawings with an "arrow", must not share an id
  for (const node of [svg, ...svg.querySelectorAll("*")]) {
    if (/^(script|style|foreignobject|iframe|set|animate.*)$/i.test(node.localName)) node.remove();
    for (const { name, value } of [...node.attributes]) {
      const elsewhere = (/href$/i.test(name) && !value.startsWith("#")) || /url\((?!#)/i.test(value);
      if (/^on/i.test(name) || elsewhere) node.removeAttribute(name);
      else if (name === "id") node.id = `${own}-${value}`;
      else if (/href$/i.test(name)) node.setAttribute(name, `#${own}-${value.slice(1)}`);
      else if (value.includes("url(#")) node.setAttribute(name, value.replaceAll("url(#", `url(#${own}-`));
    }
  }
  return document.importNode(svg, true);
}

function makeDrawing(transport, choose) {
  const caption = h("p", { class: "mbc-picture-title" });
  const area = h("div", { class: "mbc-drawing" });
  const el = h("div", { class: "mbc-picture" }, caption, area);
  let name = null;
  let svg = null;
  let parts = new Map();
  let words = new Map(); // what the parts say when a view says nothing else
  let latest = 0;
  let picks = {};

  async function load(wanted) {
    const text = await drawingText(wanted, transport);
    if (name !== wanted || svg) return;
    svg = parseDrawing(text);
    svg.setAttribute("role", "img");
    area.dataset.drawing = wanted;
    words = new Map([...svg.querySelectorAll("text[data-part]")].map((part) => [part.dataset.part, part.textContent]));
    parts = new Map([...svg.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    area.replaceChildren(svg);
  }

  area.addEventListener("click", (event) => {
    const part = event.target.closest?.("[data-part]")?.dataset.part;
    if (part in picks) choose(...picks[part]);
  });

  return {
    el,
    async show(drawing, before) {
      const mine = (latest += 1);
      caption.textContent = drawing.title;
      picks = drawing.picks;
      if (name !== drawing.name) {
        name = drawing.name;
        svg = null;
      }
      try {
        if (!svg) await load(drawing.name);
      } catch (error) {
        if (mine === latest && !svg) area.textContent = error.message;
        return;
      }
      if (!svg || mine !== latest) return; // a newer view came while the drawing was on its way
      svg.setAttribute("aria-label", drawing.title);
      const was = before?.kind === "drawing" && before.name === drawing.name ? before.states : {};
      for (const [part, node] of parts) {
        const state = drawing.states[part] ?? "";
        node.dataset.state = state;
        node.dataset.was = part in was && was[part] !== state ? was[part] : "";
        node.classList.toggle("mbc-pick", part in picks);
        if (words.has(part)) node.textContent = drawing.texts[part] ?? words.get(part);
      }
      area.dispatchEvent(new CustomEvent("mbc-painted", { bubbles: true }));
    },
    end() {},
  };
}
