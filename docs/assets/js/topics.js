/**
 * Topics: the units of a question → what it is about. Pure. A naive Bayes classifier that the build has learnt from how
 * owners word things (scripts/kb/topics.py).
 */

/** Levels a nat, as the build writes them. */
const LEVELS = 2;
/** Stands in the weights for every word that is not among them. */
const RARE = "?";
/** How many rare words of one question count. */
const MOST_RARE = 3;

/** What the words of a site tell about topics. */
export class Topics {
  /**
   * @param {number[]} starts @param {number[]} steps
   * @param {Iterable<[id: string, levels: string]>} words a digit of base 36 for each topic's level, in order; a small
   * letter for as many topics without one as its place in the alphabet
   */
  constructor(starts, steps, words) {
    this.starts = starts;
    this.steps = steps;
    /** @type {Map<string, string>} */
    this.levels = new Map();
    for (const [id, levels] of words) if (levels && !this.levels.has(id)) this.levels.set(id, levels);
  }

  /**
   * @param {Iterable<{id: string, filler: boolean}>} units
   * @returns {number[]} the log likelihood of each topic, 0 for the best
   */
  scores(units) {
    const scores = [...this.starts];
    let rare = 0;
    for (const [id, filler] of new Map([...units].map((unit) => [unit.id, unit.filler]))) {
      const isRare = !this.levels.has(id);
      if (isRare && (filler || ++rare > MOST_RARE)) continue;
      for (const [topic, step] of this.steps.entries()) scores[topic] = (scores[topic] ?? 0) + step;
      let topic = 0;
      for (const sign of this.levels.get(isRare ? RARE : id) ?? "") {
        if (sign >= "a") topic += sign.charCodeAt(0) - 96;
        else scores[topic] = (scores[topic++] ?? 0) + Number.parseInt(sign, 36) / LEVELS;
      }
    }
    const best = Math.max(...scores);
    return scores.map((score) => score - best);
  }
}
