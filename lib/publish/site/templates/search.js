"use strict";
// Search over the parts that search.py made: names first, pairs of characters where sentences are asked for, sentences when shown.
(() => {
  const form = document.querySelector("form.search");
  if (!form) return;
  const { root, home, lang } = form.dataset, words = JSON.parse(form.dataset.words), box = form.querySelector("input"), out = document.getElementById("results");
  const SHOWN = 12, INDICATORS = 4;
  const parts = (window.CITYSTATS ??= {}), zh = lang === "zh";
  form.hidden = false;

  const load = (name) => new Promise((done, failed) => {
    if (parts[name]) return done(parts[name]);
    const script = Object.assign(document.createElement("script"), { src: `${root}parts/${name}.js` });
    script.onload = () => (parts[name] ? done(parts[name]) : failed(script.src));
    script.onerror = () => failed(`parts/${name}.js`);
    document.head.append(script);
  });
  const element = (name, properties = {}, ...children) => { const made = Object.assign(document.createElement(name), properties); made.append(...children); return made; };

  const folded = (text, fold) => [...text.normalize("NFKC").toLowerCase()].map((char) => fold[char] || char).join("");
  let core = null;
  async function open() {
    if (core) return core;
    const raw = await load("search/core"), fold = (text) => folded(text, raw.fold);
    core = {
      ...raw,
      fold,
      indicators: raw.indicators.map(([id, name_zh, name_en, text_zh, text_en, count]) => ({ id, name: zh ? name_zh : name_en, text: zh ? text_zh : text_en, count, key: fold(`${name_zh} ${name_en} ${id}`), long: fold(`${text_zh} ${text_en}`) })),
      areas: raw.areas.map(([code, name_zh, name_en, aliases]) => ({ code, name: zh ? name_zh : name_en, aliases: aliases.map(fold) })),
      pages: [
        ...raw.pages.map(([title_zh, title_en, path, only]) => ({ title: zh ? title_zh : title_en, href: (only ? root : home) + path, key: fold(`${title_zh} ${title_en}`) })),
        ...raw.areas.map(([code, name_zh, name_en]) => ({ title: zh ? name_zh : name_en, href: `${home}areas/${code}.html`, key: fold(`${name_zh} ${name_en}`) })),
        ...raw.documents.map(([id, title_zh, title_en]) => ({ title: zh ? title_zh : title_en, href: `${home}sources/${encodeURIComponent(id)}.html`, key: fold(`${title_zh} ${title_en}`) })),
      ],
    };
    return core;
  }

  const pairs = (term) => (term.length < 3 ? [term] : [...term].slice(1).map((char, at) => term[at] + char));
  // a term counts fully where it stands as it is, in part where at least two thirds of its pairs of characters do
  const found = (key, term) => {
    if (key.includes(term)) return 1;
    if (term.length < 3) return 0;
    const all = pairs(term), hit = all.filter((pair) => key.includes(pair)).length / all.length;
    return hit >= 0.66 ? hit / 4 : 0;
  };
  const ascii = (text) => /^[\x20-\x7e]*$/.test(text);
  const holds = (text, alias) => (ascii(alias) ? ` ${text.replace(/[^a-z0-9]+/g, " ")} `.includes(` ${alias} `) : text.includes(alias));

  // what a query names: years, areas (the longest names first), and the words that are left
  function understood(query) {
    let rest = core.fold(query).replace(/[，。、,;；：:?？!！“”"'（）()]/g, " ");
    const years = [...rest.matchAll(/(?<!\d)((?:19|20)\d\d)(?!\d)年?/g)].map((match) => match[1]);
    if (years.length) rest = rest.replace(/(?<!\d)(?:19|20)\d\d(?!\d)年?/g, " ");
    const named = core.areas.flatMap((area) => area.aliases.map((alias) => [area, alias])).sort((a, b) => b[1].length - a[1].length);
    const areas = [];
    for (const [area, alias] of named) {
      if (!alias || !holds(rest, alias)) continue;
      areas.push(area);
      rest = rest.replaceAll(alias, " ");
    }
    return { years, areas, terms: rest.split(/\s+/).filter((term) => term && term !== "的") };
  }

  async function numbers({ years, areas, terms }) {
    if (!terms.length) return [];
    const scored = core.indicators.filter((entry) => entry.count).map((entry) => ({ entry, score: terms.reduce((sum, term) => sum + found(entry.key, term), 0), each: terms.every((term) => found(entry.key, term)) }));
    const best = scored.filter((one) => one.each).sort((a, b) => b.score - a.score).slice(0, INDICATORS);
    const read = await Promise.all(best.map(({ entry }) => load(`values/${entry.id}`).then((part) => ({ entry, part }), () => null)));
    return read.filter(Boolean).flatMap(({ entry, part }) => {
      const at = Object.fromEntries(part.columns.map((name, place) => [name, place]));
      return part.rows.filter((row) => (!areas.length || areas.some((area) => area.code === row[at.area])) && (!years.length || years.includes(String(row[at.year]))))
        .map((row) => ({ entry, area: row[at.area], value: row[at[`text_${lang}`]], period: row[at[`period_${lang}`]], flag: row[at.flag], kind: row[at.breakdown], href: row[at.href], source: row[at.source], quote: row[at.quote] }));
    });
  }

  // sentence → how many of the terms' pairs it holds, for those that hold two thirds of them
  async function candidates(terms) {
    const wanted = [...new Set(terms.flatMap(pairs))].filter((pair) => [...pair].length === 2);
    if (!wanted.length) return new Map();
    const place = (pair) => { const [a, b] = [...pair]; return (a.codePointAt(0) * 31 + b.codePointAt(0)) % core.pairs; };
    const needed = [...new Set(wanted.map(place))];
    const buckets = Object.fromEntries(await Promise.all(needed.map(async (at) => [at, await load(`search/pairs-${at}`)])));
    const count = new Map();
    for (const pair of wanted) {
      let number = 0;
      for (const step of (Object.hasOwn(buckets[place(pair)], pair) && buckets[place(pair)][pair]) || []) { number += step; count.set(number, (count.get(number) || 0) + 1); }
    }
    return new Map([...count].filter(([, hits]) => hits / wanted.length >= 0.66).map(([number, hits]) => [number, hits / wanted.length]));
  }
  const documentOf = (number) => core.documents.findLast((document) => document[5] <= number);

  async function sentences({ years, areas, terms }, query) {
    const asked = terms.length ? terms : [core.fold(query).trim()].filter(Boolean), hits = await candidates(asked);
    const names = areas.flatMap((area) => area.aliases);
    const scored = [...hits].map(([number, score]) => {
      const [, , , area, year] = documentOf(number);
      const near = !areas.length || areas.some((one) => one.code === area);
      return { number, score: score * 4 + near * 2 + (years.includes(year) ? 1 : 0), near };
    });
    const kept = scored.some((hit) => hit.near) ? scored.filter((hit) => hit.near) : scored;
    return { items: kept.sort((a, b) => b.score - a.score || a.number - b.number).map((hit) => hit.number), marked: [...asked, ...names] };
  }
  async function sentence(number) {
    const part = core.starts.findLastIndex((start) => start <= number), [anchor, text] = (await load(`search/text-${part}`))[number - core.starts[part]];
    const [id, title_zh, title_en] = documentOf(number);
    return { id, anchor, text, title: zh ? title_zh : title_en };
  }

  // the text around the first hit, hits marked; a key has one character per character of its text
  function snippet(text, terms) {
    const key = core.fold(text), hits = terms.map((term) => [key.indexOf(term), term.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
    const from = Math.max(0, (hits.length ? hits[0][0] : 0) - 40), to = Math.min(text.length, from + 130);
    const made = element("span", { className: "snippet", lang: "zh" }, from > 0 ? "…" : "");
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
    if (!items.length) return null;
    const list = element("ol"), section = element("section", {}, element("h3", {}, `${title}${words.open}${items.length}${words.close}`), list);
    let shown = 0;
    const more = async () => {
      const next = items.slice(shown, (shown += SHOWN)), lines = await Promise.all(next.map(line));
      list.append(...lines.map((line) => element("li", {}, ...line)));
      if (shown >= items.length) button.remove();
    };
    const button = element("button", { type: "button", textContent: words.more, onclick: more });
    if (items.length > SHOWN) section.append(button);
    return more().then(() => section);
  }

  let turn = 0;
  async function show(query) {
    const mine = (turn += 1);
    if (!query.trim()) { out.hidden = true; out.replaceChildren(); return; }
    await open();
    const wanted = understood(query), { terms, areas } = wanted;
    const [values, texts] = await Promise.all([numbers(wanted), sentences(wanted, query)]);
    const looked = terms.length ? terms : areas.flatMap((area) => area.aliases.slice(0, 1));
    const indicators = core.indicators.map((entry) => ({ entry, score: terms.length ? terms.reduce((sum, term) => { const one = 8 * found(entry.key, term) + (entry.long.includes(term) ? 1 : 0); return sum < 0 || !one ? -1 : sum + one; }, 0) : -1 }))
      .filter((one) => one.score > 0).sort((a, b) => b.score - a.score).map((one) => one.entry);
    const whole = core.fold(query).trim();
    const pages = core.pages.map((page) => ({ page, score: page.key.includes(whole) ? 9 : looked.length && looked.every((term) => page.key.includes(term)) ? 4 : areas.some((area) => area.aliases.some((alias) => holds(page.key, alias))) ? 1 : 0 }))
      .filter((one) => one.score).sort((a, b) => b.score - a.score).map((one) => one.page);
    const sections = await Promise.all([
      group(words.values, values, (row) => {
        const area = core.areas.find((one) => one.code === row.area)?.name || row.area, kind = row.kind === "_T" ? "" : ` ${row.kind}`;
        return [element("a", { href: row.href ? home + row.href : `${home}indicators/${row.entry.id}.html#values` }, `${area} ${row.period} ${row.entry.name}${kind} `, element("b", {}, row.value)), element("span", { className: "snippet" }, [row.flag, row.source].filter(Boolean).join(" · "))];
      }),
      group(words.indicators, indicators, (entry) => [element("a", { href: `${home}indicators/${entry.id}.html` }, entry.name), element("span", { className: "snippet" }, entry.text)]),
      group(words.sentences, texts.items, async (number) => {
        const one = await sentence(number);
        return [element("a", { href: `${home}sources/${encodeURIComponent(one.id)}.html#${one.anchor}` }, one.title), snippet(one.text, texts.marked)];
      }),
      group(words.pages, pages, (page) => [element("a", { href: page.href }, page.title)]),
    ]);
    if (mine !== turn) return;
    const kept = sections.filter(Boolean);
    out.hidden = false;
    out.replaceChildren(...(kept.length ? kept : [element("p", { className: "count" }, words.none.replace("{q}", () => query))]));
  }

  const run = () => show(box.value).catch((file) => {
    out.hidden = false;
    out.replaceChildren(words.failed.replace("{file}", () => String(file)));
  });
  let timer;
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(run, 150); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", box.value ? "#q=" + encodeURIComponent(box.value) : location.pathname);
    run();
  });
  if (location.hash.startsWith("#q=")) {
    const asked = location.hash.slice(3);
    try { box.value = decodeURIComponent(asked); } catch { box.value = asked; }
    run();
  }
})();
