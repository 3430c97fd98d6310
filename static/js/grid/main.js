// The score grid: typing as in a spreadsheet, saved by itself. Without it the same page is a form with a button.

import { grow, Grid } from "./cells.js";
import { Drafts } from "./drafts.js";
import { Entries } from "./entries.js";
import { Figures } from "./figures.js";
import { Filters } from "./filters.js";
import { Keyboard } from "./keyboard.js";
import { offer } from "./offer.js";
import { Panel } from "./panel.js";
import { Paste } from "./paste.js";
import { Phone } from "./phone.js";
import { Saving } from "./saving.js";
import { Status } from "./status.js";

export function start(root) {
  const grid = new Grid(root);
  const status = new Status(grid);
  const figures = new Figures(grid);
  const drafts = new Drafts(grid.person, grid.round);
  const saving = new Saving(grid, drafts, figures, status);
  const entries = new Entries(grid, saving, status);
  const filters = new Filters(grid);
  const panel = new Panel(grid);
  const keyboard = new Keyboard(grid, {
    enter: (cell) => entries.enter(cell),
    undo: () => entries.undo(),
    redo: () => entries.redo(),
    saveNow: () => saving.again(),
  });
  new Paste(grid, { entries, saving, status, panel, keyboard });
  new Phone(grid);
  grid.body.addEventListener("input", (event) => typed(grid, drafts, event.target));
  root.addEventListener("keydown", (event) => jump(event, filters, panel));
  grid.on("fresh", ({ time }) => status.say(grid.say("fresh", { time })));
  grid.on("none", () => status.say(grid.words.none));
  buttons(root, { grid, saving, status });
  leaving(grid, saving, figures);
  offer(grid, drafts, saving);
  grid.cells.forEach((cell) => grow(cell.input));
  root.classList.add("is-live");
}

// What is being typed is kept at once, not only when the cell is left.
function typed(grid, drafts, input) {
  const cell = grid.cellOf(input);
  if (!cell) return;
  grow(input);
  if (cell.isChanged) drafts.keep(cell);
  else drafts.drop(cell.url, cell.key);
  if (!cell.question) cell.state = cell.isChanged ? "edited" : "";
}

function jump(event, filters, panel) {
  if (event.key === "F8") filters.next(event.shiftKey ? -1 : 1);
  else if (event.key === "F6" && !event.target.closest("[data-grid-panel]")) panel.visit();
  else return;
  event.preventDefault();
}

function buttons(root, { grid, saving, status }) {
  const find = (name) => root.querySelector(`[data-grid-${name}]`);
  find("keys").hidden = false;
  if (!grid.round) return;
  find("save").hidden = true;
  find("again").addEventListener("click", () => saving.again());
  find("problem").addEventListener("click", () => status.problem && grid.goTo(status.problem.place));
  root.closest("form").addEventListener("submit", (event) => {
    event.preventDefault();
    saving.again();
  });
  for (const cell of grid.cells) if (cell.state === "refused") cell.stored = cell.input.defaultValue;
}

// A step or another page waits for what was typed last; a page that comes back asks what has happened meanwhile.
function leaving(grid, saving, figures) {
  document.addEventListener("click", (event) => {
    const way = event.target.closest(".actions a, .actions button");
    if (!way || !(saving.busy || saving.waiting.size) || saving.failures) return;
    event.preventDefault();
    saving.flush().then(() => way.click());
  });
  addEventListener("beforeunload", (event) => {
    if (grid.round && saving.unsaved.length && (saving.failures || saving.unsaved.some((cell) => cell.isRefused))) event.preventDefault();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted && grid.round) for (const url of grid.sheets.keys()) figures.refresh(url);
  });
}

for (const root of document.querySelectorAll("[data-grid]")) start(root);
