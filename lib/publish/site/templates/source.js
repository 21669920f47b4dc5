"use strict";
// The card of a number: Escape puts it away, it never lies over its own sentence, and it copies a citation.
(() => {
  const article = document.querySelector("article.doc");
  const shownMark = () => document.activeElement.closest("mark") || document.activeElement.closest(".note")?.previousElementSibling || document.querySelector("mark:target");

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const mark = shownMark();
    if (!mark) return;
    document.activeElement.blur();
    if (mark.matches(":target")) location.replace("#" + mark.closest("[id^=p]").id);
  });

  // where the card lies over the text (a sheet at the bottom), the sentence is brought above it, or the card is made lower
  const place = () => {
    const mark = shownMark(), note = mark?.nextElementSibling;
    if (!note?.matches(".note")) return;
    note.style.maxHeight = "";
    const text = (mark.closest(".s") || mark).getBoundingClientRect(), card = note.getBoundingClientRect();
    const apart = card.left >= text.right || card.right <= text.left;
    if (apart || !card.height) return;
    const room = innerHeight - Math.min(text.height, innerHeight * 0.6) - 24;
    if (card.height > room) note.style.maxHeight = room + "px";
    const top = innerHeight - note.getBoundingClientRect().height;
    const behind = text.bottom + 12 - top;
    if (behind > 0) scrollBy({ top: Math.min(behind, mark.getBoundingClientRect().top - 8), behavior: "instant" });
    else if (text.top < 8) scrollBy({ top: Math.max(text.top - 12, behind), behavior: "instant" });
  };
  const later = () => requestAnimationFrame(() => requestAnimationFrame(place));
  addEventListener("hashchange", later);
  addEventListener("load", later);
  addEventListener("resize", later);
  article.addEventListener("focusin", later);

  const copy = async (button, text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      // a page opened from a folder may not be allowed to use the clipboard: the old way
      const field = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    const name = button.textContent;
    button.textContent = article.dataset.copied;
    setTimeout(() => { button.textContent = name; }, 1500);
  };
  const address = (mark) => location.href.split("#")[0] + "#" + mark.id;
  for (const note of article.querySelectorAll(".note")) {
    const mark = note.previousElementSibling, sentence = note.querySelector(".quoted")?.textContent || (mark.closest(".s") || mark).textContent;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "cite-number", textContent: article.dataset.cite });
    button.addEventListener("click", () => copy(button, article.dataset.citation.replace("{sentence}", () => sentence.trim()) + " " + address(mark)));
    note.querySelector(".acts").prepend(button);
    note.querySelector(".permalink").addEventListener("click", (event) => { event.preventDefault(); copy(event.target, address(mark)); });
  }
})();
