/** Links to entries: handed to the phone's share sheet, or copied. */

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

addEventListener("click", share, { capture: true });
