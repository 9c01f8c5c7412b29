// Optional: the comparison works without this file. It saves round trips: a changed control changes figures and
// address at once, arrow keys walk through the table's values, Escape closes what stands behind one.
const CONTROLS = "#weight, #uln, #view input[name=units], #view input[name=by], #view input[name=group], #view input[name=row], #view input[name=rows]";

// The address that the form makes: what is left empty or as it always is does not need to be said.
function addressOf(form) {
  const fields = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${form.action}?${new URLSearchParams(fields)}`;
}

// Fetch a view and put it in the place of this one; focus and place stay where they were.
async function show(address, { push = true, said = "", hold = null } = {}) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("main");
  if (!fresh) { location.assign(address); return; }
  const { id, name, value } = hold ?? document.activeElement ?? {};
  const opened = [...document.querySelectorAll(".rows-choice[open], .rows-of[open]")].map((one) => one.id);
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(fresh));
  document.dispatchEvent(new Event("armwise:fresh"));
  for (const one of opened) document.getElementById(one).open = true;
  const held = id ? document.getElementById(id)
    : [...document.getElementsByName(name ?? "")].find((one) => one.value === value);
  (held ?? hold?.instead())?.focus({ preventScroll: true });
  measureHead();
  // The page knows the shortest address of what it shows; the one that was asked for also names what is as always.
  const short = document.getElementById("addr")?.value;
  if (push) history.pushState(null, "", short ? new URL(short).search : answer.url);
  // A region that has just come is not listened to: its words come a moment later.
  if (said) setTimeout(() => { document.querySelector("[data-said]").textContent = said; }, 100);
}

document.addEventListener("change", (event) => {
  const form = document.getElementById("view");
  if (!form || !event.target.matches(CONTROLS)) return;
  if (!event.target.reportValidity()) return;
  const { id, value } = event.target;
  const said = { weight: `Figures at ${value} kg`, uln: `Limits at an upper limit of normal of ${value} µmol/L` }[id];
  show(addressOf(form), { said });
});

// Tools of the columns: the focus stays on the tool that was pressed, and what it did is said.
document.addEventListener("submit", (event) => {
  const tool = event.submitter;
  if (!tool?.matches(".compare .tool")) return;
  const form = event.target;
  if (tool.name === "drop" && document.querySelectorAll(".compare .arms th").length < 3) return;
  event.preventDefault();
  const { name, value } = tool;
  const [ref, way] = value.split("~");
  const column = tool.closest("th");
  const place = [...column.parentElement.children].indexOf(column);
  const letters = [...column.querySelectorAll(".key b")].map((one) => one.textContent).join(", ");
  const said = { move: `${letters} moved ${way}`, pin: `${letters} is the reference`, drop: `${letters} removed` }[name];
  // At the end of its way the tool is gone: the column's first one; with the column gone, that of its successor.
  const instead = () => document.querySelector(`[id="col-${ref}"] ~ .tools .tool`)
    ?? [...document.querySelectorAll(".compare .arms th")].slice(0, place + 1).at(-1)?.querySelector(`[name="${name}"]`);
  const address = `${addressOf(form)}&${new URLSearchParams([[name, value]])}`;
  show(address, { said, hold: { name, value, instead } }).catch(() => location.assign(address));
});

// What folds and hides by style alone is written into the address, so that a shared link shows the same.
document.addEventListener("change", (event) => {
  if (!event.target.matches("#only-diff, .fold input")) return;
  const address = new URL(location.href);
  const { name, value, checked } = event.target;
  const kept = address.searchParams.getAll(name).filter((one) => one !== value);
  address.searchParams.delete(name);
  for (const one of checked ? [...kept, value] : kept) address.searchParams.append(name, one);
  history.replaceState(null, "", address);
  for (const other of document.querySelectorAll("#addr")) other.value = address.href;
});

// The address is there to be copied: to come to it is to select it.
document.addEventListener("focusin", (event) => { if (event.target.id === "addr") event.target.select(); });

addEventListener("popstate", () => show(location.href, { push: false }));

// Arrow keys: from value to value, past rows that are folded away.
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".compare td");
  if (!cell) return;
  if (event.key === "Escape") {
    const open = cell.querySelector("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    return;
  }
  const step = STEPS[event.key];
  if (!step || event.target.tagName !== "SUMMARY" || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...document.querySelectorAll(".compare tbody tr:not(.group)")].filter((row) => row.offsetParent !== null);
  const row = rows[rows.indexOf(cell.parentElement) + step[0]];
  const cells = row ? [...row.querySelectorAll("td")] : [];
  const next = cells[[...cell.parentElement.querySelectorAll("td")].indexOf(cell) + step[1]];
  if (!next) return;
  event.preventDefault();
  next.querySelector("summary").focus();
});

// How high the head of the table is: labels of tall rows and whatever is reached come to stand below it.
function measureHead() {
  const head = document.querySelector(".compare thead");
  if (head) document.documentElement.style.setProperty("--head", `${Math.ceil(head.offsetHeight)}px`);
}
measureHead();
addEventListener("resize", measureHead);

// Where the table scrolls sideways, a browser counts a value half under the labels as seen: what has focus comes out.
document.addEventListener("focusin", (event) => {
  const label = event.target.closest?.(".compare td")?.parentElement.querySelector("th");
  if (!label || getComputedStyle(label).position !== "sticky") return;
  const under = label.getBoundingClientRect().right + 8 - event.target.getBoundingClientRect().left;
  if (under > 0) document.querySelector(".grid-scroller").scrollLeft -= under;
});
