// Whether a file is the issued paper: its hash is computed here, and nothing leaves the device.
// Without this script, or without a secure address, the page says how to compare by hand.

const place = document.querySelector("[data-verify]");
const drop = place.querySelector("[data-verify-drop]");
const chooser = place.querySelector("input[type=file]");
const own = place.querySelector("[data-verify-own]");
const answers = [...place.querySelectorAll("[data-answer]")];
const LARGEST = 500 * 1024 * 1024;
let latest = 0; // a second file may be chosen while the first is read

if (globalThis.crypto?.subtle) {
  drop.hidden = false;
  place.querySelector("[data-verify-alone]").hidden = true;
}

chooser.addEventListener("change", () => {
  if (chooser.files.length) compare(chooser.files[0]);
});

// A file may be dropped anywhere on the page: beside the frame it would replace the page.
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (drop.hidden || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") compare(event.dataTransfer.files.length === 1 ? event.dataTransfer.files[0] : null);
  });
}

async function compare(file) {
  const turn = ++latest;
  show("busy");
  try {
    if (!file || file.size > LARGEST) throw new Error("not one file that can be read");
    const answer = await judged(await file.arrayBuffer());
    if (turn === latest) show(answer.name, answer, file.name);
  } catch {
    if (turn === latest) show("unread");
  }
}

async function judged(content) {
  const size = Number(place.dataset.size);
  const hash = await sha256(content);
  if (hash === place.dataset.sha256) return { name: "same", hash };
  const known = answers.find((one) => one.dataset.sha256 === hash);
  if (known) return { name: known.dataset.answer, hash };
  if (content.byteLength > size && (await sha256(content.slice(0, size))) === place.dataset.sha256) {
    return { name: "more", hash };
  }
  return { name: "different", hash };
}

async function sha256(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function show(name, answer = {}, filename = "") {
  let isShown = false; // copies of several units may be the same file: the first says it
  for (const one of answers) {
    const isIt = !isShown && one.dataset.answer === name && (one.dataset.sha256 ?? answer.hash) === answer.hash;
    one.hidden = !isIt;
    isShown ||= isIt;
    if (isIt && filename) for (const words of one.querySelectorAll("[data-verify-name]")) words.textContent = filename;
  }
  own.hidden = !answer.hash;
  own.querySelector("span").textContent = answer.hash ?? "";
}
