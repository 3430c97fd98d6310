// What became of the last entries, always in the same place: saving, saved at 14:05, not saved and why.

export class Status {
  constructor(grid) {
    this.grid = grid;
    this.kind = "";
    this.values = {};
    const find = (name) => grid.root.querySelector(`[data-grid-${name}]`);
    this.place = find("state");
    this.buttons = { again: find("again"), login: find("log-in"), problem: find("problem") };
    this.note = "";
  }

  set(kind, values = {}) {
    this.kind = kind;
    this.values = values;
    this.note = "";
  }

  // A word about something that was done: undone, pasted.
  say(words) {
    this.note = words;
    this.write(words, "said");
  }

  show(unsaved, problems) {
    if (!this.place) return;
    const { kind } = this;
    const stuck = ["offline", "login", "stopped", "forbidden"].includes(kind) && unsaved > 0;
    this.buttons.again.hidden = !(stuck && (kind === "offline" || kind === "login"));
    this.buttons.login.hidden = !(stuck && kind === "login");
    this.buttons.problem.hidden = stuck || !problems.length;
    this.problem = problems[0];
    if (stuck) this.write(this.stuck(unsaved), kind);
    else if (kind === "saving") this.write(this.grid.words.saving, kind);
    else if (problems.length) this.write(this.grid.say("problems", { count: problems.length }), "problems");
    else if (unsaved) this.write(this.grid.say("unsaved", { count: unsaved }), "unsaved");
    else if (this.note) this.write(this.note, "said");
    else if (kind === "saved") this.write(this.grid.say("saved", this.values), kind);
    else this.write("", "");
  }

  stuck(count) {
    const { words } = this.grid;
    const sentence = this.kind === "forbidden" ? words.forbidden : this.values.sentence;
    const name = { offline: "offline", login: "login" }[this.kind] || "stopped";
    return this.grid.say(name, { count, sentence });
  }

  write(words, look) {
    if (!this.place) return;
    this.place.hidden = false;
    this.place.dataset.look = look;
    if (this.place.textContent !== words) this.place.textContent = words;
  }
}
