// Entries in the order they were made, so that the last ones can be taken back, and made again.

const LEVELS = 200;

export class Entries {
  constructor(grid, saving, status) {
    Object.assign(this, { grid, saving, status });
    this.done = [];
    this.undone = [];
  }

  // A cell was left: what was typed in it becomes an entry, and is saved.
  enter(cell) {
    if (cell.value === cell.entered) return;
    this.note([{ cell, before: cell.entered, after: cell.value }]);
    cell.entered = cell.value;
    this.saving.queue(cell);
  }

  note(changes) {
    this.done.push(changes);
    this.undone = [];
    if (this.done.length > LEVELS) this.done.shift();
  }

  undo() {
    return this.turn(this.done, this.undone, "before", "undoNothing");
  }

  redo() {
    return this.turn(this.undone, this.done, "after", "redoNothing");
  }

  async turn(from, to, side, nothing) {
    const changes = from.pop();
    if (!changes) {
      this.status.say(this.grid.words[nothing]);
      return;
    }
    to.push(changes);
    const values = new Map(changes.map((change) => [change.cell, change[side]]));
    this.grid.goTo(changes[0].cell.place);
    if (changes.length === 1) {
      this.put(values);
      for (const cell of values.keys()) this.saving.queue(cell);
      this.grid.current?.input.select();
    } else if (!(await this.whole(values))) {
      from.push(to.pop());
      return;
    }
    this.status.say(this.grid.say("undone", { count: changes.length }));
  }

  put(values) {
    for (const [cell, value] of values) {
      cell.value = value;
      cell.entered = value;
    }
  }

  // Many cells in one request, all or nothing; when it cannot be, everything stands as before.
  async whole(values) {
    const before = new Map([...values.keys()].map((cell) => [cell, cell.value]));
    await this.saving.flush();
    this.put(values);
    const cells = [...values.keys()];
    const answer = await this.saving.send(cells[0].url, cells, "whole");
    if (answer.kind === "answered" && answer.ok) return true;
    this.put(before);
    for (const cell of cells) this.saving.settled(cell);
    this.status.say(this.grid.say("undoRefused", { sentence: this.why(answer) }));
    return false;
  }

  why(answer) {
    if (answer.kind !== "answered") return answer.data?.sentence || this.grid.words.pasteOffline;
    const told = answer.data.cells[0];
    return told.state === "refused" ? told.sentence : this.grid.words.undoContested;
  }
}
