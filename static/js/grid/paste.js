// Pasting a block: shown first with what it would change and what the sums become; then all of it or nothing.

import { ask } from "./asking.js";
import { isBlock, Laid, parsed, same } from "./blocks.js";

const LISTED = 400;

export class Paste {
  constructor(grid, { entries, saving, status, panel, keyboard }) {
    Object.assign(this, { grid, entries, saving, status, panel, keyboard });
    const find = (name) => grid.root.querySelector(`[data-grid-paste${name}]`);
    this.parts = Object.fromEntries(
      ["title", "words", "problems", "sections", "do", "drop", "sums", "lines"].map((name) => [name, find(`-${name}`)]),
    );
    this.box = find("");
    if (!grid.round) return;
    grid.body.addEventListener("paste", (event) => this.onPaste(event));
    this.parts.do.addEventListener("click", () => this.do());
    this.parts.drop.addEventListener("click", () => this.drop());
    this.parts.sections.querySelector("input").addEventListener("change", (event) => this.show(event.target.checked));
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && (event.preventDefault(), this.drop()));
  }

  onPaste(event) {
    if (this.keyboard.mode === "editing") return; // inside a text
    const text = event.clipboardData.getData("text/plain");
    const place = event.target.closest("td, th");
    const rows = parsed(text);
    event.preventDefault();
    if (isBlock(rows)) this.open(rows, place);
    else this.one(this.grid.cellOf(event.target), rows[0][0]);
  }

  one(cell, text) {
    if (!cell) return;
    cell.value = text;
    this.keyboard.stay();
  }

  async open(rows, place) {
    this.rows = rows;
    this.place = place;
    await this.saving.flush();
    this.panel.open();
    this.box.hidden = false;
    await this.show();
    const ready = this.parts.do.hidden ? this.parts.drop : this.parts.do;
    ready.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: "nearest" });
  }

  async show(withSections) {
    const { parts, grid } = this;
    this.laid = new Laid(grid, this.rows, this.place, withSections);
    parts.sections.hidden = !this.laid.hasSections;
    parts.sections.querySelector("input").checked = this.laid.withSections;
    parts.title.textContent = grid.say("pasteTitle", { count: this.laid.changes.length || this.count });
    parts.words.textContent = grid.words.pasteChecking;
    this.list([], []);
    const problems = this.laid.problems.length ? this.laid.problems : await this.check();
    if (problems) this.tell(problems);
  }

  get count() {
    return this.rows.reduce((sum, texts) => sum + texts.length, 0);
  }

  // The server reads every value with the same parser as always; undefined when it cannot be asked.
  async check() {
    const { changes } = this.laid;
    const { url } = changes[0].cell;
    const cells = changes.map(({ cell, after }) => ({ score: cell.score, field: cell.field, value: after, seal: cell.seal }));
    const answer = await ask(url, { mode: "preview", person: this.grid.person, cells });
    if (answer.kind !== "answered") {
      this.sums = [];
      return [answer.data?.sentence || this.grid.words.pasteOffline];
    }
    this.sums = answer.data.sums;
    return answer.data.cells.map((told) => this.problem(url, told));
  }

  problem(url, told) {
    const { cell, after } = this.laid.changes.find(({ cell: one }) => one === this.grid.cell(url, told.field, told.score));
    const sentence = told.sentence || this.grid.say("pasteContested", { theirs: told.theirs });
    return this.grid.say("pasteCell", { line: cell.lineName, column: cell.columnName, value: after, sentence });
  }

  tell(problems) {
    const { parts, grid } = this;
    const real = this.laid.changes.filter(({ before, after }) => !same(before, after));
    parts.problems.hidden = !problems.length;
    parts.problems.replaceChildren(...problems.map((words) => element("li", words)));
    parts.do.hidden = problems.length > 0 || !real.length;
    parts.do.textContent = grid.say("pasteDo", { count: this.laid.changes.length });
    if (problems.length) parts.words.textContent = grid.words.pasteRefused;
    else parts.words.textContent = real.length ? this.summary(real) : grid.words.pasteNothing;
    this.list(problems.length ? [] : this.sums, problems.length ? [] : real);
  }

  summary(real) {
    const { grid, laid } = this;
    const emptied = real.filter(({ after }) => after === "").length;
    const unchanged = laid.changes.length - real.length;
    const first = laid.changes[0].cell.lineName;
    const parts = [grid.say("pastePlace", { first, last: laid.changes.at(-1).cell.lineName })];
    if (emptied) parts.push(grid.say("pasteEmpties", { count: emptied }));
    if (unchanged) parts.push(grid.say("pasteSame", { count: unchanged }));
    return parts.join(" ");
  }

  list(sums, real) {
    const { parts, grid } = this;
    parts.sums.hidden = !sums.length;
    parts.lines.hidden = !real.length;
    parts.sums.tBodies[0].replaceChildren(
      ...sums.map(({ label, before, after }) => line(label || grid.words.total, before, after)),
    );
    parts.lines.tBodies[0].replaceChildren(
      ...real.slice(0, LISTED).map(({ cell, before, after }) => line(cell.lineName, before || "–", after || "–")),
    );
  }

  async do() {
    const changes = this.laid.changes.filter(({ before, after }) => !same(before, after));
    const values = new Map(changes.map(({ cell, after }) => [cell, after]));
    this.close();
    if (!(await this.entries.whole(values))) return;
    this.entries.note(changes);
    this.status.say(this.grid.say("pasted", { count: changes.length }));
  }

  drop() {
    this.close();
  }

  close() {
    this.box.hidden = true;
    this.panel.restore();
    this.grid.goTo(this.place);
  }
}

function element(tag, text, css = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = css;
  return made;
}

function line(label, before, after) {
  const row = document.createElement("tr");
  const head = element("th", label);
  head.scope = "row";
  row.append(head, element("td", before, "num"), element("td", after, "num"));
  return row;
}
