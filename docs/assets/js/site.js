/**
 * What every page does with script: the colour scheme switch and the print buttons.
 * Without script a page lacks these two and nothing else.
 */

import { isOutdated, remember } from "./release.js";

const KEY = "scheme";
const root = document.documentElement;

/** @returns {"light" | "dark"} the scheme that the page shows now */
function current() {
  const chosen = root.dataset.scheme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Changes to the other scheme and remembers it, where the browser lets us. */
function toggle() {
  const next = current() === "dark" ? "light" : "dark";
  root.dataset.scheme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Private windows may refuse; the choice then lasts for this page.
  }
}

for (const button of document.querySelectorAll("[data-scheme-switch]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", toggle);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => print());
}

/** @param {Element | null | undefined} panel of the search @param {"searching" | "failed" | "outdated"} state */
function tell(panel, state) {
  if (!(panel instanceof HTMLElement)) return;
  const status = panel.querySelector("[role=status]");
  const reload = panel.querySelector(".kb-search__reload");
  if (status) status.textContent = panel.dataset[state] ?? "";
  if (reload instanceof HTMLElement) {
    reload.hidden = state !== "outdated";
    reload.onclick = () => {
      remember(field instanceof HTMLInputElement ? field.value : "");
      location.reload();
    };
  }
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
    const index = document.createElement("link"); // on its way while the script is
    Object.assign(index, { rel: "preload", as: "fetch", crossOrigin: "", href: field.form?.dataset.index });
    document.head.append(index);
    import("./search.js").then(
      () => {
        field.removeEventListener("focus", load);
        field.removeEventListener("input", load);
      },
      async () => {
        tell(panel, (await isOutdated()) ? "outdated" : "failed");
        loading = false;
      },
    );
  };
  field.addEventListener("focus", load);
  field.addEventListener("input", load);
  addEventListener("keydown", (event) => {
    const typing =
      event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) {
    field.value = query;
    load();
  }
}

const IDLE = 5000;
const DOING = ["pointermove", "pointerdown", "keydown", "scroll", "focusin"];

/**
 * Does something as soon as the reader does anything, or has read for a while: a page opens lighter without it.
 * @param {() => unknown} act
 */
function soon(act) {
  const stop = new AbortController();
  const begin = () => {
    stop.abort();
    act();
  };
  for (const doing of DOING) addEventListener(doing, begin, { passive: true, signal: stop.signal });
  const timer = setTimeout(begin, IDLE);
  stop.signal.addEventListener("abort", () => clearTimeout(timer));
}

// The former address of a page: to the new one at once, and to the same place in it.
const moved = document.querySelector(".kb-page--moved a");
if (moved instanceof HTMLAnchorElement) location.replace(moved.href.replace(/#.*|$/, location.hash));

// A tool: a form that nothing but its script can serve, which loads when a reader goes for it.
for (const tool of document.querySelectorAll("form[data-script]")) {
  if (!(tool instanceof HTMLFormElement)) continue;
  const load = () =>
    import(new URL(tool.dataset.script ?? "", location.href).href).catch(() => {
      const status = tool.querySelector("[role=status]");
      if (status) status.textContent = tool.dataset.failed ?? "";
    });
  tool.addEventListener("focusin", load);
  tool.addEventListener("submit", () => {
    tool.dataset.asked = "";
    load();
  });
  tool.hidden = false;
}

const sheet = document.querySelector(".kb-sheet");
if (document.querySelector(".kb-guided")) import("./check.js");
if (document.querySelector(".kb-checklist")) soon(() => import("./checklist.js"));
if (sheet) {
  const near = new IntersectionObserver(([seen]) => {
    if (!seen?.isIntersecting) return;
    near.disconnect();
    import("./sheet.js");
  });
  near.observe(sheet);
}

/** Keeps a copy of the site for later, once the page has been idle, unless the reader saves data. */
async function keep() {
  const script = document.querySelector("script[data-worker]");
  if (!(script instanceof HTMLScriptElement) || !("serviceWorker" in navigator)) return;
  const connection = /** @type {{saveData?: boolean} | undefined} */ (Reflect.get(navigator, "connection"));
  const saves = connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
  if (!saves) {
    await navigator.serviceWorker.register(script.dataset.worker ?? "");
    return;
  }
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith(`pages ${registration?.scope} `));
  await Promise.all(names.map((name) => caches.delete(name)));
}

addEventListener("load", () => {
  setTimeout(() => {
    // Without a copy the site works as before, so a refusal is no fault.
    keep().catch(() => undefined);
  }, IDLE);
});
