// The score grid: Enter moves down, Shift+Enter up, Escape restores; what is not saved yet is counted and guarded.
// Only changed cells are sent. Without this script the same form saves the same cells.

const form = document.querySelector("form[data-grid]");
const cells = [...form.querySelectorAll(".cell")];
const state = form.querySelector("[data-grid-state]");
const words = state.dataset;
const stored = new Map(cells.map((cell) => [cell, cell.defaultValue]));
let sending = false;

const isChanged = (cell) => cell.value !== stored.get(cell);
const changed = () => cells.filter(isChanged);

function field(cell) {
  return cell.name.slice(0, cell.name.lastIndexOf("-"));
}

function showState() {
  const count = changed().length;
  state.textContent = count ? words.unsaved.replace("%(count)s", count) : "";
}

function move(cell, by) {
  const column = cells.filter((other) => field(other) === field(cell));
  const next = column[column.indexOf(cell) + by];
  if (next) {
    next.focus();
    next.select();
  }
}

function grow(cell) {
  if (cell.tagName !== "TEXTAREA") return;
  cell.rows = Math.min(8, Math.max(1, cell.value.split("\n").length));
}

form.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!stored.has(cell) || event.isComposing) return;
  if (event.key === "Enter" && !event.altKey && !event.ctrlKey) {
    event.preventDefault();
    move(cell, event.shiftKey ? -1 : 1);
  } else if (event.key === "Enter" && event.altKey && cell.tagName === "TEXTAREA") {
    event.preventDefault();
    cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
    grow(cell);
    showState();
  } else if (event.key === "Escape") {
    cell.value = stored.get(cell);
    cell.closest("td").classList.remove("is-edited");
    showState();
  }
});

form.addEventListener("input", (event) => {
  const cell = event.target;
  if (!stored.has(cell)) return;
  cell.closest("td").classList.toggle("is-edited", isChanged(cell));
  grow(cell);
  showState();
});

form.addEventListener("submit", () => {
  sending = true;
  for (const cell of cells) {
    const wrong = cell.getAttribute("aria-invalid") === "true";
    if (isChanged(cell) || wrong) continue;
    cell.disabled = true;
    cell.closest("td").querySelector("input[type=hidden]").disabled = true;
  }
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

window.addEventListener("beforeunload", (event) => {
  if (!sending && changed().length) event.preventDefault();
});

// What is typed is kept in this tab until the page shows it as saved: a log-in that ran out loses nothing.
const key = `grid:${form.dataset.grid}:${window.location.pathname}`; // a person’s own, on a shared computer too
const drafts = () => JSON.parse(sessionStorage.getItem(key) || "{}");
const figure = (text) => text.trim().replace(",", ".");
const same = (one, other) => one.trim() === other.trim() || (figure(one) !== "" && Number(figure(one)) === Number(figure(other)));

function keep() {
  const typed = Object.fromEntries(changed().map((cell) => [cell.name, cell.value]));
  if (Object.keys(typed).length) sessionStorage.setItem(key, JSON.stringify(typed));
  else sessionStorage.removeItem(key);
}

function bringBack() {
  const kept = drafts();
  for (const cell of cells) {
    if (!(cell.name in kept) || same(kept[cell.name], cell.value)) continue;
    cell.value = kept[cell.name];
    cell.closest("td").classList.add("is-edited");
  }
  keep();
}

form.addEventListener("input", keep);
bringBack();
cells.forEach(grow);
showState();
