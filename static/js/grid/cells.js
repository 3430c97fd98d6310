// What a grid consists of: its rows, the cells that can be typed in, and where each of them is saved.
// A grid may hold cells of one sheet or of many: the nearest `data-cells` around a cell is the address of its sheet.

const NAME = /^([a-z_]+)-(\d+)-([0-9a-f]{12})$/;

export class Cell {
  constructor(input) {
    const [, field, score, seal] = NAME.exec(input.name);
    this.input = input;
    this.place = input.closest("td");
    this.row = input.closest("tr");
    this.url = input.closest("[data-cells]").dataset.cells;
    this.field = field;
    this.score = Number(score);
    this.seal = seal;
    this.stored = input.value; // as the server has it
    this.entered = input.value; // as the person last left it
    this.unanswered = false; // sent, and no answer came: it may be saved or not
    this.question = null; // what someone else wrote meanwhile
  }

  get key() {
    return `${this.field}-${this.score}`;
  }

  get value() {
    return this.input.value;
  }

  set value(text) {
    this.input.value = text;
    grow(this.input);
  }

  get isChanged() {
    return this.value !== this.stored;
  }

  get isText() {
    return this.input.tagName === "TEXTAREA";
  }

  get isRefused() {
    return this.state === "refused" || this.state === "conflict";
  }

  get state() {
    return this.place.dataset.state || "";
  }

  set state(name) {
    if (name) this.place.dataset.state = name;
    else delete this.place.dataset.state;
    this.input.toggleAttribute("aria-invalid", false);
    if (name === "refused" || name === "conflict") this.input.setAttribute("aria-invalid", "true");
    else this.say("");
  }

  // The line and the column as people call them.
  get lineName() {
    return lineName(this.row);
  }

  get columnName() {
    return this.place.dataset.label;
  }

  // A sentence below the cell, read with it; with choices when there is something to decide.
  say(sentence, choices = []) {
    this.place.querySelector(".cell-error")?.remove();
    this.input.removeAttribute("aria-describedby");
    if (!sentence) return;
    const box = document.createElement("span");
    box.className = "cell-error";
    box.id = `e-${this.key}`;
    box.append(sentence);
    for (const { words, act } of choices) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-quiet";
      button.textContent = words;
      button.addEventListener("click", act);
      box.append(button);
    }
    this.place.append(box);
    this.input.setAttribute("aria-describedby", box.id);
  }

  // What the server says is stored now.
  store(name, text) {
    this.input.name = name;
    this.seal = NAME.exec(name)[3];
    this.stored = text;
    this.unanswered = false;
  }
}

export function lineName(row) {
  const name = row.querySelector("th a") || row.querySelector("th");
  return `${row.cells[0].textContent.trim()} ${name.textContent.trim()}`;
}

const GROWS_ITSELF = CSS.supports("field-sizing", "content");
const SIGNS_A_ROW = 30;

export function grow(input) {
  if (GROWS_ITSELF || input.tagName !== "TEXTAREA") return;
  const rows = input.value.split("\n").map((line) => Math.max(1, Math.ceil(line.length / SIGNS_A_ROW)));
  input.rows = Math.min(8, rows.reduce((sum, count) => sum + count, 0));
}

export class Grid {
  constructor(root) {
    this.root = root;
    this.table = root.querySelector(".score-grid");
    this.body = this.table.tBodies[0];
    this.person = Number(root.dataset.grid);
    this.round = root.dataset.round;
    this.words = root.querySelector("[data-grid-words]").dataset;
    this.cells = [...this.body.querySelectorAll(".cell")].map((input) => new Cell(input));
    this.byInput = new Map(this.cells.map((cell) => [cell.input, cell]));
    this.byKey = new Map(this.cells.map((cell) => [`${cell.url} ${cell.key}`, cell]));
    this.sheets = new Map(); // address → what the page knows of the sheet
    for (const cell of this.cells) this.sheet(cell.url, cell.place);
    this.isEditing = false; // set by the keyboard: the caret stands inside the current cell
  }

  sheet(url, inside = this.root) {
    if (!this.sheets.has(url)) {
      const { version, decimals } = inside.closest("[data-cells]").dataset;
      this.sheets.set(url, { version: Number(version), decimals: Number(decimals) });
    }
    return this.sheets.get(url);
  }

  cellOf(element) {
    return this.byInput.get(element);
  }

  cell(url, field, score) {
    return this.byKey.get(`${url} ${field}-${score}`);
  }

  // The rows that are not filtered away.
  get rows() {
    return [...this.body.rows].filter((row) => !row.hidden);
  }

  get lines() {
    return this.rows.filter((row) => "flags" in row.dataset);
  }

  get current() {
    const active = document.activeElement;
    return this.body.contains(active) ? this.cellOf(active) : undefined;
  }

  get currentRow() {
    return this.body.querySelector("tr.is-current");
  }

  // The line the person is at: it is marked, and on a phone the only one that is shown.
  makeCurrent(row) {
    if (row === this.currentRow) return;
    this.currentRow?.classList.remove("is-current");
    row.classList.add("is-current");
    this.emit("row", { row });
  }

  // Go to a place, also one that was filtered away or is not shown on a phone.
  goTo(place) {
    place.parentElement.hidden = false;
    this.makeCurrent(place.parentElement);
    this.target(place).focus();
  }

  // What of a place in the table takes the focus.
  target(place) {
    return place.querySelector(".cell, a[href]") || place;
  }

  // Where everything about the line of a place is told; in the table of the bloc each cell is a line of its own.
  lineUrl(place) {
    return place?.dataset.lineUrl || place?.querySelector(".figure-link")?.getAttribute("href");
  }

  input(place) {
    return place && this.cellOf(place.querySelector(".cell"));
  }

  say(name, values = {}) {
    return phrase(this.words[name], values);
  }

  emit(name, detail = {}) {
    this.root.dispatchEvent(new CustomEvent(`grid:${name}`, { detail }));
  }

  on(name, act) {
    this.root.addEventListener(`grid:${name}`, (event) => act(event.detail));
  }
}

export function phrase(words, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`%(${name})s`, () => value), words);
}
