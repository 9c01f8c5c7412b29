// Optional: the list of arms works without this file. It saves round trips, keeps ticks in the address, says counts aloud.
const browse = document.getElementById("browse");
const live = document.querySelector("[data-found-live]");

// Ticks: the boxes of this page and the hidden fields of others.
function ticks() {
  return [...browse.querySelectorAll('[data-list] input[name="arm"]:is(:checked, [type="hidden"])')];
}

// An address with the ticks as they are now. Everything else in it is the server's.
function withTicks(href) {
  const url = new URL(href, location.href);
  url.searchParams.delete("tick");
  for (const tick of ticks()) url.searchParams.append("tick", tick.value);
  return url.pathname + url.search.replaceAll("%3A", ":") + url.hash;
}

function showTray() {
  const list = browse.querySelector("[data-tray-names]");
  const count = browse.querySelector("[data-tray-count]");
  const go = browse.querySelector("[data-tray-go]");
  if (!list) return;
  const chosen = ticks();
  count.textContent = chosen.length;
  go.disabled = chosen.length < 2 || chosen.length > 12;
  browse.querySelector("[data-tray-hint]").textContent =
    chosen.length > 12 ? `at most 12: untick ${chosen.length - 12}` : "2 to 12 can be compared";
  const names = chosen.slice(0, 6).map((tick) => {
    const item = document.createElement("li");
    const label = document.createElement("span");
    label.className = "hint";
    label.textContent = tick.dataset.label.length > 28 ? `${tick.dataset.label.slice(0, 27)}…` : tick.dataset.label;
    item.append(`${tick.dataset.name} `, label);
    return item;
  });
  if (chosen.length > names.length) {
    const more = document.createElement("li");
    more.className = "tray-more";
    more.textContent = `and ${chosen.length - names.length} more`;
    names.push(more);
  }
  list.replaceChildren(...names);
}

function ticksChanged() {
  showTray();
  history.replaceState(history.state, "", withTicks(location.href));
}

document.addEventListener("change", (event) => {
  if (event.target.name === "arm") ticksChanged();
});

function tickAll(on) {
  for (const box of browse.querySelectorAll('[data-list] input[type="checkbox"][name="arm"]')) box.checked = on;
  if (!on) for (const field of browse.querySelectorAll('[data-list] input[type="hidden"][name="arm"]')) field.remove();
  ticksChanged();
}

// Links that lead to another state of this list are fetched in part; with a modifier key they are plain links.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#browse a[href]");
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.matches("[data-tick-all], [data-tick-none]")) {
    event.preventDefault();
    tickAll(link.matches("[data-tick-all]"));
  } else if (link.matches("[data-keep]") && window.htmx) {
    event.preventDefault();
    const toTop = link.closest(".pager") !== null;
    htmx.ajax("GET", withTicks(link.href), { source: link, target: "#browse", swap: "innerHTML" }).then(() => {
      if (toTop) browse.scrollIntoView();
    });
  } else if (link.matches("[data-keep]")) {
    link.href = withTicks(link.href);
  }
});

// Forms send the ticks as they are, and no empty fields.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, elt } = event.detail;
  if (!elt.matches("form")) return;
  delete parameters.tick;
  for (const [name, value] of Object.entries(parameters)) if (value === "") delete parameters[name];
  const chosen = ticks().map((tick) => tick.value);
  if (chosen.length) parameters.tick = chosen;
});

// What is folded stays folded, focus stays where it was, the new count is said.
const folds = new Map();
let focused = "";
let panel = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== browse) return;
  for (const fold of browse.querySelectorAll("details[id]")) folds.set(fold.id, fold.open);
  focused = browse.contains(document.activeElement) ? document.activeElement.id || "found" : "";
  panel = document.activeElement.closest?.("details.panel")?.id ?? "";
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== browse) return;
  for (const fold of browse.querySelectorAll("details[id]")) {
    if (folds.has(fold.id)) fold.open = folds.get(fold.id);
  }
  if (focused && !browse.contains(document.activeElement)) {
    // An option that a search in its filter has taken away: the first of those that are left.
    const left = panel && document.querySelector(`[id="${panel}"] :is(.facet ul input:enabled, .facet-find, summary)`);
    (document.getElementById(focused) ?? left ?? document.getElementById("found"))?.focus({ preventScroll: true });
  }
  showTray();
  live.textContent = document.getElementById("found")?.textContent ?? "";
});

// If a part cannot be fetched, the whole page is.
for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
}

showTray();
