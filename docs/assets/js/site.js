/**
 * What every page does with script: the color scheme, printing, the reader's region, links to entries. It loads the
 * rest when a reader starts to use it. Without script a page lacks these conveniences and nothing else.
 */

import { readStored, store } from "./storage.js";

const root = document.documentElement;

/** Changes to the other color scheme, and remembers it where the browser allows that. */
function toggleScheme() {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.scheme = (root.dataset.scheme ?? isDark) === "dark" ? "light" : "dark";
  store("localStorage", "scheme", root.dataset.scheme);
}

/** @param {string} selector @param {() => void} act Shows buttons that need script. */
function enable(selector, act) {
  for (const button of document.querySelectorAll(selector)) {
    button.removeAttribute("hidden");
    button.addEventListener("click", act);
  }
}

enable("[data-scheme-switch]", toggleScheme);
enable("[data-print]", () => print());

/** Opens what is folded around the place that the address leads to. */
function reveal() {
  const target = document.getElementById(location.hash.slice(1));
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    fold.open = true;
    target?.scrollIntoView();
  }
}

reveal();
addEventListener("hashchange", reveal);

/**
 * Loads a script. When the site no longer has it, a new release has replaced it, and the page says so.
 * @param {string} name @returns {Promise<unknown>} rejected with `outdated` then, and with `failed` without a network
 */
const loadScript = (name) =>
  import(name).catch(async () => {
    const isGone = await fetch(new URL(name, import.meta.url), { method: "HEAD", cache: "no-store" }).then(
      ({ status }) => status === 404,
      () => false,
    );
    const offer = document.querySelector(".kb-notices [data-release]");
    if (isGone) {
      offer?.removeAttribute("hidden");
      offer?.addEventListener("click", () => location.reload());
    }
    throw isGone ? "outdated" : "failed";
  });

/** @param {object} properties of a link element for the page's head */
const addLink = (properties) =>
  document.head.append(Object.assign(document.createElement("link"), properties));

/** @param {Element | null | undefined} panel of the search @param {"searching" | "failed" | "outdated"} state */
function tell(panel, state) {
  if (!(panel instanceof HTMLElement)) return;
  const status = panel.querySelector("[role=status]");
  const reload = panel.querySelector(".kb-search__reload");
  if (status) status.textContent = panel.dataset[state] ?? "";
  if (state === "outdated") reload?.removeAttribute("hidden");
  panel.hidden = false;
}

const field = document.querySelector(".kb-search__input");
if (field instanceof HTMLInputElement) {
  const panel = field.form?.querySelector(".kb-search__panel");
  let loading = false;
  const load = () => {
    if (field.value) tell(panel, "searching");
    if (loading) return;
    loading = true;
    const { index, style } = field.form?.dataset ?? {}; // on their way while the script is
    addLink({ rel: "stylesheet", href: style });
    addLink({ rel: "preload", as: "fetch", crossOrigin: "", href: index });
    loadScript("./search.js").then(
      () => {
        field.removeEventListener("focus", load);
        field.removeEventListener("input", load);
      },
      (state) => {
        tell(panel, state);
        loading = false;
      },
    );
  };
  field.addEventListener("focus", load);
  field.addEventListener("input", load);
  panel?.querySelector(".kb-search__reload")?.addEventListener("click", () => {
    history.replaceState(null, "", `?${new URLSearchParams({ q: field.value })}`);
    location.reload();
  });
  addEventListener("keydown", (event) => {
    const typing =
      event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) field.value = query;
  if (field.value || field === document.activeElement) load(); // a reader may have been faster than this script
}

const IDLE = 5000;
const INPUT = ["pointermove", "pointerdown", "keydown", "scroll"];

/**
 * Loads a script as soon as the reader does anything, or has read for a while: a page opens lighter without it.
 * @param {string} name @param {() => void} [failed]
 */
function loadSoon(name, failed) {
  const begin = () => loadScript(name).catch(failed);
  for (const event of INPUT) addEventListener(event, begin, { passive: true, once: true });
  setTimeout(begin, IDLE);
  if (scrollY) begin(); // a reader may have been faster than this script
}

// The former address of a page: to the new one at once, and to the same place in it.
const moved = document.querySelector(".kb-page--moved a");
if (moved instanceof HTMLAnchorElement) location.replace(moved.href.replace(/#.*|$/, () => location.hash));

// A tool: a form that nothing but its script can serve, which loads when a reader starts to use it.
for (const tool of document.querySelectorAll("form[data-script]")) {
  if (!(tool instanceof HTMLFormElement)) continue;
  const status = tool.querySelector("[role=status]");
  const start = () =>
    loadScript(new URL(tool.dataset.script ?? "", location.href).href).catch(() => {
      if (status) status.textContent = tool.dataset.failed ?? "";
    });
  tool.addEventListener("focusin", start);
  tool.addEventListener("submit", () => {
    tool.dataset.asked = "";
    if (status && !status.textContent) status.textContent = tool.dataset.waiting ?? "";
    start();
  });
  tool.hidden = false;
}

const region = document.querySelector(".kb-region-choice");
region?.removeAttribute("hidden");
region?.addEventListener("change", ({ target }) => {
  // At once, as the reader may go on before the script is there.
  if (target instanceof HTMLSelectElement) store("localStorage", "region", target.value);
  loadScript("./region.js");
});
if (readStored("localStorage", "region")) loadScript("./region.js");

// A link to an entry that is tapped before its script is there waits for it.
if (document.querySelector(".kb-copy")) {
  const wait = (/** @type {MouseEvent} */ event) => {
    const link = event.target;
    if (!(link instanceof HTMLElement && link.matches(".kb-copy"))) return;
    event.preventDefault();
    const click = () => {
      removeEventListener("click", wait);
      link.click();
    };
    loadScript("./entries.js").then(click, click);
  };
  addEventListener("click", wait);
  loadSoon("./entries.js");
}

const guided = document.querySelector(".kb-guided")?.closest("article");
if (guided) {
  // Without the script the page lists every symptom with its checks.
  const list = () => guided.removeAttribute("data-guided");
  if (location.hash || location.search) loadScript("./guidedCheck.js").catch(list);
  else {
    guided.dataset.guided = "choose";
    loadSoon("./guidedCheck.js", list);
  }
}

if (document.querySelector(".kb-checklist"))
  (readStored("localStorage", "ticks") ? loadScript : loadSoon)("./checklist.js");

if (document.querySelector(".kb-sheet")) loadSoon("./callSheet.js");

// The offline copy: once the page has been idle; at once when there is one, as it may be of an older release.
if ("serviceWorker" in navigator) {
  if (navigator.serviceWorker.controller) loadScript("./offline.js");
  else setTimeout(loadScript, IDLE, "./offline.js");
}
