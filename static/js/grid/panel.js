// The part beside the table: everything about the current line, and the preview of what is pasted.

const SOON = 200;

export class Panel {
  constructor(grid) {
    this.grid = grid;
    this.panel = grid.root.querySelector("[data-grid-panel]");
    this.line = grid.root.querySelector("[data-grid-line]");
    this.toggle = grid.root.querySelector("[data-grid-panel-toggle]");
    this.toggle.hidden = false;
    this.toggle.addEventListener("click", () => (this.isOpen ? this.shut() : this.open()));
    this.panel.addEventListener("keydown", (event) => this.onKey(event));
    grid.body.addEventListener("click", (event) => this.onClick(event));
    grid.on("row", () => this.soon());
    grid.on("saved", () => this.soon());
    if (this.wanted) this.open();
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  get wanted() {
    try {
      return localStorage.getItem("grid-panel") === "open";
    } catch {
      return false;
    }
  }

  set wanted(open) {
    try {
      localStorage.setItem("grid-panel", open ? "open" : "shut");
    } catch {
      // Then it is shut again next time.
    }
  }

  open() {
    this.draw(true);
    this.soon(0);
  }

  shut() {
    this.draw(false);
    this.wanted = false;
  }

  // After a paste: as it was before.
  restore() {
    this.draw(this.wanted);
  }

  draw(open) {
    this.panel.hidden = !open;
    this.grid.root.classList.toggle("has-panel", open);
    this.toggle.setAttribute("aria-expanded", String(open));
    this.grid.place?.scrollIntoView({ block: "nearest", inline: "nearest" }); // the columns have another width now
  }

  // F6: from the table into the panel, and back to the cell.
  visit() {
    this.wanted = true;
    this.open();
    this.panel.focus();
  }

  onKey(event) {
    if (event.key !== "F6" && event.key !== "Escape") return;
    if (event.defaultPrevented) return;
    event.preventDefault();
    const row = this.grid.currentRow;
    this.grid.body.querySelector("[tabindex='0']")?.focus();
    if (!row) this.grid.target(this.grid.rows[0].cells[1]).focus();
  }

  onClick(event) {
    const link = event.target.closest("th a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.focus();
    this.wanted = true;
    this.open();
  }

  soon(delay = SOON) {
    clearTimeout(this.timer);
    if (this.isOpen) this.timer = setTimeout(() => this.fetch(), delay);
  }

  // Of the cell where the person was last, also while they are in here.
  address(row) {
    const { grid } = this;
    if (grid.place?.parentElement === row && grid.lineUrl(grid.place)) return grid.lineUrl(grid.place);
    const other = [...(row?.cells || [])].find((place) => grid.lineUrl(place));
    return row?.querySelector("th a[href]")?.href || grid.lineUrl(other);
  }

  async fetch() {
    const address = this.address(this.grid.currentRow || this.grid.lines[0]);
    this.asked?.abort();
    if (!address) return;
    this.asked = new AbortController();
    try {
      const answer = await fetch(`${address}?beside`, { redirect: "manual", signal: this.asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.line.innerHTML = await answer.text();
    } catch (problem) {
      if (problem.name !== "AbortError") this.line.textContent = this.grid.words.lineOffline;
    }
  }
}
