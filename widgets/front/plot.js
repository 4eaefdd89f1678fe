// A figure: plain data in plotly's schema, dressed here in the theme's colours, with the setting before the last move
// kept behind it as a ghost.

const SMALLEST_PX = 320;
const TALLEST_PX = 420;
const NO_BUTTONS = { displayModeBar: false, showSendToCloud: false, scrollZoom: false, doubleClick: false, responsive: false };

function makePlot(transport) {
  const area = h("div", { class: "mbc-plot", role: "figure" });
  const caption = h("p", { class: "mbc-picture-title" });
  const yTitle = h("p", { class: "mbc-y-title" });
  const wrong = h("p", {});
  const el = h("div", { class: "mbc-picture" }, caption, yTitle, wrong, area);
  let current = null;
  let ghost = null;
  let gone = false;
  let Plotly = null;
  let drawn = "";

  async function draw() {
    if (!current || gone) return;
    const width = Math.floor(area.clientWidth);
    if (width < 40) {
      drawn = ""; // what changes while it is hidden is drawn when it is seen again: the observer below calls
      return;
    }
    try {
      Plotly ??= await plotly(transport);
    } catch (error) {
      wrong.textContent = error.message;
      return;
    }
    if (gone || !current) return;
    wrong.textContent = "";
    const { paint, look } = palette(el);
    const data = paint([...ghostTraces(ghost, current), ...current.data]);
    const layout = paint(dressed(current.layout, width, look, getComputedStyle(el).fontFamily));
    await Plotly.react(area, data, layout, NO_BUTTONS);
    drawn = `${width}`;
    area.dispatchEvent(new CustomEvent("mbc-painted", { bubbles: true }));
  }

  const watch = new ResizeObserver(() => `${Math.floor(area.clientWidth)}` !== drawn && draw());
  watch.observe(area);
  const stopTheme = onTheme(draw);

  return {
    el,
    show(plot, before) {
      current = plot;
      ghost = before;
      caption.textContent = plot.title;
      yTitle.textContent = plot.yTitle;
      yTitle.hidden = !plot.yTitle;
      area.setAttribute("aria-label", plot.title);
      return draw();
    },
    end() {
      gone = true;
      watch.disconnect();
      stopTheme();
      if (Plotly) Plotly.purge(area);
    },
  };
}

// A view as it came over the wire, with its arrays in place.
function unpackView(view, buffers) {
  const whole = (picture) => ({ ...picture, data: unpackArrays(picture.data, buffers), layout: unpackArrays(picture.layout, buffers) });
  return { ...view, pictures: view.pictures.map((picture) => (picture.kind === "plot" ? whole(picture) : picture)) };
}

// Numbers travel as four-byte floats in buffers; plotly takes typed arrays as they are.
function unpackArrays(value, buffers) {
  if (Array.isArray(value)) return value.map((inner) => unpackArrays(inner, buffers));
  if (value && typeof value === "object") {
    if ("$float32" in value) {
      const view = buffers[value.$float32];
      return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpackArrays(inner, buffers)]));
  }
  return value;
}

function ghostTraces(before, now) {
  if (!before || before.kind !== "plot") return [];
  return before.data
    .filter((trace) => trace.meta?.ghost)
    .map((trace) => ({
      ...trace,
      line: { ...trace.line, color: "@ghost", dash: "dot", width: 1.5 },
      marker: { ...trace.marker, color: "rgba(0,0,0,0)", line: { color: "@ghost", width: 1.5 } },
      mode: trace.mode?.split("+").filter((part) => part !== "text").join("+"),
      text: undefined,
      fill: undefined,
      hoverinfo: "skip",
    }));
}

function dressed(layout, width, look, family) {
  const axis = (own) => ({
    fixedrange: true,
    automargin: true,
    gridcolor: look("grid"),
    zerolinecolor: look("grid"),
    linecolor: look("edge"),
    tickcolor: look("edge"),
    ...own,
    title: own?.title && { standoff: 10, ...own.title, font: { size: 14, color: look("ink-soft") } },
  });
  const height = layout.height ?? Math.round(Math.max(SMALLEST_PX, Math.min(TALLEST_PX, width * 0.95)));
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    showlegend: false,
    hovermode: "closest",
    dragmode: false,
    margin: { l: 8, r: 16, t: 8, b: 8 },
    hoverlabel: { bgcolor: look("panel"), bordercolor: look("edge"), font: { color: look("ink"), size: 14 } },
    ...layout,
    font: { family, size: 14, color: look("ink"), ...layout.font },
    xaxis: axis(layout.xaxis),
    yaxis: axis(layout.yaxis),
    width,
    height,
  };
}
