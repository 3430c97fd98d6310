// What is typed and not saved yet is kept on this computer, for this person and this sheet only, until the server
// says in so many words that it is saved. A closed tab, a log-in that ran out or a dead line lose nothing.

const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

export class Drafts {
  constructor(person, round) {
    this.prefix = `grid:${person}:${round}:`;
    this.memory = new Map(); // where the browser keeps nothing
  }

  read(url) {
    try {
      const kept = JSON.parse(localStorage.getItem(this.prefix + url) || "{}");
      const fresh = Object.entries(kept).filter(([, draft]) => Date.now() - draft.at < KEPT_FOR);
      return Object.fromEntries(fresh);
    } catch {
      return this.memory.get(url) || {};
    }
  }

  write(url, drafts) {
    this.memory.set(url, drafts);
    try {
      if (Object.keys(drafts).length) localStorage.setItem(this.prefix + url, JSON.stringify(drafts));
      else localStorage.removeItem(this.prefix + url);
    } catch {
      // Then it is kept as long as the page is open.
    }
  }

  keep(cell) {
    const draft = { value: cell.value, seal: cell.seal, at: Date.now(), line: cell.lineName };
    this.write(cell.url, { ...this.read(cell.url), [cell.key]: draft });
  }

  drop(url, key) {
    const { [key]: _gone, ...rest } = this.read(url);
    this.write(url, rest);
  }
}
