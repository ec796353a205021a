/**
 * VIN check: the form, loaded once a reader goes for it. What is typed is neither stored nor sent; every text is added
 * to the page as text.
 */

import { data, find } from "./page.js";
import { check } from "./vin.js";
import { VIN_LENGTH } from "./vinRules.js";

/** @typedef {import("./vin.js").Reading} Reading */
/** @typedef {import("./vin.js").Slip} Slip */
/** @typedef {Record<string, string>} Words */

/** Milliseconds without a key press after which a whole VIN is checked by itself. */
const PAUSE = 400;
/** Scripts whose letters the words name. */
const SCRIPTS = /** @type {const} */ ([
  [/\p{Script=Cyrillic}/u, "cyrillic"],
  [/\p{Script=Greek}/u, "greek"],
]);
/** The verdicts on a VIN that has the right form. */
const WELL_FORMED = ["fits", "misfit", "unknown"];
/** Those on 17 characters, which depend on whether a check digit is required. */
const BY_MARKET = [...WELL_FORMED, "letters"];

/** @param {string} text @param {Record<string, string | number>} values @returns {string} with its marks filled in */
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, mark) => String(values[mark]));

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string} name of its class @param {(Node | string)[]} inside @returns {HTMLElementTagNameMap[T]}
 */
function made(tag, name, ...inside) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inside);
  return element;
}

/** @param {string} name @param {string} text @returns {HTMLButtonElement} */
function button(name, text) {
  const element = made("button", `kb-button ${name}`, text);
  element.type = "button";
  return element;
}

/** @param {string} country its code @returns {string} its name in the page's language */
const named = (country) =>
  country && (new Intl.DisplayNames(document.documentElement.lang, { type: "region" }).of(country) ?? "");

/** @param {string[]} items @param {"conjunction" | "disjunction"} type @returns {string} a list in the page's language */
const listed = (items, type) => new Intl.ListFormat(document.documentElement.lang, { type }).format(items);

class VinForm {
  #pause = 0;
  #composing = false;
  /** What was typed or picked, and the plain VIN that was written back for it. */
  #typed = "";
  #written = "";
  /** The suggestion that was picked last. */
  #picked = "";

  /** @param {HTMLFormElement} form @param {Words} words */
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.input = find(form, "input", HTMLInputElement);
    this.status = find(form, "[role=status]", HTMLElement);
    this.status.tabIndex = -1;
    this.count = made("span", "kb-vin__count");
    this.count.setAttribute("aria-hidden", "true");
    this.sold = made("input", "");
    this.sold.type = "checkbox";
    this.market = made("label", "kb-vin__market", this.sold, made("span", "", words.sold ?? ""));
    this.meant = made("div", "kb-vin__meant");
    find(form, "button", HTMLButtonElement).after(this.count);
    form.append(this.market, this.meant);
    form.classList.add("kb-vin");
    form.addEventListener("submit", (event) => this.#submit(event));
    this.input.addEventListener("input", () => this.#changed());
    this.input.addEventListener("compositionstart", () => this.#compose(true));
    this.input.addEventListener("compositionend", () => this.#compose(false));
    this.sold.addEventListener("change", () => this.#show());
    this.#clear();
    this.#changed();
    if (form.hasAttribute("data-asked")) this.#show(); // before any of this was loaded
  }

  /** @returns {Reading} of what was typed, also after the field shows it in plain letters */
  #read() {
    if (this.input.value !== this.#written) this.#typed = this.input.value;
    return check(this.#typed, new Date().getFullYear(), this.sold.checked);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    this.#show();
  }

  /** @param {boolean} composing whether an input method is at work: what it composes must not be rewritten */
  #compose(composing) {
    this.#composing = composing;
    if (!composing) this.#changed();
  }

  /** Removes the result for another VIN, and checks a whole one after a moment. */
  #changed() {
    const { length } = this.#read();
    clearTimeout(this.#pause);
    this.count.textContent = length ? filled(this.words.count ?? "", { count: length }) : "";
    if (length < VIN_LENGTH) this.#clear();
    else this.#pause = setTimeout(() => this.#show(), PAUSE);
  }

  #clear() {
    this.status.replaceChildren();
    this.meant.replaceChildren();
    this.market.hidden = true;
    delete this.form.dataset.verdict;
  }

  /** Shows what the field's text is. */
  #show() {
    clearTimeout(this.#pause);
    const reading = this.#read();
    const { vin, verdict, length, open } = reading;
    if (length === VIN_LENGTH && verdict !== "multiple" && !this.#composing) this.#write(vin);
    this.form.dataset.verdict = vin === this.#picked ? "picked" : verdict;
    const facts = ["fits", "unknown"].includes(verdict) ? this.#facts(reading) : [];
    this.status.replaceChildren(
      made("p", "kb-vin__verdict", this.#verdict(reading)),
      ...this.#notes(reading).map((note) => made("p", "", note)),
      ...(facts.length ? [made("ul", "", ...facts.map((fact) => made("li", "", fact)))] : []),
    );
    this.market.hidden = !(open && BY_MARKET.includes(verdict));
    this.#suggest(reading);
  }

  /** @param {string} vin Puts what was checked into the field, and leaves the cursor where it was if it can. */
  #write(vin) {
    const { value, selectionStart, selectionEnd } = this.input;
    this.#written = vin;
    if (value === vin) return;
    this.input.value = vin;
    if (value.length === vin.length) this.input.setSelectionRange(selectionStart, selectionEnd);
  }

  /** @param {Reading} reading @returns {string} */
  #verdict({ verdict, length, wrong }) {
    if (verdict === "letters") return this.#never(wrong);
    return filled(this.words[verdict] ?? "", { count: length });
  }

  /** @param {Reading["wrong"]} wrong @returns {string} that no VIN contains these */
  #never(wrong) {
    const { words } = this;
    const chars = [...new Set(wrong.map(({ char }) => char))];
    if (chars.every((char) => /[IOQ]/.test(char))) return words.letters ?? "";
    return filled(words.characters ?? "", { list: listed(chars, "disjunction") });
  }

  /** @param {Reading} reading @returns {string[]} what follows the verdict */
  #notes({ verdict, vin, exact, wrong, replaced, required, slips }) {
    const { words } = this;
    const isWhole = BY_MARKET.includes(verdict);
    const isMisfit = verdict === "misfit";
    const fits = vin === this.#picked ? words.fits_picked : required ? words.fits_note : words.fits_chance;
    const advice = !slips.length ? (isMisfit ? words.several : "") : isMisfit ? words.likely : words.compare;
    return [
      isWhole && !exact ? filled(words.checked ?? "", { vin }) : "",
      isWhole && replaced.length ? this.#replaced(replaced) : "",
      wrong.length && ["short", "long"].includes(verdict) ? this.#never(wrong) : "",
      verdict === "letters" ? this.#places(wrong) : "",
      (verdict === "fits" ? fits : words[`${verdict}_note`]) ?? "",
      advice ?? "",
    ].filter(Boolean);
  }

  /** @param {Reading["replaced"]} replaced @returns {string} which characters only look like plain ones */
  #replaced(replaced) {
    const { words } = this;
    const pairs = replaced.map(({ typed, plain }) => {
      const [, script = "foreign"] = SCRIPTS.find(([pattern]) => pattern.test(typed)) ?? [];
      return filled(words[script] ?? "", { typed: typed.toUpperCase(), plain });
    });
    return filled(words.lookalikes ?? "", { list: listed(pairs, "conjunction") });
  }

  /** @param {Reading["wrong"]} wrong @returns {string} where the characters are that cannot be right */
  #places(wrong) {
    const { words } = this;
    const places = wrong.map(({ at, char }) => filled(words.place ?? "", { place: at + 1, char }));
    const text = wrong.length > 1 ? words.wrong_many : words.wrong_one;
    return filled(text ?? "", { count: wrong.length, list: listed(places, "conjunction") });
  }

  /** @param {Reading} reading @returns {string[]} */
  #facts({ code, region, country, required, year }) {
    const { words } = this;
    const place = [named(country), words[region]].filter(Boolean).join(", ");
    return [
      place && filled(words.maker ?? "", { code, place }),
      year ? filled((required ? words.year : words.maybe_year) ?? "", { year }) : "",
    ].filter(Boolean);
  }

  /** @param {Reading} reading Offers the few VINs that may have been meant. */
  #suggest({ vin, slips }) {
    const { meant = "" } = this.words;
    const list = made("ul", "", ...slips.map((slip) => made("li", "", this.#offer(vin, slip))));
    list.setAttribute("aria-label", meant);
    this.meant.replaceChildren(...(slips.length ? [made("p", "kb-vin__title", meant), list] : []));
  }

  /** @param {string} vin @param {Slip} slip @returns {HTMLButtonElement} */
  #offer(vin, slip) {
    const { vin: meant, kind, at } = slip;
    const isMarked = (/** @type {number} */ n) => kind !== "extra" && at.includes(n);
    const shown = [...meant].map((char, n) => (isMarked(n) ? made("b", "", char) : char));
    const offer = button("kb-vin__offer", "");
    const how = made("span", "kb-vin__how", this.#difference(vin, slip));
    offer.append(made("span", "kb-vin__code", ...shown), " ", how);
    offer.addEventListener("click", () => this.#pick(meant));
    return offer;
  }

  /** @param {string} vin @param {Slip} slip @returns {string} how a suggestion differs */
  #difference(vin, { vin: meant, kind, at }) {
    const text = this.words[kind] ?? "";
    const [first = 0, second = 0] = at;
    if (kind === "swap") return filled(text, { first: first + 1, second: second + 1 });
    return at.map((n) => filled(text, { place: n + 1, now: meant[n] ?? "", typed: vin[n] ?? "" })).join("; ");
  }

  /** @param {string} vin Checks a suggestion. The result gets the focus: on a phone the field would open the keyboard. */
  #pick(vin) {
    this.#picked = vin;
    this.input.value = vin;
    this.#changed();
    this.#show();
    this.status.focus();
  }
}

/** @param {string} address @returns {Promise<void>} once the styles are there, or cannot be loaded */
function styled(address) {
  return new Promise((done) => {
    const link = made("link", "");
    link.rel = "stylesheet";
    link.onload = link.onerror = () => done();
    link.href = address;
    document.head.append(link);
  });
}

/** @param {HTMLFormElement} form Makes it work; tries again after a failure when the reader comes back. */
function begin(form) {
  let begun = false;
  const start = async () => {
    if (begun) return;
    begun = true;
    try {
      const { style = "", words = "" } = form.dataset;
      const [texts] = await Promise.all([data(words), styled(style)]);
      new VinForm(form, texts);
    } catch {
      begun = false;
      find(form, "[role=status]", HTMLElement).textContent = form.dataset.failed ?? "";
    }
  };
  form.addEventListener("focusin", start);
  start();
}

for (const form of document.querySelectorAll("form[data-vin]"))
  if (form instanceof HTMLFormElement) begin(form);
