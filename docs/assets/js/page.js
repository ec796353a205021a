/** What the modules that work on a page share: finding elements, fetching data. */

/**
 * @template {Element} T
 * @param {Element} root @param {string} selector @param {new () => T} kind @returns {T}
 */
export function find(root, selector, kind) {
  const element = root.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`no ${selector}`);
  return element;
}

/** @param {string} address @returns {Promise<any>} */
export async function data(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return answer.json();
}
