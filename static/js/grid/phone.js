// On a phone one criterion at a time: the line with its sections above it, and the way to the next.

const NARROW = matchMedia("(max-width: 47.99rem)");

export class Phone {
  constructor(grid) {
    this.grid = grid;
    const find = (name) => grid.root.querySelector(`[data-grid-${name}]`);
    this.bar = find("single");
    this.place = find("place");
    if (!this.bar) return;
    find("before").addEventListener("click", () => this.go(-1));
    find("after").addEventListener("click", () => this.go(1));
    NARROW.addEventListener("change", () => this.draw());
    grid.on("row", () => this.draw());
    grid.on("filtered", () => this.draw());
    this.draw();
  }

  draw() {
    const { grid } = this;
    grid.root.classList.toggle("is-single", NARROW.matches);
    this.bar.hidden = !NARROW.matches;
    if (!NARROW.matches) return;
    const { lines } = grid;
    if (lines.length && !lines.includes(grid.currentRow)) {
      grid.makeCurrent(lines[0]); // which draws again
      return;
    }
    const row = lines.length ? grid.currentRow : undefined;
    const values = { place: lines.indexOf(row) + 1, count: lines.length };
    this.place.textContent = row ? grid.say("place", values) : grid.words.none;
    this.mark(row);
  }

  // The sections above the line stay as its heading.
  mark(current) {
    let level = Number(/level-(\d)/.exec(current?.className)?.[1] || 0);
    const rows = [...this.grid.body.rows];
    for (const row of rows) row.classList.remove("is-above");
    for (const row of rows.slice(0, rows.indexOf(current)).reverse()) {
      const own = Number(/level-(\d)/.exec(row.className)?.[1]);
      if ("flags" in row.dataset || own >= level) continue;
      row.classList.add("is-above");
      level = own;
    }
  }

  go(by) {
    const { lines, currentRow } = this.grid;
    const row = lines[lines.indexOf(currentRow) + by];
    if (!row) return;
    this.grid.makeCurrent(row);
    this.grid.root.scrollIntoView({ block: "start" });
  }
}
