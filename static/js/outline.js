// The table of criteria: sums follow what is typed, sections fold, lines are found and moved.
// Without this script the same form saves the same lines, and the sums are right after saving.

const page = document.getElementById("content");
const language = document.documentElement.lang;
const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const folded = new Set(JSON.parse(sessionStorage.getItem(foldingKey()) || "[]"));
let dragged = null;

function foldingKey() {
  return `folded:${window.location.pathname}`;
}
const form = () => page.querySelector("form[data-outline]");
const lines = () => [...form().querySelectorAll("tr[data-line]")];
const childrenOf = (id) => lines().filter((line) => line.dataset.parent === id);
const cellsOf = (line) => [...line.querySelectorAll(".cell")];
const isChanged = (cell) => cell.value !== cell.defaultValue;

// --- sums, in hundredths so that they are exact ------------------------------------------------------
function hundredths(text) {
  const found = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] || "").padEnd(2, "0")) : NaN;
}
const maximum = (line) => hundredths(line.querySelector("[data-maximum]").value);
const shown = (value) => (Number.isNaN(value) ? "?" : figures.format(value / 100));
const total = (rows) => rows.reduce((sum, line) => sum + maximum(line), 0);

function showDifference(line, sum) {
  const place = line.querySelector("[data-difference]");
  const difference = sum - maximum(line);
  place.hidden = !difference; // also while something is no number
  place.querySelector("b").textContent = `${difference > 0 ? "+" : "−"}${shown(Math.abs(difference))}`;
  return Boolean(difference);
}

function addUp() {
  const all = lines();
  const below = new Map();
  for (const line of all) below.set(line.dataset.parent, [...(below.get(line.dataset.parent) || []), line]);
  let wrong = 0;
  for (const line of all) {
    const place = line.querySelector("[data-sum]");
    if (!place) continue;
    const sum = total(below.get(line.dataset.line) || []);
    place.textContent = shown(sum);
    if (showDifference(line, sum)) wrong += 1;
  }
  for (const kind of ["base", "bonus", "deduction"]) {
    const tops = all.filter((line) => line.dataset.kind === kind);
    form().querySelector(`[data-total="${kind}"]`).textContent = shown(total(tops));
  }
  form().querySelector('[data-total="wrong"]').textContent = wrong;
}

// --- what is typed and not saved yet -----------------------------------------------------------------
// A line that was refused comes back as it was typed, and is still to be saved.
const changedLines = () => lines().filter((line) => "unsaved" in line.dataset || cellsOf(line).some(isChanged));

function showState(words) {
  const place = form().querySelector("[data-outline-state]");
  const count = changedLines().length;
  place.textContent = words || (count ? `${place.dataset.unsaved} ${count}` : "");
}

function grow(cell) {
  if (cell.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  cell.style.height = "auto";
  cell.style.height = `${cell.scrollHeight + 2}px`;
}

// Sends what was typed; the page stays until it is known to be saved, so that a log-in that ran out loses nothing.
async function send(button, following) {
  const data = new FormData(form());
  const isKept = (name) => changedLines().some((line) => name.startsWith(`${line.dataset.line}-`));
  for (const name of [...data.keys()]) if (/^\d+-/.test(name) && !isKept(name)) data.delete(name);
  if (button?.name) data.set(button.name, button.value);
  if (following) data.set("next", following);
  showState(form().querySelector("[data-outline-state]").dataset.saving);
  try {
    const answer = await fetch(form().action, { method: "POST", body: data });
    const there = new URL(answer.url);
    const isTable = there.pathname === window.location.pathname || answer.status === 422;
    if (following && there.pathname === new URL(following, window.location).pathname) {
      for (const line of changedLines()) forget(line);
      window.location.assign(following);
    } else if (isTable && [200, 422].includes(answer.status)) {
      show(await answer.text(), button);
    } else {
      throw new Error(answer.status);
    }
  } catch {
    showState(form().querySelector("[data-outline-state]").dataset.failed);
  }
}

function forget(line) {
  delete line.dataset.unsaved;
  for (const cell of cellsOf(line)) cell.defaultValue = cell.value;
}

function show(html, button) {
  const focused = document.activeElement;
  const mark = focused?.matches(".cell") ? `[name="${focused.name}"]` : button?.value && `[value="${button.value}"]`;
  const place = window.scrollY;
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("content");
  page.replaceChildren(...fresh.childNodes);
  begin();
  const notice = page.querySelector(".notice-error");
  if (notice) {
    notice.focus({ preventScroll: true });
    notice.scrollIntoView({ block: "center" });
    return;
  }
  window.scrollTo(0, place);
  if (mark) page.querySelector(mark)?.focus({ preventScroll: true });
  showState(page.querySelector(".notice-success")?.textContent.trim());
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-outline]")) return;
  event.preventDefault();
  delete event.target.dataset.sent;
  send(event.submitter);
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-leaves]");
  if (!link || !changedLines().length || event.ctrlKey || event.metaKey || event.button) return;
  event.preventDefault();
  send(null, link.getAttribute("href"));
});

window.addEventListener("beforeunload", (event) => {
  if (form() && changedLines().length) event.preventDefault();
});

// --- keys ----------------------------------------------------------------------------------------------
function visibleColumn(cell) {
  const kind = cell.name.slice(cell.name.indexOf("-"));
  return lines().filter((line) => !line.hidden).map((line) => line.querySelector(`.cell[name$="${kind}"]`));
}

page.addEventListener("keydown", (event) => {
  const line = event.target.closest?.("tr[data-line]");
  if (!line || event.isComposing) return;
  if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    const way = event.key === "ArrowUp" ? "up" : "down";
    send(line.querySelector(`[value="${way}:${line.dataset.line}"]`));
  } else if (event.target.matches(".cell") && event.key === "Enter") {
    event.preventDefault();
    const column = visibleColumn(event.target);
    const next = column[column.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
    next?.focus();
    next?.select();
  } else if (event.target.matches(".cell") && event.key === "Escape") {
    event.target.value = event.target.defaultValue;
    typed(event.target);
  }
});

function typed(cell) {
  cell.closest("td").classList.toggle("is-edited", isChanged(cell));
  grow(cell);
  addUp();
  showState();
}

page.addEventListener("input", (event) => {
  if (event.target.matches(".cell")) typed(event.target);
  else if (event.target.matches("[data-search]")) search(event.target.value);
});

// --- folding and finding -------------------------------------------------------------------------------
function fold() {
  const hiddenBelow = new Set();
  for (const line of lines()) {
    const isHidden = hiddenBelow.has(line.dataset.parent);
    line.hidden = isHidden;
    if (isHidden || folded.has(line.dataset.line)) hiddenBelow.add(line.dataset.line);
    line.querySelector("[data-toggle]").setAttribute("aria-expanded", String(!folded.has(line.dataset.line)));
  }
  sessionStorage.setItem(foldingKey(), JSON.stringify([...folded]));
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function search(words) {
  if (!words.trim()) return fold();
  const wanted = plain(words.trim());
  const found = new Set();
  for (const line of lines().reverse()) {
    const hit = cellsOf(line).slice(0, 2).some((cell) => plain(cell.value).includes(wanted));
    if (hit || found.has(line.dataset.line)) found.add(line.dataset.line).add(line.dataset.parent);
  }
  for (const line of lines()) line.hidden = !found.has(line.dataset.line);
}

function reveal(line) {
  for (let above = line; above; above = lines().find((other) => other.dataset.line === above.dataset.parent)) {
    if (above !== line) folded.delete(above.dataset.line);
  }
  fold();
}

function nextProblem() {
  const wrong = lines().filter((line) => line.querySelector(".row-problem:not([hidden]), .is-error"));
  if (!wrong.length) return;
  const here = document.activeElement.closest?.("tr[data-line]");
  const after = wrong.find((line) => here && here.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING);
  const line = after || wrong[0];
  reveal(line);
  line.querySelector("[data-maximum]").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const id = button?.matches("[data-toggle]") && button.closest("tr").dataset.line;
  if (id) {
    if (!folded.delete(id)) folded.add(id);
    fold();
  } else if (button?.matches("[data-collapse-all]")) {
    const sections = lines().filter((line) => childrenOf(line.dataset.line).length).map((line) => line.dataset.line);
    const isFolded = sections.some((section) => folded.has(section));
    folded.clear();
    if (!isFolded) sections.forEach((section) => folded.add(section));
    fold();
  } else if (button?.matches("[data-next-problem]")) nextProblem();
  const jump = event.target.closest(".jumps a");
  if (jump) reveal(page.querySelector(jump.getAttribute("href")));
});

// --- moving with the mouse; the keys and the page “Move” do the same -----------------------------------
page.addEventListener("dragstart", (event) => {
  if (!event.target.matches?.("[data-handle]")) return;
  dragged = event.target.closest("tr");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(dragged, 0, 0);
});
page.addEventListener("dragover", (event) => {
  const line = event.target.closest?.("tr[data-line]");
  if (!dragged || !line || line === dragged) return;
  event.preventDefault();
  page.querySelector(".is-target")?.classList.remove("is-target");
  line.classList.add("is-target");
});
page.addEventListener("drop", (event) => {
  const line = event.target.closest?.("tr[data-line]");
  if (!dragged || !line) return;
  event.preventDefault();
  send({ name: "act", value: `after:${dragged.dataset.line}:${line.dataset.line}` });
});
page.addEventListener("dragend", () => {
  dragged = null;
  page.querySelector(".is-target")?.classList.remove("is-target");
});

function begin() {
  if (!form()) return;
  for (const hidden of form().querySelectorAll("[data-needs-script]")) hidden.hidden = false;
  for (const line of lines()) {
    line.querySelector("[data-toggle]").hidden = !childrenOf(line.dataset.line).length;
    line.querySelector("[data-handle]").hidden = false;
    cellsOf(line).forEach(grow);
  }
  fold();
  addUp();
  showState();
}

begin();
const target = window.location.hash && page.querySelector(window.location.hash);
if (target) {
  reveal(target);
  target.scrollIntoView({ block: "center" });
}
