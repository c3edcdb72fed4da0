// Keys: whatever carries data-key is pressed, opened or focused by that key, unless somebody is writing.
"use strict";

const writing = (element) =>
  element.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

const act = (element) => {
  if (element.matches("summary")) {
    const details = element.parentElement;
    details.open = !details.open;
    const first = details.querySelector("select, input:not([type=hidden]), textarea, button");
    (details.open && first ? first : element).focus();
  } else if (element.matches("input")) {
    element.focus();
    element.select();
  } else {
    element.click();
  }
};

const leave = (element) => {
  const details = element.closest("details[open]");
  if (details && details.querySelector("summary[data-key]")) {
    details.open = false;
    details.querySelector("summary").focus();
  } else {
    element.blur();
  }
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return leave(event.target);
  if (writing(event.target)) return;
  if (event.key === " " && event.target.matches("a, button, summary, input")) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found || found.disabled) return;
  event.preventDefault();
  if (!event.repeat) act(found);
});

// After a page was swapped in: tell what was done, and let reading go on at the new record.
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector("[data-said]");
  document.getElementById("status").textContent = said ? said.textContent : "";
  const focus = document.querySelector("[data-focus]");
  if (focus) {
    focus.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
});
