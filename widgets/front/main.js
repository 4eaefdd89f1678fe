// Where a widget's life begins: with the shape that Python has given it.

const SHAPES = {
  explorer: beginExplorer,
  walk: beginWalk,
  lesson: beginLesson,
  quiz: beginQuiz,
  sure: beginSure,
  case: beginCase,
  poll: beginPoll,
  map: beginMap,
};

export const begin = (model) => SHAPES[model.get("shape")](model);
