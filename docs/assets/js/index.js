/**
 * Index: entries → how well their words match a query, by BM25+ over several fields (Lv and Zhai, "Lower-bounding term
 * frequency normalization", 2011). Pure. Forty lines in place of a library: MiniSearch, whose formula this is, would
 * take a sixth of what a first search may load, and with stems, completions and spelling elsewhere no more of it is used.
 *
 *     score(entry) = Σ over terms: weight · idf · Σ over fields: boost · (D + tf · (K + 1) / (tf + K · (1 − B + B · length / average)))
 *     idf = ln(1 + (entries − found + 0.5) / (found + 0.5))
 */

/** @typedef {Record<string, string[]>} Fields terms by the name of the field */

/** Parameters of BM25+: the usual ones, as in MiniSearch. */
const K = 1.2;
const B = 0.7;
const D = 0.5;

export class Index {
  /** @type {Map<string, Map<number, Record<string, number>>>} term → entry → field → how often */
  #postings = new Map();
  /** @type {Record<string, number>[]} of each entry, the number of terms by field */
  #lengths = [];
  /** @type {Record<string, number>} number of terms in all entries, by field */
  #totals = {};

  /** @param {Fields} fields of the next entry */
  add(fields) {
    const entry = this.#lengths.length;
    /** @type {Record<string, number>} */
    const lengths = {};
    for (const [field, terms] of Object.entries(fields)) {
      lengths[field] = terms.length;
      this.#totals[field] = (this.#totals[field] ?? 0) + terms.length;
      for (const term of terms) {
        const entries = this.#postings.get(term) ?? new Map();
        const counts = entries.get(entry) ?? {};
        counts[field] = (counts[field] ?? 0) + 1;
        this.#postings.set(term, entries.set(entry, counts));
      }
    }
    this.#lengths.push(lengths);
  }

  /** @param {string} term @returns {number} how many entries have it */
  count(term) {
    return this.#postings.get(term)?.size ?? 0;
  }

  /**
   * @param {Map<string, number>} weights of the terms @param {Record<string, number>} boosts of the fields
   * @returns {Map<number, number>} scores of the entries that have any of the terms
   */
  search(weights, boosts) {
    const all = this.#lengths.length;
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const [term, weight] of weights) {
      const found = this.count(term);
      const idf = Math.log(1 + (all - found + 0.5) / (found + 0.5));
      for (const [entry, counts] of this.#postings.get(term) ?? []) {
        let sum = 0;
        for (const [field, count] of Object.entries(counts)) {
          const length = ((this.#lengths[entry]?.[field] ?? 0) * all) / (this.#totals[field] || 1);
          sum += (boosts[field] ?? 0) * (D + (count * (K + 1)) / (count + K * (1 - B + B * length)));
        }
        scores.set(entry, (scores.get(entry) ?? 0) + weight * idf * sum);
      }
    }
    return scores;
  }
}
