// The top and the end of a lesson: the way through the course, the switch that shows the code, the sign that the lesson
// is ready, and the sentence when the engine behind the page has stopped.

const READY_PATIENCE_MS = 20_000;

function beginLesson(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  // The map tells lessons that were begun from those that were not.
  if (spec.part === "top") transport.request({ do: "visit" }).then(() => window.dispatchEvent(new CustomEvent(ANSWERED)));
  return { show: (el) => (spec.part === "top" ? showTop(el, spec, transport) : showEnd(el, spec)), end: () => transport.end() };
}

// A lesson's address beside the one that is open, in whichever front end shows it.
function addressOf(file) {
  const here = window.location.pathname;
  if (here.endsWith(".ipynb")) return here.slice(0, here.lastIndexOf("/") + 1) + file;
  return `${jupyterConfig().baseUrl ?? "/"}doc/tree/notebooks/${file}`;
}

function jupyterConfig() {
  try {
    return JSON.parse(document.getElementById("jupyter-config-data").textContent);
  } catch {
    return {};
  }
}

function ways(spec) {
  const way = (words, place) => place && h("a", { href: addressOf(place.file), class: "mbc-way" }, h("span", { class: "mbc-way-word" }, words), place.title);
  return h("nav", { class: "mbc-ways", "aria-label": spec.part === "top" ? "Lessons" : "Lessons from here" }, way("Previous", spec.previous?.file === spec.map?.file ? null : spec.previous), way("Map", spec.map), way("Next", spec.next));
}

function showTop(el, spec, transport) {
  const speaker = makeSpeaker();
  const trouble = h("p", { class: "mbc-trouble", role: "alert", hidden: true });
  if (spec.edit) showCode(true);
  const code = h("button", { type: "button", class: "mbc-button", "aria-pressed": String(codeShown()), "data-code": true, onclick: () => showCode(!codeShown()) }, "Show the code");
  const quit = spec.quit ? h("button", { type: "button", class: "mbc-button", onclick: () => quitCourse(root) }, "Quit the course") : null;
  const root = frame(
    "lesson",
    "About this lesson",
    trouble,
    h("p", { class: "mbc-disclaimer" }, `${spec.disclaimer} `, spec.map ? h("a", { href: addressOf(spec.start.file) }, "More about this") : null),
    ways(spec),
    h("p", { class: "mbc-buttons" }, code, quit),
    speaker.region,
  );
  el.append(root);

  let panel = null;
  const undo = [];
  const stopWaiting = whenAttached(root, () => {
    panel = root.closest(".jp-NotebookPanel");
    const ready = () => {
      panel?.classList.add("course-ready");
      undo.push(holdTitle(panel));
      if (spec.copy) command("docmanager:save", root); // so that a reload finds the explorers again
      speaker.say("The lesson is ready.");
    };
    const stopIdle = whenIdle(panel, () => undo.push(whenUnpressed(ready)));
    undo.push(stopIdle, whenGone(panel, () => {
      trouble.hidden = false;
      trouble.replaceChildren(GONE, h("button", { type: "button", class: "mbc-button", onclick: () => window.location.reload() }, "Load the page again"));
    }));
  });
  const tell = (sentence) => {
    trouble.textContent = sentence ?? "";
    trouble.hidden = !sentence;
    if (sentence) panel?.classList.remove("course-ready"); // the start button comes back
  };
  transport.onView(({ trouble: sentence }) => tell(sentence));
  return () => {
    stopWaiting();
    undo.forEach((stop) => stop());
    speaker.end();
    root.remove();
    if (!panel?.querySelector(".mbc-lesson .mbc-disclaimer")) panel?.classList.remove("course-ready"); // else a new top stands
  };
}

function showEnd(el, spec) {
  const root = frame("lesson", "Where to go from here", ways(spec));
  el.append(root);
  return () => root.remove();
}

const codeShown = () => document.body.classList.contains("course-show-code");
function showCode(on) {
  document.body.classList.toggle("course-show-code", on);
  for (const button of document.querySelectorAll(".mbc [data-code]")) button.setAttribute("aria-pressed", String(on));
}

// JupyterLab runs a command for a click on an element that names it; this is such a click. The element has to stand
// inside the notebook, whose trust it borrows, and to outlive the click.
function command(name, root) {
  const button = h("button", { type: "button", hidden: true, "data-commandlinker-command": name, "data-commandlinker-args": "{}" });
  root.append(button);
  button.click();
  setTimeout(() => button.remove());
}

// A view is drawn before JupyterLab puts it into the page; calls `then` once when it stands there.
function whenAttached(node, then) {
  const watch = new ResizeObserver(() => {
    if (!node.isConnected) return;
    watch.disconnect();
    then();
  });
  watch.observe(node);
  return () => watch.disconnect();
}

// JupyterLab's own sign of what the kernel does. It leaves the panel when the toolbar there is too narrow for it.
const signOf = (panel) => (panel?.querySelector(SIGN) ?? (panel && document.querySelector(SIGN)));
const SIGN = ".jp-Notebook-ExecutionIndicator";

// A kernel that was taken away (an idle one is, while the computer sleeps) cuts no wire, but the sign tells. The page is
// loaded again and not only started again: "Run all" without a kernel runs the first cell and drops the others.
const GONE = "The engine behind this page has stopped, as it does while the computer sleeps. Load the page again, then start the lesson. ";
function whenGone(panel, tell) {
  const sign = signOf(panel);
  if (!sign) return () => {};
  const watch = new MutationObserver(() => ["dead", "disconnected"].includes(sign.dataset.status) && tell());
  watch.observe(sign, { attributes: true, attributeFilter: ["data-status"] });
  if (sign.dataset.status === "dead") tell(); // it went before anybody listened
  return () => watch.disconnect();
}

// Calls `ready` once when the kernel has nothing more to do: all cells stand.
function whenIdle(panel, ready) {
  const sign = signOf(panel);
  let watch = null;
  let timer = 0;
  const finish = () => {
    watch?.disconnect();
    clearTimeout(timer);
    ready();
  };
  const look = () => sign.dataset.status === "idle" && finish();
  if (sign) {
    watch = new MutationObserver(look);
    watch.observe(sign, { attributes: true, attributeFilter: ["data-status"] });
    timer = setTimeout(finish, READY_PATIENCE_MS); // a very long cell: better a lesson that starts than one that waits
    look();
  }
  return () => {
    watch?.disconnect();
    clearTimeout(timer);
  };
}

// When the lesson is ready its start button goes, and everything below moves up. Not while the reader presses something:
// a press that ends over another thing than it began on does nothing.
function whenUnpressed(then) {
  let frame = 0;
  const look = () => (document.querySelector(":active") ? (frame = requestAnimationFrame(look)) : then());
  look();
  return () => cancelAnimationFrame(frame);
}

// "Run all" leaves the view at the last cell, and JupyterLab scrolls there once more when that cell has run, a moment
// after the kernel has become idle. A lesson begins at its title: whatever scrolls the page is put back for a moment,
// unless it is the reader. A press holds what it began on until it ends; one on the scroll bar moves the page at once.
const HOLD_MS = 1000;
function holdTitle(panel) {
  const scroller = panel?.querySelector(".jp-WindowedPanel-outer");
  if (!scroller) return () => {};
  const inputs = ["wheel", "touchmove", "keydown", "pointerup"];
  let top = 0;
  const hold = () => scroller.scrollTo({ top });
  const press = (event) => (event.target === scroller ? release() : (top = scroller.scrollTop));
  const release = () => {
    clearTimeout(timer);
    scroller.removeEventListener("scroll", hold);
    scroller.removeEventListener("pointerdown", press);
    for (const input of inputs) window.removeEventListener(input, release, true);
  };
  const timer = setTimeout(release, HOLD_MS);
  scroller.addEventListener("scroll", hold);
  scroller.addEventListener("pointerdown", press);
  for (const input of inputs) window.addEventListener(input, release, true);
  hold();
  return release;
}

async function quitCourse(root) {
  const { baseUrl = "/", token = "" } = jupyterConfig();
  const xsrf = document.cookie.match(/(?:^|;\s*)_xsrf=([^;]+)/)?.[1] ?? "";
  try {
    const answer = await fetch(`${baseUrl}api/shutdown`, { method: "POST", headers: { "X-XSRFToken": xsrf, ...(token && { Authorization: `token ${token}` }) } });
    if (!answer.ok) throw new Error();
    document.body.replaceChildren(h("main", { class: "mbc mbc-ended" }, h("h1", {}, "The course has ended."), h("p", {}, "You can close this window. To come back, start the course again.")));
  } catch {
    root.prepend(h("p", { class: "mbc-trouble", role: "alert" }, "The course could not be ended from here. Close the window in which you started it."));
  }
}
