// A table of results: Enter and the arrows go up and down in a column, leaving unsaved is asked about.
// Without this file Enter saves.
for (const form of document.querySelectorAll("[data-entry]")) {
  const column = (field) => field.name.split("-").pop();
  const move = (field, step) => {
    const same = [...form.querySelectorAll("tbody input:not([type=hidden]), tbody select")].filter(
      (other) => column(other) === column(field),
    );
    const next = same[same.indexOf(field) + step];
    if (next) {
      next.focus();
      next.select?.();
    } else if (step > 0) {
      form.querySelector("button").focus();
    }
  };

  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("tbody input") || event.isComposing) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    move(event.target, step);
  });

  let touched = false;
  form.addEventListener("input", () => (touched = true));
  form.addEventListener("submit", () => (touched = false));
  addEventListener("beforeunload", (event) => {
    if (touched) event.preventDefault();
  });
}
