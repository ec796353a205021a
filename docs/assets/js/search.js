/**
 * Search: the field and its results, loaded when a reader goes for the field. Follows the WAI-ARIA combobox pattern
 * with a listbox popup; every text goes into the page as text. While results are shown their query is in the address,
 * so that Back shows them again.
 */

import { Engine } from "./engine.js";
import { data, find } from "./page.js";
import { isOutdated, remember } from "./release.js";
import { stemOf, wordsOf } from "./tokenizer.js";

/** @typedef {import("./engine.js").Hit} Hit */
/** @typedef {import("./engine.js").Answer} Answer */

/** Milliseconds without a key press after which the query goes into the address: browsers limit how often it may. */
const PAUSE = 400;

/** Loads the engine once, and again after a failure. */
class Loader {
  /** @type {Promise<Engine> | undefined} */
  #engine;

  /** @param {string} url of the search data */
  constructor(url) {
    this.url = url;
    this.ready = false;
  }

  /** @returns {Promise<Engine>} */
  engine() {
    this.#engine ??= data(this.url).then((loaded) => new Engine(loaded));
    this.#engine.then(
      () => {
        this.ready = true;
      },
      () => {
        this.#engine = undefined;
      },
    );
    return this.#engine;
  }
}

/** The field of one page. */
class SearchField {
  #active = -1;
  /** Number of the latest update; an earlier one that ends later shows nothing. */
  #latest = 0;
  /** A query for which the reader wants no corrections. */
  #literal = "";
  /** Whether Enter may open a result: not when nothing seems to answer the query. */
  #answered = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.loader = new Loader(form.dataset.index ?? "");
    this.input = find(form, "input", HTMLInputElement);
    this.panel = find(form, ".kb-search__panel", HTMLElement);
    this.status = find(form, ".kb-search__status", HTMLElement);
    this.none = find(form, ".kb-search__none", HTMLElement);
    this.literal = find(form, ".kb-search__literal", HTMLButtonElement);
    this.reload = find(form, ".kb-search__reload", HTMLButtonElement);
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
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) this.#leave();
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !form.contains(event.target)) this.#leave();
    });
    this.list.addEventListener("click", () => this.#remember());
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.literal.addEventListener("click", () => {
      this.#literal = this.input.value;
      this.update();
    });
    this.reload.addEventListener("click", () => {
      this.#remember();
      location.reload();
    });
  }

  /** Shows what the field's text finds now. */
  async update() {
    const query = this.input.value;
    const now = ++this.#latest;
    this.#answered = false;
    if (query.trim() && !this.loader.ready) this.#tell(this.panel.dataset.searching);
    try {
      const engine = await this.loader.engine();
      if (now !== this.#latest) return;
      if (query.trim()) this.#render(engine.search(query, query === this.#literal), engine.words);
      else this.#leave();
      this.panel.dataset.shown = query;
    } catch {
      const outdated = await isOutdated();
      if (now !== this.#latest) return;
      this.#tell(outdated ? this.panel.dataset.outdated : this.panel.dataset.failed);
      this.reload.hidden = !outdated;
    }
  }

  /** @param {string | undefined} text shown in place of results */
  #tell(text) {
    this.list.replaceChildren();
    for (const part of [this.none, this.literal, this.reload]) part.hidden = true;
    this.status.textContent = text ?? "";
    this.#show(true);
  }

  /** Closes the results; what is still on its way does not open them again. */
  #leave() {
    this.#latest++;
    this.#show(false);
    this.#remember();
  }

  /** Puts the query in the address while its results are shown, and takes it out otherwise. */
  #remember() {
    clearTimeout(this.#timer);
    remember(this.panel.hidden ? "" : this.input.value.trim());
  }

  /** @param {Answer} answer @param {Record<string, string>} words */
  #render({ corrected, hits, nothing, stems }, words) {
    this.#activate(-1);
    this.#answered = !nothing;
    this.#put(hits.map((hit, n) => this.#option(hit, n, stems, words)));
    this.list.hidden = !hits.length;
    this.none.hidden = !nothing;
    this.literal.hidden = !corrected.length;
    this.literal.textContent = (words.instead ?? "").replace("{words}", `“${this.input.value.trim()}”`);
    this.reload.hidden = true;
    const count = (hits.length === 1 ? words.one : words.many)?.replace("{count}", String(hits.length)) ?? "";
    const read = corrected.length ? (words.corrected ?? "").replace("{words}", corrected.join(" ")) : "";
    this.status.textContent = nothing ? "" : [count, read].filter(Boolean).join(" ");
    this.#show(true);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#remember(), PAUSE);
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

  /** @param {Hit} hit @param {number} n @param {Set<string>} stems @param {Record<string, string>} words */
  #option({ entry }, n, stems, words) {
    const link = document.createElement("a");
    link.className = "kb-search__result";
    link.id = `search-result-${n}`;
    link.href = `${this.form.dataset.base?.replace(/\/?$/, "/")}${entry.url}`;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.append(
      this.#line("kind", words[entry.kind] ?? "", new Set()),
      this.#line("title", entry.title, stems),
      this.#line("short", entry.short, stems),
    );
    return link;
  }

  /** @param {string} part @param {string} text @param {Set<string>} stems @returns {HTMLElement} */
  #line(part, text, stems) {
    const line = document.createElement("span");
    line.className = `kb-search__${part}`;
    let before = ""; // few long pieces are laid out sooner than many short ones
    for (const piece of text.split(/([\p{L}\p{N}'’]+)/u)) {
      if (stems.size && wordsOf(piece).some((word) => stems.has(stemOf(word)))) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        line.append(before, mark);
        before = "";
      } else before += piece;
    }
    line.append(before);
    return line;
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

  /** @param {SubmitEvent} event Enter opens the marked result, else the first one if it seems to answer the query. */
  async #submit(event) {
    if (!this.input.value.trim() || (this.panel.hidden && this.panel.dataset.shown === this.input.value))
      return;
    event.preventDefault();
    if (this.panel.dataset.shown !== this.input.value) await this.update();
    const option = this.#options()[this.#active < 0 && this.#answered ? 0 : this.#active];
    if (!option || this.panel.hidden) return;
    this.#remember();
    location.assign(option.href);
  }
}

const form = document.querySelector("form.kb-search");
if (form instanceof HTMLFormElement) {
  const field = new SearchField(form);
  field.update();
  // After Back some browsers show the page as it was left, without loading it again.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && new URLSearchParams(location.search).has("q")) field.update();
  });
}
