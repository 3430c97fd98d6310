// The page for the projector. It shows one item of the agenda, or who signs; a secretary moves it by keyboard.
// Without connection it goes on: what is done stands in a queue kept by the browser, and is sent in order later.
const EVERY = 3000; // milliseconds between two questions to the server
const AHEAD = 3; // how many of the next items are shown
const LONG = 60; // letters of a name that is written smaller

const body = document.querySelector("[data-screen]");
const { actUrl, stateUrl } = body.dataset;
const store = `screen-${body.dataset.screen}`;
const may = "editable" in body.dataset;
const items = [...document.querySelectorAll("[data-item]")];
const signers = [...document.querySelectorAll("[data-signer]")];
const help = document.querySelector("[data-help]");
const one = (name) => document.querySelector(`[data-${name}]`);

let state = JSON.parse(body.dataset.state);
let queue = kept();
let etag = "";
let acts = 0; // an answer to a question asked before the last act is old
let busy = false;
let again = false; // something was done while the page was talking

function kept() {
  try {
    return JSON.parse(localStorage.getItem(store)) || [];
  } catch {
    return [];
  }
}

function keep() {
  try {
    if (queue.length) localStorage.setItem(store, JSON.stringify(queue));
    else localStorage.removeItem(store);
  } catch {
    // Then it holds as long as the page stands.
  }
}

// --- what is shown ---
const place = () => items.findIndex((item) => Number(item.dataset.item) === state.current);
const isSigned = (signer) => state.signed.includes(Number(signer.dataset.signer));
const turn = () => signers.find((signer) => !isSigned(signer));
const isSigning = () => place() >= 0 && "signing" in items[place()].dataset;

function hint(name, shown = true) {
  const line = one(`hint="${name}"`);
  if (line) line.hidden = !shown;
}

function render() {
  const now = place();
  body.dataset.mode = now < 0 ? "opening" : isSigning() && signers.length ? "signing" : "agenda";
  items.forEach((item, at) => {
    item.classList.toggle("is-now", at === now);
    item.classList.toggle("is-next", at > now && at <= now + AHEAD);
    item.toggleAttribute("aria-current", at === now);
  });
  for (const signer of signers) signer.classList.toggle("is-signed", isSigned(signer));
  if (signers.length) renderTurn(turn());
}

function renderTurn(next) {
  for (const signer of signers) signer.classList.toggle("is-turn", signer === next);
  one("signed").textContent = signers.filter(isSigned).length;
  one("turn").hidden = !next;
  one("all-signed").hidden = Boolean(next);
  if (!next) return;
  const name = next.querySelector(".unit-name").textContent;
  one("turn").classList.toggle("is-long", name.length > LONG);
  one("turn-unit").textContent = name;
  one("turn-signer").textContent = next.querySelector("[data-by]").textContent;
  one("turn-office").textContent = next.querySelector("[data-office]")?.textContent ?? "";
}

// --- what is done: at once here, then by the server ---
function apply({ act, pk }) {
  if (act === "show") state.current = pk;
  if (act === "sign" && !state.signed.includes(pk)) state.signed.push(pk);
  if (act === "unsign") state.signed = state.signed.filter((signed) => signed !== pk);
}

function take(act, pk) {
  const done = { act, pk, at: new Date().toISOString() };
  acts += 1;
  queue.push(done);
  apply(done);
  keep();
  hint("early", false);
  hint("refused", false);
  render();
  talk();
}

function move(by) {
  const to = Math.min(items.length - 1, Math.max(-1, place() + by));
  if (to !== place()) take("show", to < 0 ? null : Number(items[to].dataset.item));
}

function sign() {
  if (!("signable" in body.dataset)) return;
  if ("hasSigning" in body.dataset && !isSigning()) return hint("early");
  const next = turn();
  if (next) take("sign", Number(next.dataset.signer));
}

function undo() {
  if (!("signable" in body.dataset)) return;
  const last = signers.filter(isSigned).pop();
  if (last) take("unsign", Number(last.dataset.signer));
}

// --- talking with the server ---
function token() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : one("screen").querySelector("[name=csrfmiddlewaretoken]").value;
}

function post({ act, pk, at }) {
  return fetch(actUrl, {
    method: "POST",
    body: new URLSearchParams({ act, pk: pk ?? "", at }),
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    redirect: "manual",
  });
}

function ask() {
  const headers = { Accept: "application/json" };
  if (etag) headers["If-None-Match"] = etag;
  return fetch(stateUrl, { headers, cache: "no-store", redirect: "manual" });
}

async function talk() {
  again = busy;
  if (busy) return;
  busy = true;
  try {
    const before = acts;
    while (queue.length && (await sent(queue[0])));
    if (!queue.length) await hear(before);
  } catch {
    hint("offline");
  }
  busy = false;
  if (again) talk();
}

// Whether the act has arrived or was refused for good; else it stays in the queue.
async function sent(done) {
  const answer = await post(done);
  if (!reached(answer)) return false;
  if (!answer.ok) hint("refused");
  queue.shift();
  keep();
  etag = "";
  return true;
}

async function hear(before) {
  const answer = await ask();
  if (!reached(answer) || !answer.ok) return;
  const heard = await answer.json();
  if (queue.length || before !== acts) return;
  etag = answer.headers.get("ETag") || "";
  if (heard.shape !== state.shape) return location.reload();
  state = heard;
  render();
}

// Whether the server itself answered, and to somebody whom it knows.
function reached(answer) {
  const login = answer.type === "opaqueredirect";
  hint("login", login);
  hint("offline", !navigator.onLine || (!login && answer.status >= 500));
  return !login && answer.status < 500;
}

// --- keys, buttons ---
const doings = {
  next: () => move(1),
  previous: () => move(-1),
  sign,
  undo,
  full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  help: () => (help.open ? help.close() : help.showModal()),
};
const keys = {
  ArrowRight: "next",
  ArrowDown: "next",
  PageDown: "next",
  " ": "next",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  PageUp: "previous",
  s: "sign",
  u: "undo",
  f: "full",
  "?": "help",
};
const FOR_ALL = ["full", "help"];

document.addEventListener("keydown", (event) => {
  const name = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const pressing = event.key === " " && event.target.closest("button, a");
  if (!name || event.ctrlKey || event.altKey || event.metaKey || pressing) return;
  if (!may && !FOR_ALL.includes(name)) return;
  if (help.open && name !== "help") return;
  event.preventDefault();
  if (!event.repeat) doings[name]();
});

for (const button of document.querySelectorAll("[data-do]")) {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    doings[button.dataset.do]();
    button.blur(); // the space bar goes on with the agenda
  });
}

// A unit that signs out of turn, or was marked by mistake, is clicked.
if ("signable" in body.dataset) {
  for (const signer of signers) {
    signer.addEventListener("click", () => {
      if (isSigning()) take(isSigned(signer) ? "unsign" : "sign", Number(signer.dataset.signer));
    });
  }
}

addEventListener("online", talk);
addEventListener("offline", () => hint("offline"));
document.addEventListener("visibilitychange", () => document.hidden || talk());
setInterval(() => document.hidden || talk(), EVERY);

queue.forEach(apply);
body.classList.add("is-live");
render();
talk();
