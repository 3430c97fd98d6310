// Small comforts of every page. Nothing here is needed to work.
const root = document.documentElement;

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.bsTheme);
    } catch {
      // Then it holds for this page only.
    }
  });
}

// A menu closes on Escape and when something outside it is clicked.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const open = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A form is sent once: a second click on the same button does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// The log-ins of the demonstration: one click fills the form.
for (const button of document.querySelectorAll("[data-fill-username]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.getElementById("id_username").value = button.dataset.fillUsername;
    document.getElementById("id_password").value = button.dataset.fillPassword;
    document.querySelector("[data-log-in]").focus();
  });
}

// On narrow screens the current tab comes into view.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.closest(".tabs");
  const beyond = tab.getBoundingClientRect().right - row.getBoundingClientRect().right;
  if (beyond > 0) row.scrollLeft += beyond;
}
