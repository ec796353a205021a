/** What to do when a file of this page is missing: either there is no signal, or a new release has replaced it. */

/** @returns {Promise<boolean>} whether the site can be reached, so that a missing file means a new release */
export async function isOutdated() {
  try {
    return (await fetch(location.href, { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** Puts a query in the address, so that Back and Reload show its results again; none takes it out. @param {string} query */
export function remember(query) {
  const url = new URL(location.href);
  if (query) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
