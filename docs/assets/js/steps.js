/** Steps: the text of a step, from its area's page. */

/** Milliseconds after which a page counts as unreachable. */
const WAIT = 8000;

/** What belongs to a step on its own page only. */
const NOT_COPIED = ".kb-share, form, :scope > [id]";

/** @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** @param {string} address @returns {Promise<Document>} */
async function load(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(WAIT) });
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** @param {string} address of an area's page @returns {Promise<Document>} rejected when it cannot be loaded */
function areaPage(address) {
  const found = pages.get(address) ?? load(address);
  pages.set(address, found);
  found.catch(() => pages.delete(address));
  return found;
}

/**
 * @param {string} address of a step: its area's page, and its anchor
 * @returns {Promise<{title: string, parts: Element[]} | undefined>} its title and the text below; nothing when the page
 * no longer has it; rejected when the page cannot be loaded
 */
export async function step(address) {
  const { hash, href } = new URL(address);
  const page = href.slice(0, href.length - hash.length);
  const heading = (await areaPage(page)).getElementById(hash.slice(1));
  const section = heading?.closest("section");
  if (!heading || !section) return undefined;
  const copy = document.importNode(section, true);
  for (const element of copy.querySelectorAll(NOT_COPIED)) element.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const link of copy.querySelectorAll("a"))
    link.href = new URL(link.getAttribute("href") ?? "", page).href;
  return { title: heading.textContent ?? "", parts: [...copy.children] };
}
