// A vote in a class: one question at a time, large, counts typed in by hand, the key only when somebody asks for it.

function beginPoll(model) {
  const transport = makeTransport(model);
  const spec = model.get("spec");
  const listeners = new Set();
  const state = { at: 0, counts: {}, keys: {}, again: {}, trouble: null };
  const changed = () => listeners.forEach((listener) => listener(state));

  transport.request({ do: "state" }).then((answer) => {
    state.trouble = answer.trouble ?? null;
    Object.assign(state.counts, answer.counts);
    Object.assign(state.keys, answer.keys);
    for (const [id, { after }] of Object.entries(state.counts)) state.again[id] = Object.keys(after).length > 0;
    changed();
  });
  const say = async (content) => {
    const answer = await transport.request(content);
    state.trouble = answer.trouble ?? null;
    return answer;
  };
  const store = {
    spec,
    go(at) {
      state.at = at;
      changed();
    },
    async count(poll, vote, option, count) {
      const kept = ((state.counts[poll] ??= {})[vote] ??= {});
      kept[option] = count;
      await say({ do: "count", poll, vote, option, count });
      changed();
    },
    again(poll) {
      state.again[poll] = true;
      changed();
    },
    async key(poll) {
      const answer = await say({ do: "key", poll });
      if (answer.key) state.keys[poll] = answer.key;
      changed();
    },
    async clear(poll) {
      if (!(await say({ do: "clear", poll })).trouble) {
        state.counts[poll] = { before: {}, after: {} };
        delete state.keys[poll];
        state.again[poll] = false;
      }
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
  };
  return { show: (el) => showPoll(el, store), end: () => transport.end() };
}

function showPoll(el, store) {
  const { spec } = store;
  const trouble = h("p", { class: "mbc-trouble", role: "alert", hidden: true });
  const cards = spec.polls.map((poll, i) => pollCard(poll, i, store));
  const screen = h("button", { type: "button", class: "mbc-button", onclick: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()) }, "Fill the screen");
  const root = frame("poll", spec.title, h("p", { class: "mbc-question" }, spec.title), trouble, ...cards.map((card) => card.el), h("p", { class: "mbc-buttons" }, screen));
  const onScreen = () => (screen.textContent = document.fullscreenElement === root ? "Leave the full screen" : "Fill the screen");
  document.addEventListener("fullscreenchange", onScreen);
  el.append(root);
  const stop = store.subscribe((state) => {
    showTrouble(trouble, state.trouble);
    cards.forEach((card, i) => card.update(state, i === state.at));
  });
  return () => {
    stop();
    document.removeEventListener("fullscreenchange", onScreen);
    root.remove();
  };
}

function pollCard(poll, at, store) {
  const total = store.spec.polls.length;
  const rows = poll.options.map(([option, words], i) => optionRow(poll, option, words, "ABCDEFGH"[i], store));
  const button = (words, press) => h("button", { type: "button", class: "mbc-button", onclick: press }, words);
  const previous = button("Previous vote", () => store.go(at - 1));
  const next = button("Next vote", () => store.go(at + 1));
  previous.disabled = at === 0;
  next.disabled = at === total - 1;
  const again = button("Vote again", () => store.again(poll.id));
  const key = button("Show the answer", () => store.key(poll.id));
  const clear = button("Clear this vote", () => store.clear(poll.id));
  const sums = h("p", { class: "mbc-help", role: "status" });
  const el = h("div", { class: "mbc-vote" }, h("p", { class: "mbc-count" }, `Vote ${at + 1} of ${total}`), h("p", { class: "mbc-stem" }, poll.stem), h("ol", { class: "mbc-ballot" }, ...rows.map((row) => row.el)), sums, h("p", { class: "mbc-buttons" }, again, key, clear), h("p", { class: "mbc-buttons" }, previous, next));
  return {
    el,
    update(state, here) {
      el.hidden = !here;
      const counts = state.counts[poll.id] ?? {};
      const twice = Boolean(state.again[poll.id]);
      const sum = (vote) => Object.values(counts[vote] ?? {}).reduce((a, b) => a + b, 0);
      const before = sum("before");
      const after = sum("after");
      sums.textContent = before || after ? `${count(before, "hand")} before${twice ? `, ${after} after` : ""}.` : "Count the hands for each answer and type the numbers in.";
      again.hidden = twice;
      key.hidden = poll.id in state.keys;
      rows.forEach((row) => row.update({ counts, before, after, twice, key: state.keys[poll.id] }));
    },
  };
}

function optionRow(poll, option, words, letter, store) {
  const votes = ["before", "after"].map((vote) => {
    const input = h("input", { type: "number", min: 0, max: store.spec.most, step: 1, "aria-label": `Hands for ${letter}, ${vote}` });
    input.addEventListener("change", () => {
      const typed = Math.round(Math.min(store.spec.most, Math.max(0, input.valueAsNumber || 0)));
      input.value = typed;
      store.count(poll.id, vote, option, typed);
    });
    const bar = h("span", { class: "mbc-bar", "data-vote": vote });
    const share = h("span", { class: "mbc-share" });
    return { vote, input, bar, share, el: h("span", { class: "mbc-tally" }, h("span", { class: "mbc-unit" }, vote), input, h("span", { class: "mbc-track", "aria-hidden": "true" }, bar), share) };
  });
  const said = h("div", {});
  const el = h("li", {}, h("p", {}, h("strong", {}, `${letter}  `), words), ...votes.map(({ el: tally }) => tally), said);
  return {
    el,
    update({ counts, before, after, twice, key }) {
      for (const { vote, input, bar, share, el: tally } of votes) {
        const number = counts[vote]?.[option];
        const sum = vote === "before" ? before : after;
        if (document.activeElement !== input) input.value = number ?? "";
        tally.hidden = vote === "after" && !twice;
        bar.style.width = `${sum && number ? (100 * number) / sum : 0}%`;
        share.textContent = sum && number !== undefined ? `${Math.round((100 * number) / sum)} of 100` : "";
      }
      const found = key?.find((one) => one.option === option);
      el.dataset.right = found ? String(found.right) : "";
      said.replaceChildren(...(found ? [h("div", { class: "mbc-remark", "data-right": String(found.right) }, h("strong", {}, found.right ? "Right. " : "Not so. "), found.reason)] : []));
    },
  };
}
