// The one entrance. JupyterLab calls the function once per widget: `initialize` begins its life, each `render` shows it
// once more, and whatever they return cleans up.

const SHAPES = { explorer: beginExplorer, walk: beginWalk, lesson: beginLesson };

const main = () => {
  let life = null;
  return {
    initialize({ model }) {
      life = SHAPES[model.get("shape")](model);
      return () => life.end();
    },
    render({ el }) {
      return life.show(el);
    },
  };
};
