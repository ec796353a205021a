/** The entries of a page: links to them go to the phone's share sheet or the clipboard; all their details are printed. */

const shared = document.querySelector(".kb-notices [data-copied]");
const SHOWN = 5000;

/** @param {string} text Shows it for a while. */
function notify(text) {
  if (!shared) return;
  shared.textContent = text;
  setTimeout(() => {
    if (shared.textContent === text) shared.textContent = "";
  }, SHOWN);
}

/** @param {string} url Copies it; when the browser refuses that, shows it. */
async function copy(url) {
  try {
    await navigator.clipboard.writeText(url);
    notify(shared?.getAttribute("data-copied") ?? "");
  } catch {
    notify(url);
  }
}

/** @param {MouseEvent} event */
async function share(event) {
  const link = event.target instanceof Element ? event.target.closest("a.kb-copy") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation(); // it no longer needs to wait for this script
  const canonical = document.querySelector("link[rel=canonical]")?.getAttribute("href");
  const url = new URL(link.hash, canonical ?? location.href).href;
  if (!("share" in navigator) || !matchMedia("(pointer: coarse)").matches) return copy(url);
  try {
    await navigator.share({ url });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) await copy(url);
  }
}

/** Prints the page with all details open, and closes those that were closed. */
function printAll() {
  const closed = document.querySelectorAll("article details:not([open])");
  const toggle = () => {
    for (const details of closed) details.toggleAttribute("open");
  };
  toggle();
  addEventListener("afterprint", toggle, { once: true });
  print();
}

addEventListener("click", share, { capture: true });
const printButton = document.querySelector("[data-print-all]");
printButton?.removeAttribute("hidden");
printButton?.addEventListener("click", printAll);
