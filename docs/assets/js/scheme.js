/** Runs before the page shows, so that a chosen color scheme never flashes. */
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // No storage, no choice: the system's scheme stays.
}
