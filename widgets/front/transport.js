// ask(settings) -> view. Who answers (a kernel now) is not the business of anybody who draws.
//
// One request in flight; the newest settings win; an answer that a newer request has overtaken, or that comes twice, is
// dropped; silence becomes a sentence.

const TIMEOUT_MS = 10_000;
const SILENT =
  "No answer for ten seconds. If this goes on, the engine behind this page has stopped: start the lesson again at its top.";
const STOPPED = "The engine behind this page has stopped. Start the lesson again at its top, and this picture comes back.";

function makeTransport(model, { timeout = TIMEOUT_MS } = {}) {
  const page = Math.random().toString(36).slice(2, 8); // ids of a reloaded page are not those of the page before
  const waiting = new Map();
  const trips = [];
  let count = 0;
  let ended = false;

  function request(content, patience = timeout) {
    const id = `${page}-${(count += 1)}`;
    return new Promise((resolve) => {
      const finish = (answer) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(answer);
      };
      const timer = setTimeout(() => finish({ trouble: SILENT, silent: true }), patience);
      waiting.set(id, finish);
      if (!send({ ...content, id })) finish({ trouble: STOPPED });
    });
  }

  function send(content, callbacks) {
    try {
      model.send(content, callbacks);
      return true;
    } catch {
      return false; // the comm is gone
    }
  }

  function hear(content, buffers) {
    if (asked && content.id === asked.id) return answered(content, buffers);
    waiting.get(content.id)?.({ ...content, buffers });
  }

  // ---- views: the newest settings win ----
  let wanted = null; // settings that wait for the wire
  let asked = null; // the newest request {id, at, open}: open until answered or given up
  let show = () => {};

  function ask(settings) {
    wanted = settings;
    if (!asked?.open) fly();
  }

  function fly() {
    const mine = { id: `${page}-${(count += 1)}`, at: performance.now(), open: true, settings: wanted };
    wanted = null;
    asked = mine;
    if (!send({ do: "ask", id: mine.id, settings: mine.settings }, poking(mine))) return giveUp(mine, STOPPED);
    mine.timer = setTimeout(() => giveUp(mine, SILENT), timeout);
  }

  function giveUp(mine, sentence) {
    if (mine !== asked || !mine.open || ended) return;
    clearTimeout(mine.timer);
    mine.open = false; // its answer is still welcome as long as nothing newer has been asked
    if (wanted) fly();
    else show({ trouble: sentence });
  }

  function answered(content, buffers) {
    const mine = asked;
    if (mine.done) return; // said twice
    mine.done = true;
    mine.open = false;
    clearTimeout(mine.timer);
    trips.push(performance.now() - mine.at);
    if (trips.length > 15) trips.shift();
    if (wanted) fly(); // first the wire, then the brush
    show({ ...content, buffers, settings: mine.settings });
  }

  // The poke. On a stock server the frame that says "busy" leaves at once, and the answer behind it waits about 40 ms for
  // the browser's acknowledgement (Nagle and delayed ACK). The browser's next packet carries it, so a tiny message goes
  // out when "busy" is heard, or after 16 ms where nobody passes that on. Measured (python3 course.py bench): 30 ms less
  // from key to painted. Off where the way is long, since there the wait is not the acknowledgement, and off by
  // `globalThis.mbcPoke = false`.
  const POKE_ANYWAY_MS = 16;
  const LONG_WAY_MS = 150;
  function poking(mine) {
    const middle = [...trips].sort((a, b) => a - b)[trips.length >> 1] ?? 0;
    if (globalThis.mbcPoke === false || middle > LONG_WAY_MS) return undefined;
    const poke = () => {
      clearTimeout(anyway);
      if (mine.open && !ended) send({ do: "poke" });
    };
    const anyway = setTimeout(poke, POKE_ANYWAY_MS);
    return { iopub: { status: (message) => message.content.execution_state === "busy" && poke() } };
  }

  // A restarted or dead kernel: ipywidgets tells us that the wire was cut, and we ask whether anybody is there.
  async function check() {
    if (ended) return;
    const answer = await request({ do: "ping" }, 3000);
    if (answer.trouble && !ended) show({ trouble: STOPPED });
  }

  model.on("msg:custom", hear);
  model.on("comm_live_update", check);

  return {
    ask,
    request,
    onView: (listener) => (show = listener),
    end() {
      ended = true;
      clearTimeout(asked?.timer);
      model.off("msg:custom", hear);
      model.off("comm_live_update", check);
      for (const finish of [...waiting.values()]) finish({ trouble: STOPPED });
    },
  };
}
