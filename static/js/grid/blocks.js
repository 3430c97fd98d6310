// A block from a spreadsheet: rows and columns of texts, and the cells of the grid on which they would come to lie.

import { lineName } from "./cells.js";

// Tab-separated text as Excel and LibreOffice copy it: a cell with a tab, a line break or a quote stands in quotes.
export function parsed(text) {
  const rows = [[]];
  const cell = /("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/y;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  let at = 0;
  while (at <= plain.length) {
    cell.lastIndex = at;
    const found = cell.exec(plain) || /([^\t\n]*)(\t|\n|$)/.exec(plain.slice(at));
    rows.at(-1).push(unquoted(found[1]).trim());
    at += found[0].length;
    if (found[2] === "\n") rows.push([]);
    if (found[2] === "") break;
  }
  return rows;
}

function unquoted(text) {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1).replaceAll('""', '"') : text;
}

export function isBlock(rows) {
  return rows.length > 1 || rows[0].length > 1;
}

// The same figure, written in another way?
export function same(one, other) {
  const figure = (text) => (text.trim() === "" ? NaN : Number(text.trim().replace(",", ".")));
  return one.trim() === other.trim() || figure(one) === figure(other);
}

// Where a block comes to lie from a place on: on the lines only, or on every row as they stand on the screen.
// A block that was copied from the same table has rows for the sections; it is told by what falls on them.
export class Laid {
  constructor(grid, rows, place, withSections) {
    Object.assign(this, { grid, rows, place });
    this.hasSections = this.below(grid.rows).slice(0, rows.length).some((row) => !("flags" in row.dataset));
    this.withSections = withSections ?? (this.hasSections && this.fitsSections());
    this.changes = [];
    this.problems = [];
    this.lay();
  }

  below(rows) {
    return rows.filter((row) => row === this.place.parentElement || this.follows(row));
  }

  follows(row) {
    return Boolean(this.place.parentElement.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  fitsSections() {
    const below = this.below(this.grid.rows);
    if (this.rows.length > below.length) return false;
    return this.rows.every((texts, down) => {
      if ("flags" in below[down].dataset) return true;
      return texts.every((text, right) => this.isHarmless(text, below[down].cells[this.place.cellIndex + right]));
    });
  }

  // What may fall on a place that cannot be typed in: nothing, or what stands there already.
  isHarmless(text, place) {
    return text === "" || (place && same(text, place.textContent));
  }

  lay() {
    const below = this.below(this.withSections ? this.grid.rows : this.grid.lines);
    const width = Math.max(...this.rows.map((texts) => texts.length));
    const room = this.place.parentElement.cells.length - this.place.cellIndex;
    if (this.rows.length > below.length) this.overrun("pasteRows", this.rows.length, below.length);
    if (width > room) this.overrun("pasteColumns", width, room);
    if (this.problems.length) return;
    this.rows.forEach((texts, down) => this.layRow(texts, below[down]));
    const sheets = new Set(this.changes.map(({ cell }) => cell.url));
    if (sheets.size > 1) this.problems.push(this.grid.words.pasteSheets); // all or nothing is the promise of one sheet
    if (!sheets.size && !this.problems.length) this.problems.push(this.grid.words.pasteClosed);
  }

  overrun(name, count, room) {
    this.problems.push(this.grid.say(name, { count, room }));
  }

  layRow(texts, row) {
    const isSection = !("flags" in row.dataset);
    texts.forEach((text, right) => {
      const place = row.cells[this.place.cellIndex + right];
      const cell = this.grid.input(place);
      if (cell) this.changes.push({ cell, before: cell.value, after: text });
      else if (!isSection && !this.isHarmless(text, place)) this.closed(row, place, text);
    });
  }

  closed(row, place, value) {
    const column = this.grid.table.tHead.rows[0].cells[place.cellIndex].textContent.trim();
    const sentence = this.grid.words.pasteClosed;
    this.problems.push(this.grid.say("pasteCell", { line: lineName(row), column, value, sentence }));
  }
}
