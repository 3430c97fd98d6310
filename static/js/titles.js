// The conditions of the title that is chosen in a row, beside it. Without this file they stand beside saved
// rows only, and in the list below the table.
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-title]")) return;
  const words = document.querySelector(`[data-conditions-of="${event.target.value}"]`);
  let aside = event.target.parentElement.querySelector("[data-aside]");
  if (!aside) {
    aside = document.querySelector("[data-aside-spare]").content.firstElementChild.cloneNode(true);
    event.target.after(aside);
  }
  aside.querySelector("p").textContent = words ? words.textContent : "";
  aside.open = true;
  aside.hidden = !words;
});
