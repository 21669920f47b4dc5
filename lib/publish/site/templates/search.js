// Search over the index that search.py made; it is loaded when first needed, as a script, because a folder allows no fetch.
(() => {
  const form = document.querySelector("form.search");
  if (!form) return;
  const words = JSON.parse(form.dataset.words), box = form.querySelector("input"), out = document.getElementById("results");
  const SHOWN = 12;
  let index = null;
  form.hidden = false;

  const load = () => new Promise((done, failed) => {
    if (index) return done(index);
    const script = Object.assign(document.createElement("script"), { src: form.dataset.index });
    script.onload = () => done((index = prepare(window.CITYSTATS_INDEX)));
    script.onerror = failed;
    document.head.append(script);
  });

  const folded = (text, fold) => [...text.normalize("NFKC").toLowerCase()].map((char) => fold[char] || char).join("");

  function prepare(raw) {
    const fold = (text) => folded(text, raw.fold);
    const sentences = raw.sentences.map(([document, anchor, text]) => ({ document: raw.documents[document], anchor, text, key: fold(text) }));
    const figures = raw.figures.map(([sentence, anchor, amount, indicator, area, period]) => {
      const name = indicator < 0 ? "" : raw.indicators[indicator][0];
      const at = sentences[sentence];
      return { at, anchor, amount, name, area, period, indicator: fold(name), place: fold(area), rest: at.key + " " + fold(period + " " + at.document[1]) };
    });
    const pages = [...raw.pages, ...raw.documents.map(([id, title]) => [title, `sources/${id}.html`])].map(([title, href]) => ({ title, href, key: fold(title) }));
    return { fold, sentences, figures, pages };
  }

  const pairs = (term) => (term.length < 3 ? [term] : [...term].slice(1).map((char, at) => term[at] + char));
  // a term counts fully where it stands as it is, in part where at least two thirds of its pairs of characters do
  const found = (key, term) => {
    if (key.includes(term)) return 1;
    const all = pairs(term), hit = all.filter((pair) => key.includes(pair)).length / all.length;
    return term.length > 2 && hit >= 0.66 ? hit / 4 : 0;
  };
  const scored = (items, score) => items.map((item, at) => ({ item, at, score: score(item) })).filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at).map((hit) => hit.item);
  const all = (terms, weigh) => terms.reduce((sum, term) => { const weight = weigh(term); return sum && weight ? sum + weight : 0; }, 1e-9);

  function search(query) {
    const terms = index.fold(query).split(/\s+/).filter(Boolean);
    if (!terms.length) return null;
    const values = scored(index.figures.filter((figure) => figure.name && terms.some((term) => found(figure.indicator, term) >= 0.16)), (figure) =>
      all(terms, (term) => 8 * found(figure.indicator, term) + 4 * found(figure.place, term) + found(figure.rest, term)));
    const sentences = scored(index.sentences, (sentence) => all(terms, (term) => found(sentence.key + " " + index.fold(sentence.document[1]), term) * (sentence.key.includes(term) ? 2 : 1)))
      .filter((sentence) => terms.some((term) => found(sentence.key, term)));
    const pages = scored(index.pages, (page) => all(terms, (term) => found(page.key, term)));
    return { values, sentences, pages, terms };
  }

  const element = (name, properties = {}, ...children) => { const made = Object.assign(document.createElement(name), properties); made.append(...children); return made; };

  // the text around the first hit, hits marked; keys have one character per character of the text
  function snippet(text, key, terms) {
    const hits = terms.map((term) => [key.indexOf(term), term.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
    const from = Math.max(0, (hits.length ? hits[0][0] : 0) - 40), to = Math.min(text.length, from + 130);
    const made = element("span", { className: "snippet" }, from > 0 ? "…" : "");
    let at = from;
    for (const [start, length] of hits) {
      if (start < at || start + length > to || key.length !== text.length) continue;
      made.append(text.slice(at, start), element("mark", {}, text.slice(start, start + length)));
      at = start + length;
    }
    made.append(text.slice(at, to), to < text.length ? "…" : "");
    return made;
  }

  function group(title, items, line) {
    if (!items.length) return;
    const list = element("ol"), section = element("section", {}, element("h3", {}, `${title}（${items.length}）`), list);
    const more = (from, count) => list.append(...items.slice(from, from + count).map((item) => element("li", {}, ...line(item))));
    more(0, SHOWN);
    if (items.length > SHOWN) {
      const button = element("button", { type: "button", onclick: () => { more(SHOWN, items.length); button.remove(); } }, words.more);
      section.append(button);
    }
    out.append(section);
  }

  function show(query) {
    const result = search(query);
    out.replaceChildren();
    out.hidden = !result;
    if (!result) return;
    const { values, sentences, pages, terms } = result, count = values.length + sentences.length + pages.length;
    out.append(element("p", { className: "count" }, (count ? words.count : words.none).replace("{n}", count).replace("{q}", query)));
    group(words.values, values, (figure) => [
      element("a", { href: `sources/${figure.at.document[0]}.html#${figure.anchor}` }, `${figure.area} ${figure.period} ${figure.name} `, element("b", {}, figure.amount)),
      snippet(figure.at.text, figure.at.key, [...terms, index.fold(figure.amount)]),
    ]);
    group(words.sentences, sentences, (sentence) => [
      element("a", { href: `sources/${sentence.document[0]}.html#${sentence.anchor}` }, sentence.document[1]),
      snippet(sentence.text, sentence.key, terms),
    ]);
    group(words.pages, pages, (page) => [element("a", { href: page.href }, page.title)]);
  }

  const run = () => load().then(() => show(box.value), () => {
    out.hidden = false;
    out.replaceChildren(words.failed.replace("{file}", form.dataset.index));
  });
  let timer;
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(run, 120); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", box.value ? "#q=" + encodeURIComponent(box.value) : location.pathname);
    run();
  });
  if (location.hash.startsWith("#q=")) {
    box.value = decodeURIComponent(location.hash.slice(3));
    run();
  }
})();
