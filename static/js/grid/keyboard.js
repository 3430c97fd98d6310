// Moving and typing as in a spreadsheet. A cell is `ready` (keys move, typing replaces), `typing` (what is typed
// replaces; arrows leave the cell) or `editing` (after F2, and in texts: arrows move inside).

const PAGE = 10;

export class Keyboard {
  constructor(grid, { enter, undo, redo, saveNow }) {
    Object.assign(this, { grid, enter, undo, redo, saveNow });
    this.mode = "ready";
    this.before = "";
    this.origin = null; // the column in which Tab was first pressed: Enter comes back to it
    this.prepare();
    this.listen();
  }

  prepare() {
    const { grid } = this;
    grid.table.setAttribute("role", "grid");
    for (const row of [...grid.table.rows]) {
      row.setAttribute("role", "row");
      for (const place of row.cells) {
        if (place.tagName === "TD") place.setAttribute("role", "gridcell");
        if (place.tagName === "TD" && !grid.input(place)) place.setAttribute("aria-readonly", "true");
        place.classList.toggle("is-entry", Boolean(grid.input(place)));
      }
    }
    for (const place of grid.body.querySelectorAll("td, th")) grid.target(place).tabIndex = -1;
    this.rove(grid.cells[0]?.input || grid.body.querySelector("a[href]"));
    grid.root.querySelector("[data-grid-scroll]").removeAttribute("tabindex");
  }

  // One place of the table is in the order of Tab, the one where the person was last.
  rove(target) {
    if (!target || target === this.roving) return;
    if (this.roving) this.roving.tabIndex = -1;
    target.tabIndex = 0;
    this.roving = target;
  }

  listen() {
    const { body } = this.grid;
    body.addEventListener("keydown", (event) => this.onKey(event));
    body.addEventListener("focusin", (event) => this.onFocus(event.target));
    body.addEventListener("focusout", (event) => this.onLeave(event.target, event.relatedTarget));
    body.addEventListener("mousedown", (event) => this.onMouse(event));
    body.addEventListener("beforeinput", (event) => this.onTyping(event.target));
    body.addEventListener("compositionstart", (event) => this.onTyping(event.target));
  }

  onFocus(target) {
    const place = target.closest("td, th");
    if (!place) return;
    this.stand(place);
    if (target.closest(".cell-error")) return;
    const cell = this.grid.cellOf(target);
    this.rove(target);
    this.grid.place = place;
    this.setMode("ready");
    this.before = cell ? cell.value : "";
    cell?.input.select();
    const row = place.closest("tr");
    if (row === this.grid.currentRow && this.grid.lineUrl(place)) {
      this.grid.emit("row", { row }); // in the table of the bloc every cell is another line
    }
    this.grid.makeCurrent(row);
  }

  onLeave(target, next) {
    const cell = this.grid.cellOf(target);
    if (cell) {
      this.setMode("ready");
      this.enter(cell);
    }
    if (!this.grid.body.contains(next)) this.stand(null);
  }

  // Where the person is, as a class: styles that follow the focus by themselves take too long in a large table.
  stand(place) {
    if (place === this.here) return;
    this.here?.classList.remove("is-here");
    place?.classList.add("is-here");
    this.here = place;
  }

  onMouse(event) {
    const place = event.target.closest("td, th");
    if (!place || event.button !== 0 || event.target.closest("button, a")) return;
    const target = this.grid.target(place);
    this.origin = null;
    if (target === document.activeElement) {
      if (this.grid.cellOf(target)) this.setMode("editing");
      return;
    }
    event.preventDefault();
    target.focus();
  }

  onTyping(target) {
    const cell = this.grid.cellOf(target);
    if (!cell || this.mode !== "ready") return;
    this.before = cell.value; // it may have come in from someone else since the cell was entered
    this.setMode(cell.isText ? "editing" : "typing");
  }

  setMode(mode) {
    this.mode = mode;
    this.grid.isEditing = mode !== "ready";
    if (!this.here) return;
    if (mode === "ready") delete this.here.dataset.mode;
    else this.here.dataset.mode = mode;
  }

  onKey(event) {
    if (event.isComposing || event.altKey && event.key !== "Enter") return;
    if (event.target.closest(".cell-error")) {
      this.onChoice(event);
      return;
    }
    const act = this.act(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  // Inside the choice between mine and theirs: Esc goes back to the cell, arrows between the buttons.
  onChoice(event) {
    const buttons = [...event.target.closest(".cell-error").querySelectorAll("button")];
    const at = buttons.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) buttons[(at + step + buttons.length) % buttons.length].focus();
    else if (event.key === "Escape") event.target.closest("td").querySelector(".cell").focus();
    else return;
    event.preventDefault();
  }

  // What a key means now; undefined when it keeps its meaning.
  act(event) {
    const place = event.target.closest("td, th");
    const cell = this.grid.cellOf(event.target);
    const ctrl = event.ctrlKey || event.metaKey;
    return ctrl ? this.withCtrl(event, place) : this.plain(event, place, cell);
  }

  withCtrl(event, place) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "s") return () => (this.stay(), this.saveNow());
    if (this.mode === "editing" || (this.mode === "typing" && key === "z")) return undefined;
    return {
      z: () => (event.shiftKey ? this.redo() : this.undo()),
      y: () => this.redo(),
      Home: () => this.goTo(this.editable(this.grid.lines)[0]),
      End: () => this.goTo(this.editable(this.grid.lines).at(-1)),
      ArrowLeft: () => this.goTo(this.editable([place.parentElement])[0]),
      ArrowRight: () => this.goTo(this.editable([place.parentElement]).at(-1)),
      ArrowUp: () => this.jump(place, -1),
      ArrowDown: () => this.jump(place, 1),
      Enter: () => this.stay(),
    }[key];
  }

  plain(event, place, cell) {
    const { key, shiftKey: back } = event;
    const inside = this.mode === "editing";
    if (key === "Enter" && event.target.matches("a")) return undefined; // a name leads to all about its line
    if (key === "Enter") return event.altKey ? this.breakLine(cell) : () => this.down(place, back ? -1 : 1);
    if (key === "Tab") return this.along(place, cell, back ? -1 : 1);
    if (key === "Escape") return () => this.restore(cell);
    if (key === "F2") return cell && (() => this.edit(cell));
    if (key === "Delete" && !inside) return cell && (() => this.empty(cell));
    if (inside) return undefined;
    return {
      ArrowUp: () => this.step(place, -1, 0),
      ArrowDown: () => this.step(place, 1, 0),
      ArrowLeft: () => this.step(place, 0, -1),
      ArrowRight: () => this.step(place, 0, 1),
      PageUp: () => this.step(place, -PAGE, 0),
      PageDown: () => this.step(place, PAGE, 0),
      Home: () => this.goTo(place.parentElement.cells[0]),
      End: () => this.goTo([...place.parentElement.cells].at(-1)),
    }[key];
  }

  // --- going --------------------------------------------------------------------------------------------------
  goTo(place) {
    if (place) this.grid.goTo(place);
    return Boolean(place);
  }

  step(place, down, right) {
    const rows = this.grid.rows;
    const at = rows.indexOf(place.parentElement) + down;
    const row = rows[Math.max(0, Math.min(rows.length - 1, at))];
    this.origin = null;
    this.goTo(row.cells[place.cellIndex + right]);
  }

  editable(rows) {
    return rows.flatMap((row) => [...row.cells].filter((place) => this.grid.input(place)));
  }

  column(index) {
    return this.grid.lines.map((row) => row.cells[index]).filter((place) => this.grid.input(place));
  }

  // Enter: the next cell of the column that can be typed in; at the end the cell stays, and is saved.
  down(place, by) {
    const index = this.origin ?? place.cellIndex;
    const rows = this.grid.rows;
    const at = rows.indexOf(place.parentElement);
    const ahead = this.column(index).filter((one) => (rows.indexOf(one.parentElement) - at) * by > 0);
    this.origin = null;
    if (!this.goTo(by > 0 ? ahead[0] : ahead.at(-1))) this.stay();
  }

  // Tab: the next cell that can be typed in, then on to what follows the table.
  along(place, cell, by) {
    if (cell?.question && by > 0) return undefined; // to the choice below the cell
    const all = this.editable(this.grid.lines);
    const rows = this.grid.rows;
    const order = (one) => rows.indexOf(one.parentElement) * 1000 + one.cellIndex;
    const ahead = all.filter((one) => (order(one) - order(place)) * by > 0);
    const next = by > 0 ? ahead[0] : ahead.at(-1);
    if (!next) return undefined;
    return () => {
      if (by > 0 && this.origin === null && this.grid.input(place)) this.origin = place.cellIndex;
      this.goTo(next);
    };
  }

  // Ctrl+arrow: to the last cell before a gap, or over a gap to the next that is filled.
  jump(place, by) {
    const column = by > 0 ? this.column(place.cellIndex) : this.column(place.cellIndex).reverse();
    const at = column.indexOf(place);
    const filled = (one) => this.grid.input(one).value !== "";
    const ahead = column.slice(at + 1);
    if (!ahead.length) return;
    const inside = at >= 0 && filled(place) && filled(ahead[0]);
    const gap = ahead.findIndex((one) => filled(one) !== inside);
    this.goTo(gap < 0 ? ahead.at(-1) : ahead[inside ? gap - 1 : gap]);
  }

  // --- typing -------------------------------------------------------------------------------------------------
  stay() {
    const cell = this.grid.current;
    if (!cell) return;
    this.setMode("ready");
    this.enter(cell);
    this.before = cell.value;
    cell.input.select();
  }

  edit(cell) {
    if (this.mode === "editing") {
      this.stay();
      return;
    }
    if (this.mode === "ready") this.before = cell.value;
    this.setMode("editing");
    cell.input.setSelectionRange(cell.value.length, cell.value.length);
  }

  empty(cell) {
    cell.value = "";
    this.stay();
  }

  breakLine(cell) {
    if (!cell?.isText) return () => {};
    return () => {
      this.setMode("editing");
      const { selectionStart: from, selectionEnd: to } = cell.input;
      cell.input.setRangeText("\n", from, to, "end");
      cell.input.dispatchEvent(new Event("input", { bubbles: true }));
    };
  }

  // Esc: while typing what stood there before; afterwards what is stored.
  restore(cell) {
    if (!cell) return;
    cell.value = this.mode === "ready" ? cell.stored : this.before;
    cell.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.stay();
  }
}
