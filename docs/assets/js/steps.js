/** Steps: the text of a step, from the page of its area. One place holds it, and it is light: most readers need a few. */

/** Milliseconds after which a page is taken for unreachable. */
const WAIT = 8000;

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
 * @returns {Promise<{title: string, parts: Element[]} | undefined>} its title, and what stands below but for the question
 * whether it helped; nothing when it is gone; rejected when the page cannot be loaded
 */
export async function step(address) {
  const { hash, href } = new URL(address);
  const home = href.slice(0, href.length - hash.length);
  const heading = (await areaPage(home)).getElementById(hash.slice(1));
  const section = heading?.closest("section");
  if (!heading || !section) return undefined;
  const copy = document.importNode(section, true);
  copy.querySelector("p.kb-see")?.remove();
  for (const link of copy.querySelectorAll("a"))
    link.href = new URL(link.getAttribute("href") ?? "", home).href;
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  const [, ...parts] = copy.children;
  return { title: heading.textContent ?? "", parts };
}
