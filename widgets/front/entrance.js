// What each widget brings as its module: only the way in. A browser keeps every module that it has ever loaded, so the
// front end itself is loaded once per page, from whichever widget comes first, and fifty re-runs leave fifty of these.

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
      return () => life.end();
    },
    render({ el }) {
      return life.show(el);
    },
  };
};
