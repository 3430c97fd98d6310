// The conditions of the title that is chosen in a row, beside it. Without this file they stand beside saved
// rows only, and in the list below the table.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-title]")) return;
  const words = document.querySelector(`[data-conditions-of="${event.target.value}"]`);
  let aside = event.target.parentElement.querySelector("[data-aside]");
  if (!aside) {
    aside = document.createElement("p");
    aside.className = "form-text mb-0";
    aside.dataset.aside = "";
    event.target.after(aside);
  }
  aside.textContent = words ? words.textContent : "";
});
