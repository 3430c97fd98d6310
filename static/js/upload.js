// Files of evidence: sent as soon as they are chosen, each in a request of its own that shows how far it is.
// Without this script the same form sends them with its button.

const place = document.querySelector("[data-upload]");
const form = place.closest("form");
const chooser = place.querySelector("input[type=file]");
const list = place.querySelector("[data-upload-list]");
const spare = place.querySelector("[data-upload-row]").content.firstElementChild;
const words = place.dataset;
const single = "uploadSingle" in words;
const waiting = [];
let sending = null;
let refused = false;

const button = form.querySelector("[data-upload-send]");
if (button) button.hidden = true;

chooser.addEventListener("change", () => {
  if (single) list.replaceChildren();
  for (const file of chooser.files) queue(file);
  chooser.value = ""; // what is on its way is not sent once more with the form
});

// Files may be dropped anywhere on the form.
for (const kind of ["dragover", "dragleave", "drop"]) {
  form.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    place.classList.toggle("is-over", kind === "dragover");
    if (kind !== "drop") return;
    const files = [...event.dataTransfer.files];
    if (single) list.replaceChildren();
    for (const file of single ? files.slice(0, 1) : files) queue(file);
  });
}

function queue(file) {
  const row = spare.cloneNode(true);
  row.querySelector(".upload-name").textContent = file.name;
  list.append(row);
  const item = { file, row, part: (name) => row.querySelector(`[data-upload-${name}]`) };
  item.part("cancel").addEventListener("click", () => cancel(item));
  item.part("again").addEventListener("click", () => {
    item.part("again").hidden = true;
    item.part("cancel").hidden = false;
    row.classList.remove("is-error");
    waiting.push(item);
    next();
  });
  if (file.size > Number(words.limit)) return fail(item, words.large);
  waiting.push(item);
  next();
}

function next() {
  if (sending || !waiting.length) return;
  sending = waiting.shift();
  busy(true);
  send(sending);
}

function busy(is) {
  for (const one of form.querySelectorAll("[data-upload-wait]")) one.disabled = is;
}

function send(item) {
  const request = new XMLHttpRequest();
  const data = new FormData();
  item.request = request;
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("file", item.file);
  request.open("POST", words.upload);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    const percent = Math.floor((100 * event.loaded) / event.total);
    item.row.querySelector("progress").value = percent;
    tell(item, percent < 100 ? words.sending.replace("%(percent)s", percent) : words.checking);
  });
  request.addEventListener("load", () => answered(item, request));
  request.addEventListener("error", () => fail(item, words.lost, true));
  request.addEventListener("abort", () => item.row.remove());
  request.addEventListener("loadend", () => {
    sending = null;
    if (waiting.length) return next();
    busy(false);
    finished();
  });
  request.send(data);
}

function answered(item, request) {
  let answer;
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    // Whoever is logged out is sent to a page, not to an answer.
    return fail(item, request.status === 200 || request.status === 403 ? words.login : words.lost, true);
  }
  if (answer.error) {
    const link = item.part("same");
    if (answer.same) {
      link.hidden = false;
      link.href = answer.same.url;
      item.part("link").hidden = !words.line;
      item.part("link").href = `${words.line}?document=${answer.same.id}`;
    }
    return fail(item, answer.error);
  }
  item.row.classList.add("is-done");
  item.row.querySelector("progress").hidden = true;
  item.part("cancel").hidden = true;
  tell(item, `${words.done}: ${answer.kind}, ${answer.size}`);
  if (single) return keep(item, answer);
  item.next = answer.next;
  item.part("next").href = answer.next;
  item.part("next").hidden = false;
}

// The form goes on with the file that has come in, in the place of another.
function keep(item, answer) {
  const kept = form.querySelector("[data-upload-kept]");
  const row = form.querySelector("[data-upload-kept-row]").content.firstElementChild.cloneNode(true);
  const [box, label] = row.children;
  box.value = answer.id;
  box.id = `kept-${answer.id}`;
  label.htmlFor = box.id;
  label.textContent = label.textContent.replace("%(name)s", answer.name).replace("%(size)s", answer.size);
  kept.replaceChildren(row);
  item.row.remove();
  preview(answer);
  const title = form.elements.title;
  if (title && !title.value) title.value = answer.name.replace(/\.[^.]+$/, "").replace(/[_\s]+/g, " ");
}

// What is typed about a document can be read off it.
function preview(answer) {
  const beside = form.parentElement;
  beside.querySelector(".preview")?.remove();
  if (!answer.shown) return;
  const shown = beside.querySelector("[data-upload-preview]").content.firstElementChild.cloneNode(true);
  shown.querySelector("iframe").src = `${answer.shown}#navpanes=0&view=FitH`;
  form.after(shown);
}

function tell(item, text) {
  item.row.querySelector(".upload-state").textContent = text;
}

function fail(item, text, again = false) {
  refused = true;
  item.row.classList.add("is-error");
  item.row.querySelector("progress").hidden = !again;
  item.row.querySelector("progress").value = 0;
  item.part("cancel").hidden = true;
  item.part("again").hidden = !again;
  tell(item, text);
}

function cancel(item) {
  if (item === sending) return item.request.abort();
  waiting.splice(waiting.indexOf(item), 1);
  item.row.remove();
}

// In the library: one file goes on to its description, several are listed with what waits for one.
function finished() {
  if (single || refused || !list.children.length) return;
  const [first, ...others] = [...list.querySelectorAll("[data-upload-next]")];
  location.assign(others.length || !first ? location.href.split("#")[0] : first.href);
}

addEventListener("beforeunload", (event) => {
  if (sending) event.preventDefault();
});
