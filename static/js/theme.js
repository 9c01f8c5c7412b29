// Before the first paint: a reader's own choice of theme, if there is one. Without it the page follows the system.
(() => {
  try {
    const saved = localStorage.getItem("theme");
    if (saved === "light" || saved === "dark") document.documentElement.dataset.theme = saved;
  } catch {
    // Storage may be forbidden: the system's theme it is.
  }
})();
