// Escape puts the note away; without this script its own link does.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const mark = document.activeElement.closest("mark") || document.querySelector("mark:target");
  if (!mark) return;
  document.activeElement.blur();
  if (mark.matches(":target")) location.replace("#" + mark.closest("[id^=p]").id);
});
