// Optional: every page works without this file. It saves round trips and remembers the theme.
const root = document.documentElement;

// Dark or light: the control is hidden in the HTML, because without a script it could do nothing.
function isDark() {
  if (root.dataset.theme) return root.dataset.theme === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  const name = () => { button.textContent = isDark() ? "Light theme" : "Dark theme"; };
  button.hidden = false;
  name();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page only */ }
    name();
  });
}

// Copy what stands elsewhere on the page; the button is hidden in the HTML, because without a script it could do nothing.
function offerCopies() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
offerCopies();
document.addEventListener("armwise:fresh", offerCopies);
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    said.textContent = "Copied.";
  } catch { // plain http on another machine, or refused: mark it, so that the keys for copying do it
    if (source.select) source.select(); else getSelection().selectAllChildren(source);
    said.textContent = "Marked: now copy it with the keyboard.";
  }
});

// Ticks feed the tray, and the tray says how many there are. data-tray-min and -max default to the grid's 2 and 12.
const tray = document.querySelector("[data-tray]");
if (tray) {
  const least = Number(tray.dataset.trayMin ?? 2);
  const most = Number(tray.dataset.trayMax ?? 12);
  const form = tray.closest("form") ?? document;
  const count = tray.querySelector("[data-tray-count]");
  const go = tray.querySelector("[data-tray-go]");
  const update = () => {
    const ticked = form.querySelectorAll('input[name="arm"]:is(:checked, [type="hidden"])').length;
    if (count) count.textContent = ticked;
    if (go) go.disabled = ticked < least || ticked > most;
  };
  document.addEventListener("change", (event) => { if (event.target.name === "arm") update(); });
  document.addEventListener("reset", () => setTimeout(update));
  addEventListener("pageshow", update);
}

// On a narrow screen what is marked data-fold starts folded.
if (matchMedia("(max-width: 62rem)").matches) {
  for (const fold of document.querySelectorAll("details[data-fold]")) fold.open = false;
}
