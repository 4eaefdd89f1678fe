// plotly.js, once per page however many explorers stand on it: asked of the kernel by the first, unpacked by the browser
// itself, and kept under a private symbol so that nobody else's plotly meets ours.

const PLOTLY = Symbol.for("mbc-course.plotly");
const HANDOVER = Symbol.for("mbc-course.plotly.handover");
const PLOTLY_PATIENCE_MS = 60_000;

async function plotly(transport) {
  const others = globalThis[PLOTLY];
  if (others) {
    try {
      return await others;
    } catch {
      forgetPlotly(others); // the explorer that asked was closed meanwhile: ask oneself
    }
  }
  const mine = (globalThis[PLOTLY] ??= loadPlotly(transport));
  try {
    return await mine;
  } catch (error) {
    forgetPlotly(mine);
    throw error;
  }
}

function forgetPlotly(promise) {
  if (globalThis[PLOTLY] === promise) delete globalThis[PLOTLY];
}

async function loadPlotly(transport) {
  const gzip = typeof DecompressionStream !== "undefined"; // an old browser gets the plain bytes
  const answer = await transport.request({ do: "plotly", gzip }, PLOTLY_PATIENCE_MS);
  if (answer.trouble) throw new Error(answer.trouble);
  const sent = answer.buffers[0];
  const code = answer.gzip
    ? await new Response(new Blob([sent]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()
    : sent;
  return runPlotly(code);
}

// The file looks for `define` and `module` to decide where to put itself; both are ours here. It also writes
// window.Plotly, which is put back as it was.
function runPlotly(code) {
  const before = Object.getOwnPropertyDescriptor(window, "Plotly");
  const address = URL.createObjectURL(
    new Blob(
      [
        "(function (define, exports, module) {",
        code,
        `\n;globalThis[Symbol.for("mbc-course.plotly.handover")] = module.exports;})(undefined, {}, { exports: {} });`,
      ],
      { type: "text/javascript" },
    ),
  );
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const done = () => {
      URL.revokeObjectURL(address);
      script.remove();
      const found = globalThis[HANDOVER];
      delete globalThis[HANDOVER];
      if (before) Object.defineProperty(window, "Plotly", before);
      else delete window.Plotly;
      if (found?.react) resolve(found);
      else reject(new Error("plotly.js could not be started in this browser."));
    };
    script.onload = done;
    script.onerror = done;
    script.src = address;
    document.head.append(script);
  });
}
