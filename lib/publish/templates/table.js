"use strict";
// Sorting, filtering, CSV and printing for every table of a page, files of every chart. Without this script all reads just as well.
(() => {
  const words = JSON.parse(document.documentElement.dataset.words || "{}");
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const make = (name, properties, parent) => parent.appendChild(Object.assign(document.createElement(name), properties));
  const textOf = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("sup").forEach((mark) => mark.remove());
    return copy.textContent.trim();
  };
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const number = parseFloat(cell.dataset.value);
    return Number.isNaN(number) ? textOf(cell) : number;
  };
  // numbers before words, words in the order of the page's language, empty places always last
  const compare = (a, b, direction) => {
    const blank = (key) => key === "" || key === "—" || key === "–";
    if (blank(a) || blank(b)) return blank(a) - blank(b);
    if (typeof a === "number" && typeof b === "number") return direction * (a - b);
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return direction * collator.compare(a, b);
  };
  const rowsOf = (body) => [...body.rows].filter((row) => !row.classList.contains("group"));

  const sort = (table, head) => {
    const descending = head.getAttribute("aria-sort") === "ascending";
    table.querySelectorAll("thead th").forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    for (const body of table.tBodies) {
      const rows = rowsOf(body).map((row) => [keyOf(row, head.cellIndex), row]);
      rows.sort((a, b) => compare(a[0], b[0], descending ? -1 : 1));
      body.append(...rows.map((pair) => pair[1]));
    }
  };

  const filter = (table, wanted, status) => {
    const needle = wanted.trim().toLowerCase();
    let shown = 0, all = 0;
    for (const body of table.tBodies) {
      const group = body.querySelector("tr.group");
      const whole = group && textOf(group).toLowerCase().includes(needle);
      let here = 0;
      for (const row of rowsOf(body)) {
        all += 1;
        row.hidden = !whole && !row.textContent.toLowerCase().includes(needle);
        here += !row.hidden;
      }
      if (group) group.hidden = here === 0;
      shown += here;
    }
    status.textContent = needle ? words.shown.replace("{shown}", shown).replace("{all}", all) : "";
  };

  const quote = (text) => {
    // a spreadsheet program would run a text that starts like a formula
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text.replace(/[,%]/g, ""))) ? "'" + text : text;
    return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  };
  // a table of observations is written one number to a line, with period, qualifier, flag, source and link in columns of their own
  const facts = (table) => {
    const lines = [words.facts];
    const heads = [...table.tHead.rows[0].cells].map(textOf);
    for (const body of table.tBodies) {
      const group = body.querySelector("tr.group");
      for (const row of rowsOf(body).filter((row) => !row.hidden)) {
        for (const cell of row.querySelectorAll("[data-facts]")) {
          const link = cell.querySelector("a[href]:not(.ref)");
          const place = [group ? textOf(group) : "", textOf(row.cells[0]), heads[cell.cellIndex], cell.dataset.value];
          const sentence = (link ?? cell.querySelector("[title]"))?.title ?? "";
          lines.push([...place, ...cell.dataset.facts.split("\t"), sentence, link?.href ?? ""]);
        }
      }
    }
    return lines;
  };
  const plain = (table) => {
    const lines = [[...table.tHead.rows[0].cells].map((cell) => textOf(cell))];
    const grouped = table.classList.contains("grouped");
    if (grouped) lines[0].unshift("");
    for (const body of table.tBodies) {
      const group = body.querySelector("tr.group");
      for (const row of rowsOf(body).filter((row) => !row.hidden)) {
        const cells = [...row.cells].map((cell) => cell.dataset.value ?? textOf(cell));
        lines.push(grouped ? [group ? textOf(group) : "", ...cells] : cells);
      }
    }
    return lines;
  };
  const csv = (table) => {
    const lines = table.querySelector("[data-facts]") ? facts(table) : plain(table);
    return "\ufeff" + lines.map((cells) => cells.map(quote).join(",")).join("\r\n") + "\r\n";
  };
  const save = (blob, name) => {
    const address = URL.createObjectURL(blob);
    const link = make("a", { href: address, download: name }, document.body);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  const download = (table, name) => save(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }), name + ".csv");
  const printed = (box) => {
    const ways = [];
    for (let node = box; node !== document.body; node = node.parentElement) ways.push(node);
    ways.forEach((node) => node.classList.add("printed"));
    document.body.classList.add("one");
    addEventListener("afterprint", () => {
      ways.forEach((node) => node.classList.remove("printed"));
      document.body.classList.remove("one");
    }, { once: true });
    print();
  };

  // a chart as it is handed on: its picture on white, with title above and source below
  const wrapped = (text, room) => {
    const lines = [""];
    let used = 0;
    for (const part of text.match(/[!-~]+\s*|[^!-~]/g) ?? []) {
      const wide = [...part].reduce((sum, char) => sum + (char > "\u2e7f" ? 1 : 0.55), 0);
      if (used + wide > room && used) { lines.push(""); used = 0; }
      lines[lines.length - 1] += part;
      used += wide;
    }
    return lines;
  };
  const escaped = (text) => text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]);
  const written = (lines, size, top, more) => lines.map((line, n) =>
    `<text x="10" y="${top + n * size * 1.5}" font-size="${size}" font-family="'Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif" ${more}>${escaped(line)}</text>`).join("");
  const picture = (figure) => {
    const source = decodeURIComponent(figure.querySelector("img").getAttribute("src").replace(/^data:image\/svg\+xml,/, ""));
    const svg = source.replace(/<style>@media.*?<\/style>/s, "");
    const [, width, height] = /viewBox=['"]\S+ \S+ ([\d.]+) ([\d.]+)/.exec(svg).map(Number);
    const title = wrapped(figure.dataset.title, (width - 20) / 12), from = wrapped(figure.dataset.source, (width - 20) / 8);
    const above = title.length * 18 + 14, below = from.length * 12 + 14;
    const inner = svg.replace(/<svg\b/, `<svg x="0" y="${above}"`).replace(/(<svg[^>]*?) width=['"][^'"]*['"]/, `$1 width="${width}"`).replace(/(<svg[^>]*?) height=['"][^'"]*['"]/, `$1 height="${height}"`);
    const all = above + height + below;
    return { width, height: all, svg: `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}pt" height="${all}pt" viewBox="0 0 ${width} ${all}"><rect width="100%" height="100%" fill="#fff"/>${written(title, 12, 22, 'font-weight="700"')}${inner}${written(from, 8, above + height + 14, 'fill="#555"')}</svg>` };
  };
  const png = (figure) => {
    const { width, height, svg } = picture(figure);
    const image = new Image(), canvas = document.createElement("canvas");
    image.addEventListener("load", () => {
      canvas.width = width * 3;
      canvas.height = height * 3;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, figure.dataset.name + ".png"), "image/png");
    });
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
  };

  for (const figure of document.querySelectorAll("figure[data-name]")) {
    const image = figure.querySelector("img"), table = figure.querySelector("table");
    const tools = document.createElement("div");
    tools.className = "tools";
    const offer = (text, act) => make("button", { type: "button", textContent: text }, tools).addEventListener("click", act);
    if (image.getAttribute("src").startsWith("data:image/svg+xml,")) {
      offer(words.svg, () => save(new Blob([picture(figure).svg], { type: "image/svg+xml" }), figure.dataset.name + ".svg"));
      offer(words.png, () => png(figure));
    }
    if (table) offer(words.csv, () => download(table, figure.dataset.name));
    figure.querySelector(".card").after(tools);
  }
  for (const box of document.querySelectorAll(".tablebox")) {
    const table = box.querySelector("table");
    const tools = document.createElement("div");
    tools.className = "tools";
    if (table.rows.length > 8) {
      const label = make("label", {}, tools);
      make("span", { textContent: words.filter }, label);
      const field = make("input", { type: "search", placeholder: words.filter_hint, autocomplete: "off" }, label);
      const status = make("span", { className: "status" }, tools);
      status.setAttribute("role", "status");
      field.addEventListener("input", () => filter(table, field.value, status));
    }
    const button = make("button", { type: "button", textContent: words.csv }, tools);
    button.addEventListener("click", () => download(table, box.dataset.name));
    make("button", { type: "button", textContent: words.print }, tools).addEventListener("click", () => printed(box));
    box.prepend(tools);
    for (const head of table.querySelectorAll("thead th")) {
      // the label stays text (Chromium does not repeat buttons on a printed page); the button is the arrow beside it
      const label = textOf(head);
      const last = head.querySelector(".label > .nowrap:last-child") ?? head.querySelector(".label");
      const sorter = make("button", { type: "button", className: "sort", title: words.sort_hint }, last);
      sorter.setAttribute("aria-label", words.sort_hint + ": " + label);
      head.classList.add("sortable");
      head.addEventListener("click", () => sort(table, head));
    }
  }
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".toc details")?.removeAttribute("open");
})();
