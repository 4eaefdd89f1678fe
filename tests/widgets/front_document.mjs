// As much of a document as the front end needs to build what it shows: elements, words, attributes, events and focus.

const words = (value) => String(value);

class Style {
  setProperty(name, value) {
    this[name] = value;
  }
}

class Text {
  constructor(data) {
    this.textContent = words(data);
    this.parentNode = null;
  }
}

class Element {
  constructor(page, localName) {
    Object.assign(this, { page, localName, childNodes: [], attributeMap: new Map(), listeners: new Map(), parentNode: null });
    Object.assign(this, { style: new Style(), className: "", hidden: false, value: "", clientWidth: 600 });
    const data = (name) => `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    this.dataset = new Proxy({}, {
      get: (_, name) => this.attributeMap.get(data(name)),
      set: (_, name, value) => (this.setAttribute(data(name), value), true),
    });
    this.classList = {
      toggle: (name, on) => (this.className = [...this.className.split(" ").filter((one) => one && one !== name), ...(on ? [name] : [])].join(" ")),
      contains: (name) => this.className.split(" ").includes(name),
    };
  }

  get attributes() {
    return [...this.attributeMap].map(([name, value]) => ({ name, value }));
  }
  get id() {
    return this.getAttribute("id") ?? "";
  }
  set id(value) {
    this.setAttribute("id", value);
  }
  getAttribute(name) {
    return this.attributeMap.get(name) ?? null;
  }
  setAttribute(name, value) {
    this.attributeMap.set(name, words(value));
    if (["value", "disabled", "hidden"].includes(name)) this[name] = name === "value" ? words(value) : true;
  }
  removeAttribute(name) {
    this.attributeMap.delete(name);
  }

  append(...nodes) {
    for (const node of nodes) {
      const one = node instanceof Element || node instanceof Text ? node : new Text(node);
      one.parentNode?.childNodes.splice(one.parentNode.childNodes.indexOf(one), 1);
      one.parentNode = this;
      this.childNodes.push(one);
    }
  }
  replaceChildren(...nodes) {
    for (const node of this.childNodes) node.parentNode = null;
    this.childNodes = [];
    this.append(...nodes);
  }
  remove() {
    this.parentNode?.childNodes.splice(this.parentNode.childNodes.indexOf(this), 1);
    this.parentNode = null;
  }
  get childElementCount() {
    return this.childNodes.filter((node) => node instanceof Element).length;
  }
  get textContent() {
    return this.childNodes.map((node) => node.textContent).join("");
  }
  set textContent(value) {
    this.written = (this.written ?? 0) + 1;
    this.replaceChildren(...(value === "" ? [] : [value]));
  }

  get all() {
    return this.childNodes.filter((node) => node instanceof Element).flatMap((node) => [node, ...node.all]);
  }
  querySelectorAll(selector) {
    const ways = selector.split(",").map((one) => one.trim().match(/^(\*|[\w-]*)(?:\.([\w-]+))?(?:\[([\w-]+)\])?$/));
    const fits = (node) => ways.some(([, name, style, attribute]) =>
      (!name || name === "*" || node.localName === name) && (!style || node.classList.contains(style)) && (!attribute || node.attributeMap.has(attribute)));
    return this.all.filter(fits);
  }
  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }
  contains(node) {
    for (let at = node; at; at = at.parentNode) if (at === this) return true;
    return false;
  }
  closest(selector) {
    const name = selector.slice(1, -1); // only [attribute] is asked for
    for (let at = this; at; at = at.parentNode) if (at.attributeMap.has(name)) return at;
    return null;
  }

  addEventListener(kind, listener) {
    this.listeners.set(kind, [...(this.listeners.get(kind) ?? []), listener]);
  }
  dispatchEvent(event) {
    for (let at = this; at; at = event.bubbles ? at.parentNode : null) {
      for (const listener of at.listeners.get(event.type) ?? []) listener.call(at, event);
    }
  }
  say(type) {
    this.dispatchEvent({ type, target: this, bubbles: true });
  }
  focus() {
    this.page.activeElement = this;
  }
  get valueAsNumber() {
    return this.value === "" ? NaN : Number(this.value);
  }
}

// The globals of a page that shows nothing. `measure` tells every observer that sizes may have changed.
export function makeDocument() {
  const page = { activeElement: null };
  const observers = new Set();
  const element = (name, attributes = {}, ...children) => {
    const made = new Element(page, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  page.body = element("body");
  page.activeElement = page.body;
  const unheard = { addEventListener() {}, removeEventListener() {} };
  const globals = {
    document: Object.assign(page, { createElement: element, createTextNode: (data) => new Text(data), importNode: (node) => node }),
    window: { matchMedia: () => unheard },
    getComputedStyle: () => ({ fontFamily: "serif", getPropertyValue: (name) => `<${name}>` }),
    CustomEvent: class {
      constructor(type, { bubbles = false } = {}) {
        Object.assign(this, { type, bubbles });
      }
    },
    MutationObserver: class {
      observe() {}
      disconnect() {}
    },
    ResizeObserver: class {
      constructor(look) {
        this.look = look;
      }
      observe() {
        observers.add(this);
      }
      disconnect() {
        observers.delete(this);
      }
    },
  };
  return { page, element, globals, measure: () => observers.forEach((one) => one.look()) };
}
