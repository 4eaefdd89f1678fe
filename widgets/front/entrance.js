// What each widget brings as its module: only the way in. The front end itself is loaded once per page, from whichever
// widget comes first; a browser keeps about a tenth of each module that it has ever loaded (measured: 82 kB of 1 MB).

function frontEnd({ id, code }) {
  const key = Symbol.for(`mbc-course.front.${id}`); // another version of the course has another name
  globalThis[key] ??= load(code).catch((error) => {
    delete globalThis[key];
    throw error;
  });
  return globalThis[key];
}

async function load(code) {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

// JupyterLab calls this once per widget: `initialize` begins its life, each `render` shows it once more, and whatever
// they return cleans up.
export default () => {
  let life = null;
  return {
    async initialize({ model }) {
      const { begin } = await frontEnd(model.get("_front"));
      life = begin(model);
      return () => {
        life.end();
        letGo(model);
      };
    },
    render({ el }) {
      return life.show(el);
    },
  };
};

// JupyterLab (4.6, `CommHandler`) listens to the kernel for each widget and never stops, so the model of a widget that
// was closed stays as long as the page has that kernel. What is large in it goes: 0.2 MB for each run of a cell. One by
// one, since a model also keeps what it held before its last change.
function letGo(model) {
  for (const name of ["_front", "_css", "spec"]) model.set(name, null);
}
