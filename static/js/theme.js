// Before the first paint: the theme the person chose, or the one the system asks for.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // A browser that keeps nothing follows the system.
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  document.documentElement.dataset.bsTheme = chosen || (dark.matches ? "dark" : "light");
})();
