"use strict";
// Sorting, filtering and CSV for every table of a page. Without this script the tables read just as well.
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
  const csv = (table) => {
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
    return "\ufeff" + lines.map((cells) => cells.map(quote).join(",")).join("\r\n") + "\r\n";
  };
  const download = (table, name) => {
    const address = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
    const link = make("a", { href: address, download: name + ".csv" }, document.body);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

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
