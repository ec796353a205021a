/**
 * Classifier: the units of a query → how likely each topic is. Pure. The build trains it from what owners type
 * (scripts/kb/search/classifier.py).
 */

import { stemOf } from "./tokenizer.js";

/**
 * @typedef {object} ClassifierData a part of the search data, see scripts/kb/search/format.py
 * @property {string[]} topics
 * @property {number[]} priors
 * @property {number[]} unseen
 * @property {string} words
 * @property {string} levels
 */

const LEVELS_PER_NAT = 2;
/** The topic of what the site does not answer. */
const OFF_TOPIC = "off-topic";
/** Stand for every word and every number that the classifier does not know; so many of one query count. */
const RARE = "?";
const NUMBER = "#";
const MOST = { [RARE]: 3, [NUMBER]: 1 };

export class Classifier {
  /** @type {Map<string, string>} unit id → levels */
  #levels = new Map();

  /** @param {ClassifierData} data @param {import("./tokenizer.js").Tokenizer} tokenizer */
  constructor(data, tokenizer) {
    this.data = data;
    this.offTopic = data.topics.indexOf(OFF_TOPIC);
    const lines = data.levels.split("\n");
    for (const [n, word] of data.words.split(" ").entries()) {
      const id = word.startsWith("=") ? tokenizer.groups[Number(word.slice(1))] : stemOf(word);
      this.#levels.set(id ?? word, lines[n] ?? "");
    }
  }

  /** @param {string} id of a unit @returns {boolean} */
  knows(id) {
    return this.#levels.has(id);
  }

  /**
   * @param {Iterable<{id: string, stop: boolean}>} units
   * @returns {number[]} the probability of each topic
   */
  probabilities(units) {
    const scores = [...this.data.priors];
    const left = { ...MOST };
    for (const { id, stop } of new Map([...units].map((unit) => [unit.id, unit])).values()) {
      const rare = /^\d{3,}$/.test(id) ? NUMBER : RARE;
      if (this.#levels.has(id)) this.#add(scores, id);
      else if (!stop && left[rare]-- > 0) this.#add(scores, rare);
    }
    const best = Math.max(...scores);
    const shares = scores.map((score) => Math.exp(score - best));
    const sum = shares.reduce((total, share) => total + share, 0);
    return shares.map((share) => share / sum);
  }

  /** @param {number[]} scores changed in place @param {string} id */
  #add(scores, id) {
    for (const [topic, unseen] of this.data.unseen.entries()) scores[topic] = (scores[topic] ?? 0) + unseen;
    let topic = 0;
    for (const sign of this.#levels.get(id) ?? "") {
      if (sign >= "a") topic += sign.charCodeAt(0) - 96;
      else scores[topic] = (scores[topic++] ?? 0) + Number.parseInt(sign, 36) / LEVELS_PER_NAT;
    }
  }
}
