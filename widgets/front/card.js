// Words in rows: a trial, a drug. A row of several lines says several things under one name.

function makeCard() {
  const caption = h("p", { class: "mbc-picture-title" });
  const list = h("dl", { class: "mbc-card" });
  const links = h("p", { class: "mbc-card-links" });
  const el = h("div", { class: "mbc-picture" }, caption, list, links);
  return {
    el,
    show(card) {
      caption.textContent = card.title;
      list.replaceChildren(...card.rows.flatMap(([name, words]) => [h("dt", {}, name), ...words.split("\n").map((line) => h("dd", {}, line))]));
      links.replaceChildren(...card.links.flatMap(([words, address]) => [safeLink(words, address), " "]));
      el.dispatchEvent(new CustomEvent("mbc-painted", { bubbles: true }));
    },
    end() {},
  };
}

// Whatever a view brings: as many pictures as it has, side by side where there is room. Pictures of the same kind are
// kept and redrawn, so that a move changes lines and not the page.
function makePictures(transport, choose) {
  const el = h("div", { class: "mbc-pictures" });
  const makers = { plot: () => makePlot(transport), drawing: () => makeDrawing(transport, choose), card: makeCard };
  let shown = [];
  return {
    el,
    show(pictures, before) {
      if (pictures.map((p) => p.kind).join() !== shown.map((s) => s.kind).join()) {
        for (const old of shown) old.end();
        shown = pictures.map(({ kind }) => ({ kind, ...makers[kind]() }));
        el.replaceChildren(...shown.map((one) => one.el));
        el.dataset.count = shown.length;
        el.dataset.kinds = shown.map(({ kind }) => kind).join(" ");
      }
      return Promise.all(pictures.map((picture, i) => shown[i].show(picture, before?.[i])));
    },
    end: () => shown.forEach((one) => one.end()),
  };
}
