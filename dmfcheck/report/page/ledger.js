const $ = (id) => document.getElementById(id);
const claims = [...document.querySelectorAll(".claim")];
const strengths = [...$("strength").options].map((o) => o.value);

function filter() {
  const words = $("text").value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const claim of claims) {
    const text = claim.dataset.text.toLowerCase();
    const fits = words.every((word) => text.includes(word)) &&
      ["status", "strength"].every((key) => !$(key).value || claim.dataset[key] === $(key).value);
    claim.hidden = !fits;
    shown += fits;
  }
  $("count").textContent = shown + " of " + claims.length + " claims";
}

function order() {
  const key = $("order").value;
  const place = (claim) => key === "strength" ? String(strengths.indexOf(claim.dataset.strength)).padStart(3, "0") : claim.dataset[key];
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  claims.sort((a, b) => compare(place(a), place(b)) || compare(a.dataset.id, b.dataset.id));
  $("claims").append(...claims);
}

function focus() {
  let fragment = "";
  // An address that is cut off within a sign names nothing.
  try { fragment = decodeURIComponent(location.hash.slice(1)); } catch { /* it names nothing */ }
  const [kind, id] = fragment.split("=");
  const focused = claims.find((claim) => claim.dataset.id === id);
  for (const part of document.querySelectorAll("#proofs [data-claim]")) part.classList.toggle("faded", Boolean(focused) && part.dataset.claim !== id);
  if (!focused) return;
  if (focused.hidden) { $("filters").reset(); filter(); }
  if (kind === "claim") {
    focused.open = true;
    focused.scrollIntoView({ block: "start" });
    focused.querySelector("summary").focus({ preventScroll: true });
  } else {
    document.getElementById("node=" + id).scrollIntoView({ block: "center" });
  }
}

function cell(row, text, heading = false) {
  const made = document.createElement(heading ? "th" : "td");
  if (heading) made.scope = "col";
  made.textContent = text;
  row.append(made);
}

function show(place) {
  const data = JSON.parse(place.dataset.replay);
  const { heads, rows: lines, turns, words } = recompute(data);
  const verdict = document.createElement("p");
  verdict.className = "verdict";
  verdict.textContent = `Recomputed here in integers, rounded outwards: ${words === null ? "this arithmetic does not decide it" : words}.`;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  heads.slice(0, 8).forEach((name) => cell(head, name, true));
  const body = table.createTBody();
  lines.forEach((line, k) => {
    const row = body.insertRow();
    if (turns.includes(k)) row.className = "turn";
    line.slice(0, 8).forEach((x) => cell(row, text(x)));
  });
  const rows = document.createElement("div");
  rows.className = "rows wide";
  rows.tabIndex = 0;
  rows.setAttribute("role", "region");
  rows.setAttribute("aria-label", "the descent step by step");
  rows.append(table);
  place.replaceChildren(verdict, rows);
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", () => act(made));
  return made;
}

async function copy(pre, made) {
  try { await navigator.clipboard.writeText(pre.textContent); made.textContent = "copied"; }
  catch { getSelection().selectAllChildren(pre); made.textContent = "selected: copy it"; }
}

$("filters").hidden = $("keys").hidden = false;
$("filters").addEventListener("submit", (event) => event.preventDefault());
for (const id of ["text", "status", "strength"]) $(id).addEventListener("input", filter);
$("order").addEventListener("input", order);
for (const pre of document.querySelectorAll(".snippet")) pre.after(button("copy", (made) => copy(pre, made)));
for (const place of document.querySelectorAll(".replay")) place.append(button("recompute it here", () => show(place)));

addEventListener("hashchange", focus);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === "Escape") { $("filters").reset(); filter(); document.activeElement.blur(); history.replaceState(null, "", "#"); focus(); return; }
  if (typing) return;
  if (event.key === "/") { event.preventDefault(); $("text").focus(); return; }
  if (event.key !== "j" && event.key !== "k") return;
  const open = claims.filter((claim) => !claim.hidden);
  const at = open.findIndex((claim) => claim.contains(document.activeElement));
  const next = open[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), open.length - 1)];
  if (next) next.querySelector("summary").focus();
});
filter();
focus();
// Once more, since a browser that goes to an address takes the focus away at the end.
addEventListener("load", () => setTimeout(focus));
