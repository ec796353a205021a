/**
 * Engine: records and a query → ranked hits. Pure: no page, no network; the relevance command runs it outside a browser.
 */

import MiniSearch from "./vendor/minisearch.js";
import { stemmer } from "./vendor/stemmer.js";

/**
 * @typedef {[kind: string, address: string, title: string, short: string, asked: string[], steps: number[], leads: number]} Row
 * @typedef {{synonyms: string, fillers: string, notCovered: string, records: Row[]}} Data
 * @typedef {{kind: string, address: string, title: string, short: string, score: number, because?: Hit}} Hit
 * @typedef {{id: string, stems: string[]}} Unit a word or phrase: what it stands for, and its own stems
 * @typedef {{hits: Hit[], corrected: string[], stems: string[], covered: boolean}} Answer
 * `because`: the question, message or symptom through which a step was found. `corrected`: words that were read as
 * other words; `stems`: of the words to mark; `covered`: whether the site answers this.
 */

const BOOST = { title: 4, asked: 3, short: 1 };
const KIND = { step: 1.2, area: 1.15, question: 1, page: 1, message: 1, symptom: 1 };
const CANDIDATES = 60;
const SHOWN = 8;
/** Words in the longest phrase that has synonyms. */
const LONGEST = 3;
/** Share of what a question tells that its best hit must hold for the site to claim an answer. */
const COVERAGE = 0.45;
/** Words up to which a subject of elsewhere is what a question is about, and not said in passing. */
const BRIEF = 11;

/** @param {string} text @returns {string[]} its words: lower case, without accents and apostrophes */
export function wordsOf(text) {
  const plain = text
    .slice(0, 4000)
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Edits between two words: a letter added, dropped, changed, or two neighbours swapped (Damerau–Levenshtein,
 * optimal string alignment).
 * @param {string} a @param {string} b @param {number} limit @returns {number} at most limit + 1
 */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  /** @type {number[][]} */
  const rows = [Array.from({ length: b.length + 1 }, (_, n) => n)];
  const at = (/** @type {number} */ i, /** @type {number} */ j) => rows[i]?.[j] ?? limit + 1;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : limit + 1;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + change, swapped));
    }
    if (Math.min(...row) > limit) return limit + 1;
  }
  return at(a.length, b.length);
}

/** Finds entries by what readers type. Build it once for a site's data. */
export class Engine {
  /** @param {Data} data */
  constructor(data) {
    this.rows = data.records;
    this.fillers = new Set(data.fillers.split(" ").flatMap(wordsOf));
    const groups = data.synonyms.split("\n").map((group) => group.split("|"));
    const elsewhere = data.notCovered.split("|").filter(Boolean);
    this.notCovered = elsewhere.map((phrase) => ` ${keyOf(phrase)} `);
    /** @type {Map<string, string>} a word or phrase, as stems → what its group stands for */
    this.meaning = new Map(
      groups.flatMap((group) => group.map((word) => [keyOf(word), `=${keyOf(group[0] ?? "")}`])),
    );
    /** @type {Map<string, number>} every word that the site knows → how often it uses it */
    this.known = new Map();
    /** @type {Map<string, number>} what units stand for → in how many entries */
    this.spread = new Map();
    /** @type {Set<string>[]} for each entry what its units stand for, and their stems */
    this.bags = this.rows.map(([, , title, short, asked]) => {
      const units = this.units(this.#learn([title, short, ...asked].join(" . ")));
      for (const id of new Set(units.map((unit) => unit.id)))
        this.spread.set(id, (this.spread.get(id) ?? 0) + 1);
      return new Set(units.flatMap((unit) => [unit.id, ...unit.stems]));
    });
    /** @type {Unit[][][]} the units of each phrase of each entry */
    this.phrases = this.rows.map(([, , title, , asked]) =>
      [title, ...asked].map((phrase) => this.units(wordsOf(phrase))),
    );
    for (const phrase of [...groups.flat(), ...elsewhere]) this.#learn(phrase);
    /** @type {Set<string>} */
    this.stems = new Set([...this.known.keys()].map((word) => stemmer(word)));
    this.index = this.#index();
  }

  #index() {
    const index = new MiniSearch({
      fields: Object.keys(BOOST),
      tokenize: (/** @type {string} */ text) => flat(this.units(wordsOf(text))),
      processTerm: (/** @type {string} */ term) => term,
      searchOptions: { boost: BOOST, tokenize: (/** @type {string} */ text) => text.split(" ") },
    });
    index.addAll(
      this.rows.map(([, , title, short, asked], id) => ({ id, title, short, asked: asked.join(" . ") })),
    );
    return index;
  }

  /** @param {string} text @returns {string[]} its words, which are known from now on */
  #learn(text) {
    const words = wordsOf(text);
    for (const word of words) this.known.set(word, (this.known.get(word) ?? 0) + 1);
    return words;
  }

  /**
   * Reads words as units: the longest phrase that has synonyms, else one word; fillers are left out.
   * @param {string[]} words
   * @returns {Unit[]}
   */
  units(words) {
    const stems = words.map((word) => stemmer(word));
    const telling = (/** @type {number} */ n) => !this.fillers.has(words[n] ?? "");
    /** @type {Unit[]} */
    const found = [];
    for (let n = 0; n < words.length; ) {
      let size = Math.min(LONGEST, words.length - n);
      while (size > 1 && !this.meaning.has(stems.slice(n, n + size).join(" "))) size--;
      const part = stems.slice(n, n + size);
      const first = n;
      const own = part.filter((_, m) => telling(first + m));
      const id = this.meaning.get(part.join(" "));
      if (id && (size > 1 || own.length)) found.push({ id, stems: own });
      else if (own[0]) found.push({ id: own[0], stems: own });
      n += size;
    }
    return found;
  }

  /** @param {string} id @returns {number} how much a unit tells: rare ones more */
  weight(id) {
    return Math.log(1 + this.rows.length / (1 + (this.spread.get(id) ?? 0)));
  }

  /** @param {string} word @returns {string} the known word that was probably meant, or the word itself */
  correct(word) {
    if (
      this.known.has(word) ||
      this.stems.has(stemmer(word)) ||
      this.fillers.has(word) ||
      word.length < 3 ||
      /\d/.test(word)
    )
      return word;
    const limit = word.length < 4 ? 1 : word.length < 8 ? 2 : 3;
    let best = word;
    let least = limit + 0.4;
    for (const [known, uses] of this.known) {
      if (known.length < 3 || /\d/.test(known)) continue;
      const edits = distance(word, known, limit);
      if (edits > limit || !alike(word, known, edits)) continue;
      const lost = known.length < word.length ? 0.4 : 0; // letters are left out more often than put in
      const cost = edits + lost + (known[0] === word[0] ? 0 : 0.5) - Math.min(uses, 50) / 150;
      if (cost < least) [best, least] = [known, cost];
    }
    return best;
  }

  /**
   * @param {string} query @param {boolean} [typing] whether the last word may be unfinished
   * @returns {Answer}
   */
  search(query, typing = true) {
    const typed = wordsOf(query.slice(0, 400));
    const unfinished = typing ? this.#completes(typed.at(-1) ?? "") : "";
    /** @type {string[]} */
    const corrected = [];
    const words = typed.map((word, n) => {
      const better = unfinished && n === typed.length - 1 ? word : this.correct(word);
      if (better !== word) corrected.push(better);
      return better;
    });
    const units = this.units(words);
    if (!units.length && !unfinished) return { hits: this.#overview(), corrected, stems: [], covered: false };
    const ranked = this.#rank(units, unfinished);
    const best = ranked[0];
    const covered = best !== undefined && this.#covers(units, words, best.via, unfinished);
    const stems = [...new Set(units.flatMap((unit) => unit.stems))];
    return { hits: ranked.slice(0, SHOWN).map(({ hit }) => hit), corrected, stems, covered };
  }

  /** @returns {Hit[]} for a question without one telling word: the way through the whole site */
  #overview() {
    const hits = this.rows.map((_, id) => this.#hit(id, 0));
    return [
      ...hits.filter((hit) => hit.kind === "page").slice(0, 1),
      ...hits.filter((hit) => hit.kind === "area"),
    ];
  }

  /**
   * @param {Unit[]} units @param {string[]} words @param {number} via @param {string} unfinished
   * @returns {boolean} whether the entry `via` answers
   */
  #covers(units, words, via, unfinished) {
    const elsewhere = words.length <= BRIEF && this.#elsewhere(words);
    return !elsewhere && this.#coverage(units, via, unfinished) >= COVERAGE;
  }

  /** @param {string} start @returns {string} the start, when a known word goes on from it */
  #completes(start) {
    if (start.length < 2 || this.fillers.has(start)) return "";
    for (const word of this.known.keys()) if (word.startsWith(start)) return start;
    return "";
  }

  /** @param {string[]} words @returns {boolean} whether the question names a subject of elsewhere */
  #elsewhere(words) {
    const text = ` ${words.map((word) => stemmer(word)).join(" ")} `;
    return this.notCovered.some((phrase) => text.includes(phrase));
  }

  /**
   * Ranks what the index finds. What a question, message or symptom says counts for the steps that it leads to, so
   * that the first result says what to do; an answer that leads stands before its steps.
   * @param {Unit[]} units @param {string} unfinished
   * @returns {{via: number, hit: Hit}[]} `via`: the entry whose words matched
   */
  #rank(units, unfinished) {
    const terms = [...new Set(flat(units)), ...(unfinished ? [unfinished] : [])];
    const found = this.index.search(terms.join(" "), {
      prefix: (/** @type {string} */ term) => term === unfinished,
    });
    /** @type {Map<number, {via: number, hit: Hit}>} */
    const best = new Map();
    const keep = (/** @type {number} */ id, /** @type {number} */ via, /** @type {Hit} */ hit) => {
      if ((best.get(id)?.hit.score ?? 0) < hit.score) best.set(id, { via, hit });
    };
    for (const { id, score } of found.slice(0, CANDIDATES)) {
      const [kind, , , , , steps, leads] = /** @type {Row} */ (this.rows[id]);
      const like = Math.max(...(this.phrases[id] ?? []).map((phrase) => this.#likeness(units, phrase)));
      const total = score * (1 + 2 * like) * (KIND[/** @type {keyof typeof KIND} */ (kind)] ?? 1);
      const because = this.#hit(id, total);
      keep(id, id, because);
      for (const [n, step] of (steps ?? []).entries()) {
        keep(step, id, { ...this.#hit(step, total * (leads ? 0.9 : n ? 0.7 : 1.02)), because });
      }
    }
    return [...best.values()].sort((a, b) => b.hit.score - a.hit.score);
  }

  /** @param {number} id @param {number} score @returns {Hit} */
  #hit(id, score) {
    const [kind, address, title, short] = /** @type {Row} */ (this.rows[id]);
    return { kind, address, title, short, score };
  }

  /** @param {Unit[]} a @param {Unit[]} b @returns {number} 0–1: how much of what they tell two phrases share */
  #likeness(a, b) {
    const other = new Set(b.map((unit) => unit.id));
    let shared = 0;
    let all = 0;
    for (const { id } of a) {
      if (other.has(id)) shared += 2 * this.weight(id);
      all += this.weight(id);
    }
    for (const id of other) all += this.weight(id);
    return all ? shared / all : 0;
  }

  /** @param {Unit[]} units @param {number} id @param {string} unfinished @returns {number} 0–1 */
  #coverage(units, id, unfinished) {
    const bag = /** @type {Set<string>} */ (this.bags[id]);
    const begun = unfinished && [...bag].some((held) => held.startsWith(unfinished));
    let met = 0;
    let all = 0;
    for (const [n, unit] of units.entries()) {
      const weight = this.weight(unit.id);
      all += weight;
      const held = bag.has(unit.id) || unit.stems.some((stem) => bag.has(stem));
      if (held || (begun && n === units.length - 1)) met += weight;
    }
    return all ? met / all : 0;
  }
}

/** @param {string} phrase @returns {string} its stems, joined */
function keyOf(phrase) {
  return wordsOf(phrase).map(stemmer).join(" ");
}

/** @param {Unit[]} units @returns {string[]} what they stand for, and their stems */
function flat(units) {
  return units.flatMap(({ id, stems }) => (id === stems[0] ? stems : [id.replaceAll(" ", "_"), ...stems]));
}

/**
 * Short words are not typos of each other: three letters must be the same letters, four and five the same but one.
 * @param {string} a @param {string} b @param {number} edits
 */
function alike(a, b, edits) {
  const length = Math.min(a.length, b.length);
  if (length < 4) return [...a].sort().join("") === [...b].sort().join("");
  return edits < 2 || length > 5;
}
