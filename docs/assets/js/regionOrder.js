/** What differs by region, in the order of a reader's own. */

/**
 * @template T
 * @param {T[]} blocks in the content's order
 * @param {(block: T) => string[]} regionsOf the regions that a block is for; none when it is for all
 * @param {string} region the reader's; empty when not chosen
 * @param {boolean} [additions] whether a region without blocks of its own needs none
 * @returns {{shown: T[], folded: T[]}} the reader's own and those for all; those of other regions
 */
export function orderByRegion(blocks, regionsOf, region, additions = false) {
  const own = blocks.filter((block) => regionsOf(block).includes(region));
  const forAll = blocks.filter((block) => !regionsOf(block).length);
  const shown = [...own, ...forAll];
  if (!region || !(shown.length || additions)) return { shown: blocks, folded: [] };
  return { shown, folded: blocks.filter((block) => !shown.includes(block)) };
}
