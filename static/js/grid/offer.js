// What was typed on an earlier visit and never saved comes back into its cells, and waits to be saved or discarded.

export function offer(grid, drafts, saving) {
  const urls = new Set([...grid.sheets.keys(), grid.root.dataset.cells].filter(Boolean));
  const found = [...urls].flatMap((url) => Object.entries(drafts.read(url)).map(([key, draft]) => ({ url, key, draft })));
  const back = [];
  const lost = [];
  for (const { url, key, draft } of found) {
    const split = key.lastIndexOf("-");
    const cell = grid.cell(url, key.slice(0, split), key.slice(split + 1));
    if (!cell) lost.push({ url, key, draft });
    else if (cell.value === draft.value) drafts.drop(url, key);
    else back.push({ cell, draft });
  }
  for (const { cell, draft } of back) bringBack(cell, draft, saving);
  if (back.length || lost.length) new Offer(grid, drafts, saving, back, lost);
  saving.show();
}

function bringBack(cell, draft, saving) {
  const theirs = cell.stored;
  cell.value = draft.value;
  cell.entered = draft.value;
  cell.state = "edited";
  if (draft.seal !== cell.seal) saving.ask(cell, { theirs, seal: cell.seal, by: "", own: false, time: "" });
}

class Offer {
  constructor(grid, drafts, saving, back, lost) {
    Object.assign(this, { grid, drafts, saving, back, lost });
    const find = (name) => grid.root.querySelector(`[data-grid-drafts${name}]`);
    this.box = find("");
    this.words = find("-words");
    this.save = find("-save");
    this.save.addEventListener("click", () => this.take());
    find("-drop").addEventListener("click", () => this.discard());
    grid.on("saved", () => this.show());
    this.box.hidden = false;
    this.show();
  }

  get waiting() {
    return this.back.filter(({ cell }) => cell.isChanged);
  }

  show() {
    const { grid, lost, waiting } = this;
    const latest = Math.max(...waiting.map(({ draft }) => draft.at));
    const sentences = [];
    if (waiting.length) sentences.push(grid.say("drafts", { time: moment(latest), count: waiting.length }));
    if (lost.length) sentences.push(grid.say("draftsLost", { lines: lost.map(({ draft }) => `${draft.line}: ${draft.value}`).join("; ") }));
    this.words.textContent = sentences.join(" ");
    this.save.hidden = !waiting.length;
    this.save.textContent = grid.say("draftsSave", { count: waiting.length });
    if (!sentences.length) this.box.hidden = true;
  }

  take() {
    for (const { cell } of this.waiting) this.saving.queue(cell);
    this.saving.again();
  }

  discard() {
    for (const { url, key } of this.lost) this.drafts.drop(url, key);
    for (const { cell } of this.waiting) {
      cell.value = cell.stored;
      cell.entered = cell.stored;
      this.saving.settled(cell);
    }
    this.lost = [];
    this.box.hidden = true;
  }
}

function moment(time) {
  const two = (number) => String(number).padStart(2, "0");
  const at = new Date(time);
  return `${two(at.getHours())}:${two(at.getMinutes())} ${two(at.getDate())}/${two(at.getMonth() + 1)}`;
}
