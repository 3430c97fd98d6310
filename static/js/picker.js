// Finding criteria in a long table: rows that do not fit are hidden, with sections that have none left.
// Without this script the whole table stands there.

const form = document.querySelector("[data-picker]");
const filters = form.querySelector("[data-picker-filters]");
const search = filters.querySelector("input");
const only = filters.querySelector("select");
const none = filters.querySelector("[data-picker-none]");
const count = form.querySelector("[data-picker-count]");
const rows = [...form.querySelectorAll("tbody tr")];
const boxes = rows.map((row) => row.querySelector("input[type=checkbox]"));
const texts = rows.map((row) => folded(row.dataset.pick ?? ""));
const levels = rows.map((row) => Number(/level-(\d+)/.exec(row.className)[1]));

filters.hidden = false;

function folded(text) {
  return text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
}

function fits(place, asked) {
  if (!boxes[place]) return false;
  if (only.value === "ticked" && !boxes[place].checked) return false;
  if (only.value === "lacks" && !("lacks" in rows[place].dataset)) return false;
  return asked.every((word) => texts[place].includes(word));
}

function show() {
  const asked = folded(search.value).split(/\s+/).filter(Boolean);
  const open = new Set(); // levels above that have a line to show
  let any = false;
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const level = levels[place];
    const shown = boxes[place] ? fits(place, asked) : open.has(level + 1) || (!asked.length && !only.value);
    for (const deeper of [...open]) if (deeper > level) open.delete(deeper);
    if (shown) open.add(level);
    rows[place].hidden = !shown;
    any ||= shown;
  }
  none.hidden = any;
}

function total() {
  count.textContent = count.dataset.pickerCount.replace("%(count)s", boxes.filter((box) => box?.checked).length);
}

search.addEventListener("input", show);
only.addEventListener("change", show);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault(); // looking for a criterion is not saving
});
form.addEventListener("change", total);

// Leaving with ticks that are not saved is asked about by the browser.
let touched = false;
form.addEventListener("change", (event) => (touched ||= event.target.type === "checkbox"));
form.addEventListener("submit", () => (touched = false));
addEventListener("beforeunload", (event) => {
  if (touched) event.preventDefault();
});
show();
