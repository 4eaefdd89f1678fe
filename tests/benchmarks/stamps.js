// Time stamps in the page itself: key pressed -> the last line's path has changed -> that has been painted.
(() => {
  const LINE = ".scatterlayer > .trace:last-child path.js-line"; // the last trace: a ghost stands before the real lines
  const stamps = { presses: [], pressed: null };
  globalThis.mbcStamps = stamps;

  // A frame is on the screen when the task after its animation frame runs.
  const painted = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(0);
      }),
    );

  window.addEventListener("keydown", (event) => event.key === "ArrowRight" && (stamps.pressed = performance.now()), true);

  const changed = (record) =>
    record.type === "attributes"
      ? record.target.matches(LINE) && record.oldValue !== record.target.getAttribute("d")
      : [...record.addedNodes].some((node) => node.matches?.(LINE) || node.querySelector?.(LINE));
  new MutationObserver(async (records) => {
    if (stamps.pressed === null || !records.some(changed)) return;
    const from = stamps.pressed;
    const drawn = performance.now();
    stamps.pressed = null;
    stamps.presses.push({ drawn: drawn - from, painted: (await painted()) - from });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"], attributeOldValue: true });

  // From Run All to the moment at which so many pictures have been painted, in milliseconds.
  stamps.runAll = (pictures, patience) =>
    new Promise((resolve, reject) => {
      const from = performance.now();
      setTimeout(() => reject(new Error(`not painted within ${patience / 1000} s`)), patience);
      const watch = new MutationObserver(async () => {
        const drawn = [...document.querySelectorAll(".js-plotly-plot")].filter((plot) => plot.querySelector(LINE)?.getAttribute("d"));
        if (drawn.length < pictures) return;
        watch.disconnect();
        resolve((await painted()) - from);
      });
      watch.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
      window.jupyterapp.commands.execute("notebook:run-all-cells");
    });

  stamps.ready = () => {
    const panel = window.jupyterapp?.shell.currentWidget;
    return Boolean(panel?.context?.isReady && panel.sessionContext.isReady && panel.sessionContext.session?.kernel?.status === "idle");
  };
})();
