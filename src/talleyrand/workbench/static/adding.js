// Reports dropped on a page, or pasted into it, join the files that were chosen; without scripts the dialog does.
"use strict";

const zone = () => document.querySelector("[data-drop]");
const chosen = () => zone().querySelector("input[type=file]");

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

const tell = () => {
  const { drop, mostFiles, mostBytes } = zone().dataset;
  const files = [...chosen().files];
  const all = files.reduce((sum, file) => sum + file.size, 0);
  const list = document.getElementById("chosen");
  list.replaceChildren(
    ...files.map((file) => Object.assign(document.createElement("li"), { textContent: `${file.name}, ${size(file.size)}` })),
  );
  const wrong =
    files.length > Number(mostFiles)
      ? `${files.length} files: at most ${mostFiles} can be added at once`
      : all > Number(mostBytes)
        ? `${size(all)}: at most ${size(Number(mostBytes))} can be added at once`
        : "";
  chosen().setCustomValidity(wrong);
  if (wrong) list.append(Object.assign(document.createElement("li"), { className: "wrong", textContent: wrong }));
  if (drop === "send" && files.length && !wrong) zone().closest("form").requestSubmit();
};

// Two files of one name and size are one: a report that is dropped twice is added once.
const join = (files) => {
  const all = new DataTransfer();
  const known = new Set();
  for (const file of [...chosen().files, ...files]) {
    const name = `${file.name}/${file.size}`;
    if (!known.has(name)) all.items.add(file);
    known.add(name);
  }
  chosen().files = all.files;
  tell();
};

const over = (on) => zone().classList.toggle("over", on);

document.addEventListener("dragover", (event) => {
  if (!zone() || !event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  over(true);
});

document.addEventListener("dragleave", (event) => {
  if (zone() && !event.relatedTarget) over(false);
});

document.addEventListener("drop", (event) => {
  if (!zone() || !event.dataTransfer.files.length) return;
  event.preventDefault();
  over(false);
  join(event.dataTransfer.files);
});

document.addEventListener("change", (event) => {
  if (zone() && event.target === chosen()) tell();
});

// What is pasted outside of a field goes where it belongs: files, addresses, or the text of a report.
document.addEventListener("paste", (event) => {
  if (!zone() || event.target.matches("input, textarea")) return;
  const { files } = event.clipboardData;
  const words = event.clipboardData.getData("text/plain").trim();
  if (files.length) {
    event.preventDefault();
    return join(files);
  }
  const field = document.querySelector(/^(https?:\/\/\S+\s*)+$/.test(words) ? "[name=url]" : "[name=text]");
  if (!field || !words) return;
  event.preventDefault();
  field.value = field.value ? `${field.value}\n${words}` : words;
  field.focus();
});
