// What each widget brings as its module: only the way in. The front end itself is loaded once per page, from whichever
// widget comes first; a browser keeps about a tenth of each module that it has ever loaded (measured: 82 kB of 1 MB).

function frontEnd(model) {
  const { id, gzip } = model.get("_front");
  const key = Symbol.for(`mbc-course.front.${id}`); // another version of the course has another name
  globalThis[key] ??= load(model, gzip).catch((error) => {
    delete globalThis[key];
    throw error;
  });
  return globalThis[key];
}

async function load(model, gzip) {
  const code = typeof DecompressionStream === "undefined" ? await askFor(model) : await unpack(gzip);
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

const unpack = (gzip) => new Response(new Blob([gzip]).stream().pipeThrough(new DecompressionStream("gzip"))).text();

// An old browser gets the plain text.
function askFor(model) {
  return new Promise((resolve) => {
    const hear = ({ id, code }) => {
      if (id !== "front") return;
      model.off("msg:custom", hear);
      resolve(code);
    };
    model.on("msg:custom", hear);
    model.send({ do: "front", id: "front" });
  });
}

// JupyterLab calls this once per widget: `initialize` begins its life, each `render` shows it once more, and whatever
// they return cleans up. Nothing is awaited in `initialize`: until it is done no message reaches the widget.
export default () => {
  let life = null;
  return {
    initialize({ model }) {
      life = frontEnd(model).then(({ begin }) => begin(model));
      life.catch(() => {}); // told where it is shown
      return () => {
        life.then((begun) => begun.end()).catch(() => {});
        letGo(model);
      };
    },
    async render({ el }) {
      return (await life).show(el);
    },
  };
};

// JupyterLab (4.6, `CommHandler`) listens to the kernel for each widget and never stops, so the model of a widget that
// was closed stays as long as the page has that kernel. What is large in it goes. One by one, since a model also keeps what it held before its last change.
function letGo(model) {
  for (const name of ["_front", "_css", "spec"]) model.set(name, null);
}
