// Where a widget's life begins: with the shape that Python has given it.

const SHAPES = { explorer: beginExplorer, walk: beginWalk, lesson: beginLesson };

export const begin = (model) => SHAPES[model.get("shape")](model);
