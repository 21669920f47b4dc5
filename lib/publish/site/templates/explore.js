"use strict";
// One indicator, chosen areas, a year or all years. What may be compared comes with the data: every value has what bars it and its
// traits; values stand together where nothing bars them and their traits are equal.
(() => {
  const form = document.getElementById("choose");
  if (!form) return;
  const settings = JSON.parse(form.dataset.settings), { texts, lang } = settings;
  const by = (id) => document.getElementById(id), SVG = "http://www.w3.org/2000/svg";
  const box = { indicator: by("indicator"), breakdown: by("breakdown"), year: by("year"), per: by("per"), areas: by("areas") };
  const fill = (text, values) => Object.entries(values).reduce((made, [name, value]) => made.replaceAll(`{${name}}`, () => value), text);
  const element = (name, properties = {}, ...children) => { const made = Object.assign(document.createElement(name), properties); made.append(...children); return made; };
  const drawn = (name, properties = {}, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const parts = (window.CITYSTATS ??= {});
  const load = (name) => new Promise((done, failed) => {
    if (parts[name]) return done(parts[name]);
    const script = element("script", { src: `${settings.folder}${name}.js` });
    script.onload = () => done(parts[name]);
    script.onerror = () => failed(script.getAttribute("src"));
    document.head.append(script);
  });
  const read = (part) => part.rows.map((row) => {
    const value = Object.fromEntries(part.columns.map((name, at) => [name, row[at]]));
    if (value.per_head) value.per_head = Object.fromEntries(part.per_head.map((name, at) => [name, value.per_head[at]]));
    return value;
  });
  const area = (code) => settings.areas[code] || code;
  const listed = (items) => items.join(texts.list_comma);

  // the state is the address: #i=lawyers&y=2022&a=441900,440700&p=1&b=_T
  const asked = () => new URLSearchParams(location.hash.slice(1));
  let rows = [], shown = [];

  const select = (list, options, chosen) => {
    list.replaceChildren(...options.map(([value, text]) => element("option", { value, textContent: text, selected: value === chosen })));
    if (!options.some(([value]) => value === chosen) && options.length) list.selectedIndex = 0;
  };
  const chosenAreas = () => [...box.areas.querySelectorAll("input:checked")].map((input) => input.value);
  const ofBreakdown = () => rows.filter((row) => row.breakdown === box.breakdown.value);
  const bar = (row) => (box.per.value && row.per_head ? row.per_head.bar || row.bar : row.bar);

  // the largest set of values that may stand together
  const together = (values) => {
    const classes = new Map();
    for (const row of values) if (!bar(row)) classes.set(row.traits, [...(classes.get(row.traits) || []), row]);
    const best = [...classes.values()].sort((a, b) => b.length - a.length)[0] || [];
    return best.length > 1 ? best : [];
  };
  const why = (row, group) => {
    const codes = bar(row) ? [bar(row)] : [];
    const mine = row.traits.split("\u241f"), theirs = group.length ? group[0].traits.split("\u241f") : mine;
    settings.traits.forEach((name, at) => { if (mine[at] !== theirs[at]) codes.push(name); });
    return [...new Set(codes)].map((code) => settings.apart[code] || code).join(texts.and_comma);
  };

  async function changeIndicator(wanted = new URLSearchParams()) {
    try {
      rows = read(await load(`values/${box.indicator.value}`));
    } catch (file) {
      by("chart").hidden = false;
      by("remarks").replaceChildren(element("p", { textContent: fill(texts.failed, { file }) }));
      return;
    }
    const kinds = [...new Set(rows.map((row) => row.breakdown))].sort((a, b) => (b === "_T") - (a === "_T") || a.localeCompare(b));
    select(box.breakdown, kinds.map((kind) => [kind, kind === "_T" ? texts.whole : settings.names[kind] || kind]), wanted.get("b"));
    by("breakdown-line").hidden = kinds.length < 2;
    changeBreakdown(wanted);
  }

  function changeBreakdown(wanted = new URLSearchParams()) {
    const values = ofBreakdown(), years = [...new Set(values.map((row) => row.year))].sort((a, b) => b - a);
    const places = [...new Set(values.map((row) => row.area))].sort();
    const want = wanted.get("a")?.split(",");
    box.areas.replaceChildren(...places.map((code) => element("label", {}, element("input", { type: "checkbox", value: code, checked: want ? want.includes(code) : true }), " " + area(code))));
    const size = (year) => { const own = values.filter((row) => row.year === year); return together(own).length * 1000 + own.length; };
    const best = [...years].sort((a, b) => size(b) - size(a) || b - a)[0], series = places.some((code) => values.filter((row) => row.area === code).length > 1);
    const usual = size(best) < 1000 && series ? "" : best;  // where no year has two values to compare, every area by itself
    select(box.year, [...years.map((year) => [String(year), String(year)]), ["", texts.years_all]], wanted.has("y") ? wanted.get("y") : String(usual));
    box.per.querySelector("[value='1']").disabled = !values.some((row) => row.per_head);
    box.per.value = wanted.get("p") === "1" && values.some((row) => row.per_head) ? "1" : "";
    show();
  }

  const number = (row) => (box.per.value ? row.per_head?.value : row.value);
  const said = (row) => (box.per.value ? row.per_head?.[`text_${lang}`] : row[`text_${lang}`]);
  const flag = (row) => (box.per.value ? row.per_head?.flag : row.flag) || "";
  const comment = (row) => (box.per.value ? row.per_head?.[`comment_${lang}`] : row[`comment_${lang}`]) || "";
  const title = () => {
    const name = box.indicator.selectedOptions[0].textContent, kind = box.breakdown.value === "_T" ? "" : box.breakdown.selectedOptions[0].textContent;
    const year = box.year.value ? (lang === "zh" ? `${box.year.value}年` : `, ${box.year.value}`) : "";
    const scale = box.per.value ? (lang === "zh" ? `（${texts.per_head}）` : ` (${texts.per_head})`) : "";
    const full = name + (kind ? (lang === "zh" ? `（${kind}）` : ` (${kind})`) : "");
    return lang === "zh" ? year + full + scale : full + scale + year;
  };

  function show() {
    const places = chosenAreas(), year = box.year.value;
    const values = ofBreakdown().filter((row) => places.includes(row.area) && number(row) != null);
    shown = values.filter((row) => !year || String(row.year) === year).sort((a, b) => a.area.localeCompare(b.area) || b.year - a.year);
    by("chart").hidden = false;
    by("chart-title").textContent = title();
    by("said").textContent = "";
    by("definition").href = `${settings.home}indicators/${box.indicator.value}.html`;
    const notes = [], drawing = by("drawing");
    drawing.replaceChildren();
    if (!shown.length) notes.push(texts.empty);
    else if (year) oneYear(drawing, notes);
    else allYears(drawing, notes);
    if (year) {
      const without = places.filter((code) => !shown.some((row) => row.area === code)).map((code) => {
        const others = [...new Set(values.filter((row) => row.area === code).map((row) => row.year))].sort();
        return others.length ? fill(texts.other_years, { area: area(code), years: listed(others) }) : area(code);
      });
      if (without.length) notes.push(fill(texts.missing, { year, areas: listed(without) }));
    }
    by("remarks").replaceChildren(...notes.map((text) => element("p", { textContent: text })));
    by("image").disabled = !drawing.querySelector("svg");
    table();
    remember();
  }

  function oneYear(drawing, notes) {
    const group = together(shown), level = (row) => row.traits.split("\u241f")[settings.traits.indexOf("level")];
    const levels = new Map();
    for (const row of shown) levels.set(level(row), (levels.get(level(row)) || 0) + 1);
    const main = group.length ? level(group[0]) : [...levels].sort((a, b) => b[1] - a[1])[0][0];
    const bars = shown.filter((row) => level(row) === main);
    const others = shown.filter((row) => !group.includes(row));
    if (group.length) {
      notes.push(fill(texts.comparable, { areas: listed(group.map((row) => area(row.area))) }));
      if (others.length) notes.push(fill(texts.apart, { list: listed(others.map((row) => fill(texts.apart_item, { area: area(row.area), why: why(row, group) }))) }));
    } else if (shown.length > 1) {
      notes.push(texts.alone);
      if (bars.length < 2) return;
      const barred = others.filter((row) => bar(row));
      if (barred.length) notes.push(fill(texts.apart, { list: listed(barred.map((row) => fill(texts.apart_item, { area: area(row.area), why: why(row, []) }))) }));
    }
    if (bars.length < 2) { notes.push(texts.single); return; }
    if (group.length && bars.some((row) => !group.includes(row))) notes.push(texts.hatched);
    drawing.append(barChart(bars, group));
  }

  const width = () => Math.max(300, Math.min(900, by("drawing").clientWidth || 700));
  const ems = (text) => [...text].reduce((sum, char) => sum + (char > "\u2e7f" ? 1 : 0.58), 0);
  const nice = (top) => {
    const step = 10 ** Math.floor(Math.log10(top || 1));
    return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((times) => times * step).find((end) => end >= top * 0.9999) || top;
  };
  const short = (value) => {
    const [size, word] = lang === "zh" ? (value >= 1e8 ? [1e8, "亿"] : value >= 1e4 ? [1e4, "万"] : [1, ""]) : (value >= 1e9 ? [1e9, "bn"] : value >= 1e6 ? [1e6, "m"] : [1, ""]);
    return (value / size).toLocaleString("en", { maximumFractionDigits: 2 }) + word;
  };
  const frame = (high, ...children) => drawn("svg", { xmlns: SVG, viewBox: `0 0 ${width()} ${high}`, width: width(), height: high, role: "img", "aria-label": fill(texts.alt, { title: title() }) }, ...children);
  const label = (text, x, y, more = {}) => { const made = drawn("text", { x, y, ...more }); made.textContent = text; return made; };
  const percent = () => rows.some((row) => /%$/.test(row.text_zh));

  function barChart(bars, group) {
    const size = 16, line = 34, left = Math.min(width() * 0.32, Math.max(...bars.map((row) => ems(area(row.area)))) * size + 14);
    const room = Math.max(...bars.map((row) => ems(said(row) + flag(row)))) * size + 20;
    const top = Math.max(...bars.map(number)), end = percent() && !box.per.value ? Math.min(100, nice(top)) : nice(top);
    const scale = (width() - left - room) / (end || 1);
    const marks = bars.flatMap((row, at) => {
      const y = 8 + at * line, solid = !group.length || group.includes(row), long = Math.max(1, number(row) * scale);
      return [
        label(area(row.area), left - 8, y + 20, { "text-anchor": "end" }),
        drawn("rect", { x: left, y, width: long, height: line - 10, class: solid && group.length ? "bar" : "bar apart", ...(solid && group.length ? {} : { fill: "url(#hatch)" }) }),
        label(said(row) + (flag(row) ? ` ${flag(row)}` : ""), left + long + 8, y + 20, { class: "value" }),
      ];
    });
    const hatch = drawn("defs", {}, drawn("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, drawn("rect", { width: 7, height: 7, class: "hatch-ground" }), drawn("line", { x1: 0, y1: 0, x2: 0, y2: 7, class: "hatch-line" })));
    return frame(bars.length * line + 14, hatch, drawn("line", { x1: left, x2: left, y1: 2, y2: bars.length * line + 6, class: "axis" }), ...marks);
  }

  function allYears(drawing, notes) {
    const places = [...new Set(shown.map((row) => row.area))].filter((code) => shown.filter((row) => row.area === code).length > 1);
    if (!places.length) { notes.push(texts.single); return; }
    notes.push(texts.joined);
    const across = width() > 620 ? 2 : 1, gap = 24, wide = (width() - gap * (across - 1)) / across, tall = 210;
    const years = shown.filter((row) => places.includes(row.area)).map((row) => row.year), first = Math.min(...years), last = Math.max(...years);
    const panels = places.map((code, at) => panel(code, wide, tall, first, last, (at % across) * (wide + gap), Math.floor(at / across) * tall));
    drawing.append(frame(Math.ceil(places.length / across) * tall, ...panels));
  }

  function panel(code, wide, tall, first, last, left, top) {
    const values = shown.filter((row) => row.area === code).sort((a, b) => a.year - b.year);
    const end = percent() && !box.per.value ? 100 : nice(Math.max(...values.map(number))), edge = ems(short(end)) * 14 + 10;
    const x = (row) => edge + 26 + ((wide - edge - 60) * (row.year - first)) / (last - first || 1), y = (row) => tall - 44 - ((tall - 90) * number(row)) / (end || 1);
    const made = drawn("g", { transform: `translate(${left} ${top})` }, label(area(code), 0, 18, { class: "panel" }), label(short(end), edge - 4, 50, { "text-anchor": "end", class: "tick" }), label("0", edge - 4, tall - 40, { "text-anchor": "end", class: "tick" }));
    for (const at of [46, tall - 44]) made.append(drawn("line", { x1: edge, x2: wide - 8, y1: at, y2: at, class: "grid" }));
    values.forEach((row, at) => {
      const before = values[at - 1];
      if (before && !bar(before) && !bar(row) && before.change === row.change) made.append(drawn("line", { x1: x(before), y1: y(before), x2: x(row), y2: y(row), class: "joined" }));
    });
    let free = -99;
    values.forEach((row, at) => {
      const point = drawn("circle", { cx: x(row), cy: y(row), r: 5, class: bar(row) || flag(row) ? "point apart" : "point" });
      point.append(drawn("title"));
      point.firstChild.textContent = `${row[`period_${lang}`]} ${said(row)} ${flag(row)}`;
      made.append(point);
      if (at === 0 || at === values.length - 1 || x(row) - free > 46) {
        if (x(row) - free > 34) { made.append(label(row.year, x(row), tall - 24, { "text-anchor": "middle", class: "tick" })); free = x(row); }
      }
    });
    const newest = values.at(-1), anchor = x(newest) > wide * 0.6 ? "end" : "start";
    made.append(label(said(newest) + (flag(newest) ? ` ${flag(newest)}` : ""), x(newest) + (anchor === "end" ? 8 : -8), Math.max(40, y(newest) - 12), { "text-anchor": anchor, class: "value" }));
    return made;
  }

  function table() {
    const names = texts.columns, head = ["area", "period", "value", "flag", "comment", "from"];
    by("value-table").tHead.replaceChildren(element("tr", {}, ...head.map((name) => Object.assign(element("th", { textContent: names[name], className: name === "value" ? "number" : "" }), { scope: "col" }))));
    by("value-table").tBodies[0].replaceChildren(...shown.map((row) => element("tr", {},
      Object.assign(element("th", {}, element("a", { href: `${settings.home}areas/${row.area}.html`, textContent: area(row.area) })), { scope: "row", className: "short" }),
      element("td", { textContent: row[`period_${lang}`], className: "short" }),
      element("td", { className: "number" }, row.href ? element("a", { href: settings.home + row.href, textContent: said(row), title: row.quote }) : said(row)),
      element("td", { textContent: flag(row) }),
      element("td", { textContent: comment(row) }),
      element("td", { textContent: row.origin === "derived" ? settings.origins.derived : row.source }))));
  }

  const address = () => {
    const state = new URLSearchParams({ i: box.indicator.value });
    if (box.breakdown.value !== "_T") state.set("b", box.breakdown.value);
    state.set("y", box.year.value);
    const places = chosenAreas();
    if (places.length !== box.areas.children.length) state.set("a", places.join(","));
    if (box.per.value) state.set("p", "1");
    return "#" + state.toString();
  };
  const remember = () => history.replaceState(null, "", address());
  const tell = (text) => { by("said").textContent = text; };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); tell(texts.copied); } catch {
      const field = element("textarea", { value: text }), focus = document.activeElement;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      focus?.focus();
      tell(done ? texts.copied : texts.copy_failed + text);
    }
  };
  const save = (blob, name) => {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const fileName = () => [box.indicator.value, box.breakdown.value === "_T" ? "" : box.breakdown.value, box.year.value || "all-years", box.per.value ? "per-100k" : ""].filter(Boolean).join("-");

  by("copy-link").addEventListener("click", () => copy(location.href));
  by("cite").addEventListener("click", () => copy(fill(texts.citation, { title: title(), version: settings.version, url: location.href })));
  by("csv").addEventListener("click", () => {
    const inert = (text) => (/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? "'" + text : text);
    const quote = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const head = ["indicator", "breakdown", "ref_area", "area", "time_period", "value", "text", "flag", "comment", "origin", "source", "link"];
    const base = new URL(settings.home, location.href).href;
    const lines = shown.map((row) => [box.indicator.value, row.breakdown, row.area, area(row.area), row.period, number(row), said(row), flag(row), comment(row), row.origin, row.source, row.href ? base + row.href : ""]);
    save(new Blob(["\ufeff" + [head, ...lines].map((cells) => cells.map((text) => quote(inert(String(text)))).join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }), fileName() + ".csv");
  });
  by("image").addEventListener("click", () => {
    const svg = by("drawing").querySelector("svg"), copyOf = svg.cloneNode(true), from = [svg, ...svg.querySelectorAll("*")], to = [copyOf, ...copyOf.querySelectorAll("*")];
    from.forEach((node, at) => {
      const style = getComputedStyle(node);
      for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-family", "font-weight", "opacity"]) to[at].style.setProperty(name, style.getPropertyValue(name));
    });
    const high = svg.height.baseVal.value, across = svg.width.baseVal.value, picture = new Image();
    picture.onload = () => {
      const canvas = element("canvas", { width: across * 2, height: (high + 40) * 2 }), pen = canvas.getContext("2d");
      pen.scale(2, 2);
      pen.fillStyle = getComputedStyle(document.body).backgroundColor;
      pen.fillRect(0, 0, across, high + 40);
      pen.fillStyle = getComputedStyle(document.body).color;
      pen.font = "600 17px sans-serif";
      pen.fillText(title(), 4, 24, across - 8);
      pen.drawImage(picture, 0, 40);
      canvas.toBlob((blob) => save(blob, fileName() + ".png"), "image/png");
    };
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copyOf));
  });

  box.indicator.addEventListener("change", () => changeIndicator());
  box.breakdown.addEventListener("change", () => changeBreakdown());
  box.year.addEventListener("change", show);
  box.per.addEventListener("change", show);
  box.areas.addEventListener("change", show);
  for (const [id, on] of [["all", true], ["none", false]]) by(id).addEventListener("click", () => { box.areas.querySelectorAll("input").forEach((input) => { input.checked = on; }); show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  let timer, wideBefore = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== wideBefore) { wideBefore = innerWidth; clearTimeout(timer); timer = setTimeout(show, 150); } });
  const start = () => {
    const wanted = asked();
    box.indicator.value = settings.first;
    if ([...box.indicator.options].some((option) => option.value === wanted.get("i"))) box.indicator.value = wanted.get("i");
    changeIndicator(wanted);
  };
  addEventListener("hashchange", start);
  if (box.indicator.options.length) { form.hidden = false; start(); }
})();
