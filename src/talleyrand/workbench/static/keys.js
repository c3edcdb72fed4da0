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
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].find((e) => !e.closest("[hidden]"));
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

// Words selected in a report: offer to make a record of them. Offsets count code points, as everywhere.
const offset = (node, at) => {
  const paragraph = (node.nodeType === 1 ? node : node.parentElement).closest("[data-start]");
  if (!paragraph) return null;
  const before = document.createRange();
  before.selectNodeContents(paragraph);
  before.setEnd(node, at);
  return Number(paragraph.dataset.start) + [...before.toString()].length;
};

document.addEventListener("selectionchange", () => {
  const palette = document.getElementById("palette");
  if (!palette) return;
  const selection = document.getSelection();
  const text = document.querySelector("[data-source]");
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const start = range && !range.collapsed ? offset(range.startContainer, range.startOffset) : null;
  const end = start === null ? null : offset(range.endContainer, range.endOffset);
  palette.hidden = end === null || end <= start;
  if (palette.hidden) return;
  for (const link of palette.querySelectorAll("[data-kind]")) {
    link.href = `${text.dataset.source}/new?kind=${link.dataset.kind}&start=${start}&end=${end}`;
  }
});

// Pressing a button of the palette must not take the selection away that it is about.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#palette")) event.preventDefault();
});

// The name of an option, put where somebody was writing the statement.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const field = button && button.closest("form").querySelector("textarea.code");
  if (!field) return;
  const before = field.value.slice(0, field.selectionStart);
  const space = before && !/[\s(]$/.test(before) ? " " : "";
  field.setRangeText(space + button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
