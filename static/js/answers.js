// Answers to the review are saved line by line, as soon as one is chosen or its text is left.
// Without this file the form and its button save the same lines.
const form = document.querySelector("[data-answers]");
const RETRY = 15_000;

class Line {
  constructor(row) {
    this.row = row;
    this.state = row.querySelector("[data-state]");
    this.errors = row.querySelector("[data-errors]");
    this.changed = false;
    this.busy = false;
    row.addEventListener("change", () => this.touch());
    row.addEventListener("input", () => this.wait());
  }

  // What is typed is not kept until the server says so.
  wait() {
    this.changed = true;
    this.say(form.dataset.unsaved, false);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), 1500);
  }

  touch() {
    this.changed = true;
    this.save();
  }

  say(words, saved) {
    this.state.textContent = words;
    this.state.classList.toggle("is-saved", saved);
  }

  fields() {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const field of this.row.querySelectorAll("input, textarea")) {
      if (field.type !== "radio" || field.checked) data.set(field.name, field.value);
    }
    return data;
  }

  send() {
    return fetch(form.dataset.answers, { method: "POST", body: this.fields() });
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy || !this.changed) return;
    this.busy = true;
    this.changed = false;
    this.say(form.dataset.saving, false);
    try {
      let answer = await this.send();
      if (answer.status === 403 && (await renewed())) answer = await this.send();
      const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (isOurs) this.told(await answer.json());
      else this.failed(form.dataset.ended);
    } catch {
      this.failed(form.dataset.offline);
      this.timer = setTimeout(() => this.save(), RETRY);
    }
    this.busy = false;
    if (this.changed && !this.halted) this.save();
  }

  failed(words) {
    this.changed = true;
    this.halted = true;
    this.say(words, false);
  }

  told(answer) {
    this.halted = false;
    if (!answer.saved) {
      this.failed(answer.refused);
      return;
    }
    const line = answer.lines[this.row.dataset.line];
    const errors = Object.values(line.errors);
    for (const seal of this.row.querySelectorAll("[data-seal]")) seal.value = line.seals[seal.dataset.seal];
    this.errors.textContent = errors.join(" ");
    if (errors.length) this.failed(form.dataset.unsaved);
    else if (!this.changed) this.say(answer.saved, true);
    document.querySelector("[data-left]").textContent = answer.left;
  }
}

// Who logged in again in another window has a new token: it is taken from a fresh copy of this page.
async function renewed() {
  const page = await fetch(location.href);
  if (!page.ok || page.redirected) return false;
  const copy = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = copy.querySelector("[data-answers] [name=csrfmiddlewaretoken]");
  if (!token) return false;
  form.elements.csrfmiddlewaretoken.value = token.value;
  return true;
}

if (form) {
  const lines = [...form.querySelectorAll("[data-line]")].map((row) => new Line(row));
  addEventListener("online", () => lines.forEach((line) => line.save()));
  let sending = false;
  form.addEventListener("submit", () => (sending = true));
  addEventListener("beforeunload", (event) => {
    if (!sending && lines.some((line) => line.changed || line.busy)) event.preventDefault();
  });
}
