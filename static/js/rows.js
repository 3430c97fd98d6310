// Rows that can be added to a table of forms, and texts that grow with what is written in them.
// Without this file the table still has blank rows, and the texts have handles.
const copies = /__key__/g;

for (const form of document.querySelectorAll("[data-rows]")) {
  const button = form.querySelector("[data-add-row]");
  const spare = form.querySelector("template").innerHTML;
  const body = form.querySelector("tbody");
  let added = 0;
  button.hidden = false;
  button.addEventListener("click", () => {
    added += 1;
    body.insertAdjacentHTML("beforeend", spare.replace(copies, `js${Date.now()}${added}`));
    const row = body.lastElementChild;
    row.querySelectorAll("[data-grows]").forEach(grow);
    row.querySelector("select, textarea, input:not([type=hidden])").focus();
  });

  // Leaving with something typed and not saved is asked about by the browser.
  let touched = false;
  form.addEventListener("input", () => (touched = true));
  form.addEventListener("submit", () => (touched = false));
  addEventListener("beforeunload", (event) => {
    if (touched) event.preventDefault();
  });
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

document.querySelectorAll("[data-grows]").forEach(grow);
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-grows]")) grow(event.target);
});
