// Tables inside forms, whose rows are added, moved and taken away; and the example beside a rule, worked out anew
// by the server while its figures are typed. Without this script there are spare rows and a button.

const DELAY = 300; // milliseconds after the last key

function number(table) {
  [...table.rows].forEach((row, index) => (row.querySelector("[data-row-number]").textContent = index + 1));
}

function showButtons(scope) {
  for (const button of scope.querySelectorAll("[data-row-add], [data-row-up], [data-row-remove]")) button.hidden = false;
}

for (const field of document.querySelectorAll("[data-rows-field]")) {
  const body = field.querySelector("tbody");
  const spare = field.querySelector("template").innerHTML;
  let added = 0;
  showButtons(field);
  field.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("tr");
    if (button.matches("[data-row-add]")) {
      added += 1;
      body.insertAdjacentHTML("beforeend", spare.replaceAll("__row__", `new${added}`));
      showButtons(body.lastElementChild);
      body.lastElementChild.querySelector("input, select, textarea").focus();
    } else if (button.matches("[data-row-up]")) {
      row.previousElementSibling?.before(row);
      button.focus();
    } else if (button.matches("[data-row-remove]")) {
      (row.nextElementSibling || row.previousElementSibling)?.querySelector("input, select, textarea").focus();
      row.remove();
    }
    number(body);
    body.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const form = document.querySelector("form[data-example-url]");
const wait = new Map();
let asked = 0;

async function work(rule, place) {
  const wanted = new URLSearchParams({ rule });
  for (const [name, value] of new FormData(form)) {
    const belongs = ["maximum", "measure"].includes(name) || name.startsWith(`${rule}-`) || name.startsWith(`example-${rule}-`);
    if (belongs) wanted.append(name, value);
  }
  asked += 1;
  const mine = asked;
  const answer = await fetch(`${form.dataset.exampleUrl}?${wanted}`);
  if (answer.ok && !answer.redirected && mine === asked) place.innerHTML = await answer.text();
}

if (form) {
  for (const button of form.querySelectorAll("[data-try]")) button.hidden = true;
  form.addEventListener("input", () => {
    const rule = form.querySelector("[name=rule]:checked")?.value;
    const place = rule && form.querySelector(`[data-example="${rule}"]`);
    if (!place) return;
    clearTimeout(wait.get(form));
    wait.set(form, setTimeout(() => work(rule, place).catch(() => {}), DELAY));
  });
}
