// Cells are saved by themselves soon after they were left; one request of a sheet at a time, in the order typed.
// What cannot be sent stays marked and is tried again, later and later.

import { ask } from "./asking.js";

const SOON = 300; // after the last cell that was left,
const LATEST = 1500; // and after the first one that waits
const DELAYS = [2000, 4000, 8000, 16_000, 30_000];

export class Saving {
  constructor(grid, drafts, figures, status) {
    Object.assign(this, { grid, drafts, figures, status });
    this.waiting = new Set();
    this.busy = null; // the promise of what is under way
    this.failures = 0;
    addEventListener("online", () => this.again());
    addEventListener("focus", () => this.status.kind === "login" && this.again());
    addEventListener("pagehide", () => this.flush({ leaving: true }));
    document.addEventListener("visibilitychange", () => document.hidden && this.flush({ leaving: true }));
  }

  // A cell was left: saved soon if it is another than what is stored.
  queue(cell) {
    if (!cell.isChanged) {
      this.settled(cell);
      return;
    }
    this.drafts.keep(cell);
    if (cell.question) return; // first mine or theirs
    cell.state = "edited";
    if (!this.waiting.size) this.since = Date.now();
    this.waiting.add(cell);
    this.show();
    clearTimeout(this.timer);
    const delay = Math.max(0, Math.min(SOON, this.since + LATEST - Date.now()));
    if (!this.failures && !this.isStopped) this.timer = setTimeout(() => this.flush(), delay);
  }

  settled(cell) {
    this.waiting.delete(cell);
    this.drafts.drop(cell.url, cell.key);
    cell.question = null;
    cell.state = "";
    this.show();
  }

  get isStopped() {
    return ["stopped", "forbidden"].includes(this.status.kind);
  }

  get unsaved() {
    return this.grid.cells.filter((cell) => cell.isChanged);
  }

  again() {
    this.failures = 0;
    clearTimeout(this.timer);
    return this.flush();
  }

  // Everything that waits, sent; resolved when nothing is under way any more.
  async flush(options = {}) {
    clearTimeout(this.timer);
    if (this.busy && !options.leaving) {
      await this.busy;
      return this.waiting.size && !this.failures ? this.flush() : undefined;
    }
    if (!this.waiting.size || this.isStopped) return undefined;
    this.busy = this.sendAll(options);
    await this.busy;
    this.busy = null;
    return this.waiting.size && !this.failures && !this.isStopped ? this.flush() : undefined;
  }

  async sendAll(options) {
    const sheets = Map.groupBy ? Map.groupBy(this.waiting, (cell) => cell.url) : grouped(this.waiting);
    for (const [url, cells] of sheets) {
      const answer = await this.send(url, cells, "each", options);
      if (answer.kind !== "answered") return this.failed(answer);
    }
    this.failures = 0;
    return undefined;
  }

  // One request with these cells; what came of each is shown at its cell.
  async send(url, cells, mode, options = {}) {
    const sent = new Map(cells.map((cell) => [cell, cell.value]));
    this.status.set("saving");
    for (const cell of cells) cell.state = "saving";
    const answer = await ask(url, this.body(url, cells, mode), options);
    if (answer.kind === "answered") {
      this.answered(url, sent, answer.data, mode === "each" || answer.ok);
    } else {
      for (const cell of cells) {
        cell.unanswered = true;
        cell.state = "edited";
      }
    }
    return answer;
  }

  body(url, cells, mode) {
    const { version, decimals } = this.grid.sheet(url);
    const sent = cells.map(({ score, field, value, seal }) => ({ score, field, value, seal }));
    return { mode, person: this.grid.person, version, decimals, cells: sent };
  }

  answered(url, sent, data, written) {
    for (const told of data.cells) {
      const cell = this.grid.cell(url, told.field, told.score);
      if (told.state === "saved") this.saved(cell, told, sent.get(cell));
      else if (told.state === "refused") this.refused(cell, told);
      else this.contested(cell, told);
    }
    if (written) this.status.set("saved", { time: data.at });
    this.figures.update(url, data);
    const sheet = this.grid.sheet(url);
    sheet.version = data.version ?? sheet.version;
    this.show();
    this.grid.emit("saved", { url, cells: [...sent.keys()] });
    if (data.stale) this.figures.refresh(url);
  }

  saved(cell, told, sent) {
    cell.store(told.name, told.text);
    if (cell.value !== sent) return; // typed on meanwhile: it waits for its own turn
    if (this.grid.current !== cell || !this.grid.isEditing) {
      cell.value = told.text;
      cell.entered = told.text;
      if (this.grid.current === cell) cell.input.select();
    } else {
      cell.stored = sent;
    }
    this.settled(cell);
    cell.state = "saved";
    setTimeout(() => cell.state === "saved" && (cell.state = ""), 2000);
  }

  refused(cell, told) {
    this.waiting.delete(cell);
    cell.unanswered = false;
    cell.state = "refused";
    cell.say(told.sentence);
  }

  contested(cell, told) {
    if (told.own && cell.unanswered) {
      cell.seal = told.seal; // it was saved, only the answer was lost
      cell.unanswered = false;
      return;
    }
    this.waiting.delete(cell);
    this.ask(cell, told);
  }

  // Mine or theirs: asked at the cell, and nothing is written before it is answered.
  ask(cell, told) {
    const { grid } = this;
    cell.question = told;
    cell.state = "conflict";
    const words = told.own ? "conflictOwn" : told.by ? "conflict" : "conflictSomeone";
    const blank = (text) => text || grid.words.blank;
    const values = { person: told.by, theirs: blank(told.theirs), time: told.time };
    cell.say(grid.say(words, values), [
      { words: grid.say("mine", { value: short(blank(cell.value)) }), act: () => this.decided(cell, told, cell.value) },
      { words: grid.say(told.own ? "other" : "theirs", { value: short(blank(told.theirs)) }), act: () => this.decided(cell, told, told.theirs) },
    ]);
  }

  decided(cell, told, value) {
    cell.question = null;
    cell.seal = told.seal;
    cell.stored = told.theirs;
    cell.value = value;
    cell.entered = value;
    this.grid.goTo(cell.place);
    this.queue(cell);
    this.figures.refresh(cell.url);
  }

  failed(answer) {
    if (answer.kind !== "offline") {
      this.failures = 1;
      this.status.set(answer.kind, { sentence: answer.data?.sentence || "" });
      this.show();
      return;
    }
    const delay = DELAYS[Math.min(this.failures, DELAYS.length - 1)];
    this.failures += 1;
    this.status.set("offline");
    this.timer = setTimeout(() => this.flush(), delay);
    this.show();
  }

  show() {
    this.status.show(this.unsaved.length, this.grid.cells.filter((cell) => cell.isRefused));
  }
}

function grouped(cells) {
  const sheets = new Map();
  for (const cell of cells) sheets.set(cell.url, [...(sheets.get(cell.url) || []), cell]);
  return sheets;
}

function short(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
