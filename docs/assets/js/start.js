/** In the page itself: the chosen color scheme, so that it never flashes; after the first paint, all that can wait. */

try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // No storage, no choice: the system's scheme stays.
}

/** Loads the other styles and the script; without script, the browser loads the styles itself. */
function loadRest() {
  const rest = /** @type {HTMLElement} */ (document.querySelector("noscript[data-script]"));
  rest.insertAdjacentHTML("afterend", rest.textContent ?? "");
  import(`${new URL(rest.dataset.script ?? "", location.href)}`);
}

addEventListener("DOMContentLoaded", () => {
  // The second frame begins when the first is painted. A page in the background has none.
  if (document.hidden) loadRest();
  else requestAnimationFrame(() => requestAnimationFrame(loadRest));
});
