// Which lines are shown, and going to the next one that asks for something.

export class Filters {
  constructor(grid) {
    this.grid = grid;
    this.chips = [...grid.root.querySelectorAll("[data-grid-filter]")];
    this.flag = this.chips.find((chip) => chip.ariaCurrent)?.dataset.gridFilter || "";
    for (const chip of this.chips) {
      chip.addEventListener("click", (event) => {
        event.preventDefault();
        this.choose(chip.dataset.gridFilter);
      });
    }
    grid.root.querySelector("[data-grid-all]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.choose("");
    });
    const next = grid.root.querySelector("[data-grid-next]");
    if (next) {
      next.hidden = false;
      next.addEventListener("click", () => this.next(1));
    }
  }

  choose(flag) {
    this.flag = flag;
    for (const chip of this.chips) {
      if (chip.dataset.gridFilter === flag) chip.ariaCurrent = "true";
      else chip.removeAttribute("aria-current");
    }
    this.apply();
    const address = new URL(location);
    if (flag) address.searchParams.set("show", flag);
    else address.searchParams.delete("show");
    history.replaceState(null, "", address);
  }

  // A section is shown when something below it is.
  apply() {
    const open = []; // the sections around the row, by level
    for (const row of this.grid.body.rows) {
      const level = Number(/level-(\d)/.exec(row.className)?.[1] || 1);
      open.length = level;
      if (!("flags" in row.dataset)) {
        row.hidden = Boolean(this.flag);
        open[level] = row;
        continue;
      }
      row.hidden = Boolean(this.flag) && !carries(row, this.flag);
      if (!row.hidden) for (const section of open) if (section) section.hidden = false;
    }
    this.grid.root.querySelector("[data-grid-none]")?.toggleAttribute("hidden", this.grid.lines.length > 0);
    this.grid.emit("filtered");
  }

  // The next line of the chosen filter; without one the next that is not scored, or not reviewed.
  next(by) {
    const { grid } = this;
    const flag = this.flag || (grid.round === "review" ? "unreviewed" : "unscored");
    const rows = by > 0 ? grid.lines : grid.lines.reverse();
    const here = rows.indexOf(grid.currentRow);
    const ordered = [...rows.slice(here + 1), ...rows.slice(0, here + 1)];
    const row = ordered.find((one) => carries(one, flag));
    if (row) grid.goTo(this.placeIn(row, flag));
    else grid.emit("none");
  }

  // In the line the cell that lacks something: a result before points, a text where evidence is missing.
  placeIn(row, flag) {
    const places = [...row.cells].filter((place) => this.grid.input(place));
    const own = places.filter((place) => carries(place, flag)); // in the bloc's table each cell is another sheet's
    const column = own.find((place) => place.cellIndex === this.grid.place?.cellIndex);
    if (own.length) return column || own[0];
    const cells = places.map((place) => this.grid.input(place));
    const wanted = flag === "unproved" ? cells.find((cell) => cell.isText) : cells.find((cell) => !cell.value);
    return (wanted || cells[0])?.place || row.cells[1];
  }
}

function carries(row, flag) {
  return (row.dataset.flags || "").split(" ").includes(flag);
}
