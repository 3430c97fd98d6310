// What follows from the cells: computed points, sums, totals, what is left. The server computes; here it is shown.

import { ask } from "./asking.js";

const LOOKS = ["is-computed", "is-given", "is-missing", "is-unassigned"];
const PLAIN = /^-?\d+(?:,\d+)?$/;

export class Figures {
  constructor(grid) {
    this.grid = grid;
    this.places = new Map(); // address of the sheet and name of the figure → the place in the table
    for (const place of grid.root.querySelectorAll("[data-figure]")) {
      this.places.set(`${scope(place)} ${place.dataset.figure}`, place);
    }
  }

  update(url, data) {
    for (const [name, state] of Object.entries(data.figures || {})) {
      const place = this.places.get(`${url} ${name}`);
      if (place) this.draw(place, ...state);
    }
    for (const [line, flags] of Object.entries(data.flags || {})) this.flag(url, line, flags);
    this.fill("total", url, data.totals);
    this.fill("count", url, data.counts);
    if (data.decimals !== undefined) this.pad(url, data.decimals);
    if (data.counts) this.left(data);
    this.grid.emit("figures");
  }

  draw(place, text, css, note) {
    const input = place.querySelector(".cell");
    if (input) input.placeholder = text;
    else place.querySelector(".shown").textContent = text;
    for (const look of LOOKS) place.classList.toggle(look, css.split(" ").includes(look));
    const notes = place.querySelector(".cell-note");
    if (notes) notes.textContent = note;
  }

  flag(url, line, flags) {
    for (const row of this.grid.body.querySelectorAll(`tr[data-line="${line}"]`)) {
      const place = [...row.cells].find((one) => one.dataset.cells === url); // the bloc's table: a sheet per cell
      if (scope(row) === url) row.dataset.flags = flags;
      if (!place) continue;
      place.dataset.flags = flags;
      row.dataset.flags = [...row.cells].map((one) => one.dataset.flags || "").join(" ");
    }
  }

  fill(kind, url, values = {}) {
    for (const [name, text] of Object.entries(values)) {
      for (const place of document.querySelectorAll(`[data-${kind}="${name}"]`)) {
        if ([url, undefined].includes(scope(place))) place.textContent = text;
      }
    }
  }

  left(data) {
    const place = this.grid.root.querySelector("[data-grid-left]");
    if (!place) return;
    const review = this.grid.round === "review";
    const values = { count: review ? data.counts.unreviewed : data.counts.unscored, points: data.totals.left };
    const name = review ? "leftReview" : "left";
    place.textContent = this.grid.say(values.count ? name : `${name}None`, values);
  }

  // All points of a sheet with the same number of decimals.
  pad(url, decimals) {
    const sheet = this.grid.sheet(url);
    if (sheet.decimals === decimals) return;
    sheet.decimals = decimals;
    for (const cell of this.grid.cells) {
      if (cell.url !== url || !cell.field.endsWith("_score") || cell.isChanged || !PLAIN.test(cell.value)) continue;
      cell.stored = padded(cell.value, decimals);
      this.show(cell, cell.stored);
    }
  }

  // Someone else has changed something: their cells come in, mine stay as I typed them.
  async refresh(url) {
    const answer = await ask(`${url}?round=${this.grid.round}`);
    if (answer.kind !== "answered") return;
    const { data } = answer;
    let changed = 0;
    for (const [key, [name, text]] of Object.entries(data.cells)) {
      const split = key.lastIndexOf("-");
      const cell = this.grid.cell(url, key.slice(0, split), key.slice(split + 1));
      if (cell && cell.input.name !== name && this.bringIn(cell, name, text)) changed += 1;
    }
    this.grid.sheet(url).version = data.version;
    this.update(url, data);
    if (changed) this.grid.emit("fresh", { url, time: data.at });
  }

  // What is typed next replaces what has come into the cell that has the focus, as anywhere else.
  show(cell, text) {
    cell.value = text;
    cell.entered = text;
    if (cell === this.grid.current && !this.grid.isEditing) cell.input.select();
  }

  bringIn(cell, name, text) {
    const busy = cell === this.grid.current && this.grid.isEditing;
    if (cell.isChanged || cell.question || cell.isRefused || busy) return false; // told when it is saved
    cell.store(name, text);
    this.show(cell, text);
    cell.state = "fresh";
    setTimeout(() => cell.state === "fresh" && (cell.state = ""), 4000);
    return true;
  }
}

function scope(place) {
  return place.closest("[data-cells]")?.dataset.cells;
}

function padded(text, decimals) {
  const [whole, fraction = ""] = text.split(",");
  const kept = fraction.replace(/0+$/, "").padEnd(decimals, "0");
  return kept ? `${whole},${kept}` : whole;
}
