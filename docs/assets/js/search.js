/**
 * Search: the field and its results, loaded when a reader goes for the field. Follows the WAI-ARIA combobox pattern
 * with a listbox popup; every text goes into the page as text.
 */

import { Engine } from "./engine.js";
import { data, find } from "./page.js";
import { stemmer } from "./vendor/library.js";
import { wordsOf } from "./words.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./engine.js").Reading} Reading */

/** Milliseconds without a key press after which a reader is taken to have asked, and entries are loaded. */
const PAUSE = 250;
/** The same in the middle of a word, which may yet ask for other entries. */
const PAUSE_IN_WORD = 600;

/** Loads the engine and the shards that it asks for, each once, and again after a failure. */
class Library {
  /** @type {Map<string, Promise<any>>} */
  #asked = new Map();
  /** @type {Engine | undefined} */
  #engine;

  /** @param {string} root address of the file of words; the shards stand beside it */
  constructor(root) {
    this.root = root;
  }

  /** @param {string} address @returns {Promise<any>} */
  #get(address) {
    const asked = this.#asked.get(address) ?? data(address);
    this.#asked.set(address, asked);
    asked.catch(() => this.#asked.delete(address));
    return asked;
  }

  /**
   * @param {string} query @param {() => boolean} wanted whether the reader still asks this
   * @returns {Promise<{reading: Reading, hits: Hit[]} | undefined>} nothing when no longer wanted
   */
  async answer(query, wanted) {
    const root = await this.#get(this.root);
    this.#engine ??= new Engine(root);
    const engine = this.#engine;
    const reading = engine.read(query);
    const missing = reading.shards.filter((name) => !engine.has(name));
    const pause = reading.begun ? PAUSE_IN_WORD : PAUSE;
    if (missing.length) await new Promise((done) => setTimeout(done, pause));
    if (!wanted()) return undefined;
    // What does not arrive is left out: the words alone still tell the areas.
    await Promise.allSettled(
      missing.map(async (name) => {
        const { records } = await this.#get(this.root.replace(/[^/]*$/, `${name}.json`));
        if (!engine.has(name)) engine.add(name, records);
      }),
    );
    return { reading, hits: engine.rank(reading) };
  }
}

/** The field of one page. */
class SearchField {
  #active = -1;
  /** Number of the question that the reader waits for; another one, or leaving the field, makes the last one late. */
  #asked = 0;
  /** @type {Map<string, string[]>} */
  #stems = new Map();

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.library = new Library(form.dataset.words ?? "");
    this.input = find(form, "input", HTMLInputElement);
    this.panel = find(form, ".kb-search__panel", HTMLElement);
    this.status = find(form, ".kb-search__status", HTMLElement);
    this.none = find(form, ".kb-search__none", HTMLElement);
    this.list = find(form, ".kb-search__list", HTMLElement);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-autocomplete", "list");
    this.#show(false);
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("focus", () => this.update());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => this.#submit(event));
    form.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) this.#leave();
    });
    this.list.addEventListener("click", () => this.#leave());
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Shows what the field's text finds now. */
  async update() {
    const query = this.input.value;
    const now = ++this.#asked;
    const wanted = () => now === this.#asked && query.trim() !== "";
    if (!wanted()) this.#close();
    try {
      const answer = await this.library.answer(query, wanted);
      if (answer && wanted()) this.#render(answer.reading, answer.hits);
      if (now === this.#asked) this.panel.dataset.shown = query;
    } catch {
      if (now !== this.#asked) return;
      this.status.textContent = this.panel.dataset.failed ?? "";
      this.#show(true);
    }
  }

  /** Closes the results; what is still on its way does not open them again. */
  #leave() {
    this.#asked++;
    this.#show(false);
  }

  #close() {
    this.list.replaceChildren();
    this.#show(false);
  }

  /** @param {Reading} reading @param {Hit[]} hits */
  #render({ corrected, covered, stems }, hits) {
    this.#activate(-1);
    this.#put(hits.map((hit, n) => this.#option(hit, n, new Set(stems))));
    this.list.hidden = !hits.length;
    this.none.hidden = covered;
    const text = this.panel.dataset;
    const count = (hits.length === 1 ? text.one : text.many)?.replace("{count}", String(hits.length)) ?? "";
    const read = corrected.length ? (text.corrected ?? "").replace("{words}", corrected.join(" ")) : "";
    this.status.textContent = [count, read].filter(Boolean).join(" ");
    this.#show(true);
  }

  /** @param {HTMLElement[]} options shown in place of the last; what stays the same is not laid out again */
  #put(options) {
    const last = [...this.list.children];
    for (const [n, option] of options.entries()) {
      if (!last[n]) this.list.append(option);
      else if (!last[n].isEqualNode(option)) last[n].replaceWith(option);
    }
    for (const option of last.slice(options.length)) option.remove();
  }

  /** @param {Hit} hit @param {number} n @param {Set<string>} stems */
  #option(hit, n, stems) {
    const link = document.createElement("a");
    link.className = "kb-search__result";
    link.id = `search-result-${n}`;
    link.href = `${this.form.dataset.base?.replace(/\/?$/, "/")}${hit.address}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    if (hit.because) link.append(this.#line("because", hit.because.title, stems));
    link.append(
      this.#line("title", hit.title, stems),
      this.#line("short", hit.because?.short ?? hit.short, stems),
    );
    return link;
  }

  /** @param {string} part @param {string} text @param {Set<string>} stems @returns {HTMLElement} */
  #line(part, text, stems) {
    const line = document.createElement("span");
    line.className = `kb-search__${part}`;
    let before = ""; // few long pieces are laid out sooner than many short ones
    for (const piece of text.split(/([\p{L}\p{N}'’]+)/u)) {
      if (this.#stemsOf(piece).some((stem) => stems.has(stem))) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        line.append(before, mark);
        before = "";
      } else before += piece;
    }
    line.append(before);
    return line;
  }

  /** @param {string} piece @returns {string[]} the stems of its words; results repeat, so they are kept */
  #stemsOf(piece) {
    const known = this.#stems.get(piece) ?? wordsOf(piece).map(stemmer);
    this.#stems.set(piece, known);
    return known;
  }

  /** @returns {HTMLAnchorElement[]} */
  #options() {
    return [...this.list.querySelectorAll("a")];
  }

  /** @param {number} n which option is marked; -1 for none */
  #activate(n) {
    this.#active = n;
    for (const [m, option] of this.#options().entries())
      option.setAttribute("aria-selected", String(m === n));
    const option = this.#options()[n];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {boolean} open A closed list marks nothing. */
  #show(open) {
    if (!open) this.#activate(-1);
    this.panel.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open && this.list.childElementCount > 0));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const count = this.#options().length;
    if (event.key === "Escape") {
      if (this.panel.hidden) this.input.value = "";
      this.#leave();
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const step = event.key === "ArrowDown" ? 1 : this.#active < 0 ? 0 : -1;
      this.#show(true);
      this.#activate((this.#active + step + count) % count);
    } else return;
    event.preventDefault();
  }

  /** @param {SubmitEvent} event Enter opens the marked result, else the first of what the field asks now. */
  async #submit(event) {
    if (this.panel.hidden && this.panel.dataset.shown === this.input.value) return;
    event.preventDefault();
    if (this.panel.dataset.shown !== this.input.value) await this.update();
    const option = this.#options()[Math.max(this.#active, 0)];
    if (!option || this.panel.hidden) return;
    this.#leave();
    location.assign(option.href);
  }
}

const form = document.querySelector("form.kb-search");
if (form instanceof HTMLFormElement) new SearchField(form).update();
