import { Drafts } from "./drafts.js";

// What was typed on an earlier visit and never saved comes back into its cells, and waits to be saved or discarded.

export function offer(grid, drafts, saving) {
  const urls = new Set([...grid.sheets.keys(), grid.root.dataset.cells].filter(Boolean));
  const back = [];
  const lost = [...urls].flatMap((url) => closed(grid, url));
  for (const { url, key, draft } of [...urls].flatMap((url) => kept(drafts, url))) {
    const split = key.lastIndexOf("-");
    const cell = grid.cell(url, key.slice(0, split), key.slice(split + 1));
    if (!cell && !grid.root.dataset.cells) continue; // the table of the bloc shows not all of a sheet: it waits there
    if (!cell) lost.push({ drafts, url, key, draft });
    else if (cell.value === draft.value) drafts.drop(url, key);
    else back.push({ cell, draft });
  }
  for (const { cell, draft } of back) bringBack(cell, draft, saving);
  if (back.length || lost.length) new Offer(grid, saving, back, lost);
  saving.show();
}

function kept(drafts, url) {
  return Object.entries(drafts.read(url)).map(([key, draft]) => ({ drafts, url, key, draft }));
}

// What was typed in a round that is closed by now: it can only be read, and copied.
function closed(grid, url) {
  const rounds = (grid.root.dataset.closed || "").split(" ").filter((round) => round && round !== grid.round);
  return rounds.flatMap((round) => kept(new Drafts(grid.person, round), url));
}

function bringBack(cell, draft, saving) {
  const theirs = cell.stored;
  cell.value = draft.value;
  cell.entered = draft.value;
  cell.state = "edited";
  if (draft.seal !== cell.seal) saving.ask(cell, { theirs, seal: cell.seal, by: "", own: false, time: "" });
}

class Offer {
  constructor(grid, saving, back, lost) {
    Object.assign(this, { grid, saving, back, lost });
    const find = (name) => grid.root.querySelector(`[data-grid-drafts${name}]`);
    this.box = find("");
    this.words = find("-words");
    this.save = find("-save");
    this.save.addEventListener("click", () => this.take());
    find("-drop").addEventListener("click", () => this.discard());
    grid.on("saved", () => this.show());
    this.box.hidden = false;
    this.show();
  }

  get waiting() {
    return this.back.filter(({ cell }) => cell.isChanged);
  }

  show() {
    const { grid, lost, waiting } = this;
    const latest = Math.max(...waiting.map(({ draft }) => draft.at));
    const sentences = [];
    if (waiting.length) sentences.push(grid.say("drafts", { time: moment(latest), count: waiting.length }));
    if (lost.length) sentences.push(grid.say("draftsLost", { lines: lost.map(({ draft }) => `${draft.line}: ${draft.value}`).join("; ") }));
    this.words.textContent = sentences.join(" ");
    this.save.hidden = !waiting.length;
    this.save.textContent = grid.say("draftsSave", { count: waiting.length });
    if (!sentences.length) this.box.hidden = true;
  }

  take() {
    for (const { cell } of this.waiting) this.saving.queue(cell);
    this.saving.again();
  }

  discard() {
    for (const { drafts, url, key } of this.lost) drafts.drop(url, key);
    for (const { cell } of this.waiting) {
      cell.value = cell.stored;
      cell.entered = cell.stored;
      this.saving.settled(cell);
    }
    this.lost = [];
    this.box.hidden = true;
  }
}

// In Vietnam time, wherever the computer thinks it is.
function moment(time) {
  const parts = { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", hourCycle: "h23", timeZone: "Asia/Ho_Chi_Minh" };
  const at = Object.fromEntries(new Intl.DateTimeFormat("en-GB", parts).formatToParts(time).map(({ type, value }) => [type, value]));
  return `${at.hour}:${at.minute} ${at.day}/${at.month}`;
}
