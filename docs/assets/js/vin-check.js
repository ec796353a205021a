/**
 * VIN check: the form, once a reader goes for it. Nothing that is typed is kept, or leaves the page; every text goes into
 * the page as text.
 */

import { data, find } from "./page.js";
import { check } from "./vin.js";

/** @typedef {import("./vin.js").Reading} Reading */
/** @typedef {import("./vin.js").Slip} Slip */
/** @typedef {Record<string, string>} Words */

/** Milliseconds without a key press after which a whole VIN is checked by itself. */
const PAUSE = 400;
const WHOLE = 17;
/** Suggestions that are shown at first. */
const FIRST = 4;

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

/** @param {number[]} years @returns {string} `1989 or 2019`, in the page's language */
const either = (years) =>
  new Intl.ListFormat(document.documentElement.lang, { type: "disjunction" }).format(years.map(String));

class VinForm {
  #pause = 0;
  /** The suggestion that was picked last. */
  #picked = "";

  /** @param {HTMLFormElement} form @param {Words} words */
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.input = find(form, "input", HTMLInputElement);
    this.status = find(form, "[role=status]", HTMLElement);
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
    this.input.addEventListener("input", () => this.#typed());
    this.sold.addEventListener("change", () => this.#show());
    this.#clear();
    this.#typed();
    if (form.hasAttribute("data-asked")) this.#show(); // before any of this was loaded
  }

  /** @returns {Reading} */
  #read() {
    return check(this.input.value, new Date().getFullYear(), this.sold.checked);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    this.#show();
  }

  /** Takes back what was told of another VIN, and checks a whole one after a moment. */
  #typed() {
    const { length } = this.#read();
    clearTimeout(this.#pause);
    this.count.textContent = length ? filled(this.words.count ?? "", { count: length }) : "";
    if (length < WHOLE) this.#clear();
    else this.#pause = setTimeout(() => this.#show(), PAUSE);
  }

  #clear() {
    this.status.replaceChildren();
    this.meant.replaceChildren();
    this.market.hidden = true;
    delete this.form.dataset.verdict;
  }

  /** Tells what the field's text is. */
  #show() {
    clearTimeout(this.#pause);
    const reading = this.#read();
    const whole = ["fits", "misfit", "unknown"].includes(reading.verdict);
    this.form.dataset.verdict = reading.vin === this.#picked ? "picked" : reading.verdict;
    this.status.replaceChildren(
      ...this.#verdict(reading),
      ...(whole ? [made("ul", "", ...this.#facts(reading).map((fact) => made("li", "", fact)))] : []),
    );
    this.market.hidden = !(whole && reading.open);
    this.#suggest(reading);
  }

  /** @param {Reading} reading @returns {HTMLElement[]} */
  #verdict({ verdict, vin, length, strange, due, digit, slips }) {
    const { words } = this;
    const values = { count: length, letters: strange.slice(0, WHOLE).join(" "), digit };
    const letters = strange.length && verdict !== "letters" ? words.letters : "";
    const fits = vin === this.#picked ? words.fits_picked : due ? words.fits_note : words.fits_chance;
    const note = verdict === "fits" ? fits : words[`${verdict}_note`];
    const found = slips.length === 1 ? words.meant_one : slips.length ? words.meant_many : "";
    const more = [filled([letters, note].filter(Boolean).join(" "), values)];
    if (found) more.push(filled(found, { count: slips.length }));
    return [
      made("p", "kb-vin__verdict", filled(words[verdict] ?? "", values)),
      ...more.filter(Boolean).map((text) => made("p", "", text)),
    ];
  }

  /** @param {Reading} reading @returns {string[]} */
  #facts({ code, vin, region, country, due, years, year }) {
    const { words } = this;
    const place = [named(country), words[region]].filter(Boolean).join(", ");
    const others = years.filter((other) => other !== year);
    const years_ = !years.length
      ? words.no_year
      : !due
        ? words.maybe_year
        : others.length
          ? words.years
          : words.year;
    return [
      place && filled(words.maker ?? "", { code, place }),
      filled(years_ ?? "", {
        code: vin[9] ?? "",
        year: year || either(years),
        years: either(years),
        others: either(others),
      }),
    ].filter(Boolean);
  }

  /** @param {Reading} reading Offers what may have been meant: the likeliest first, the others when asked for. */
  #suggest({ vin, slips }) {
    const rows = slips.map((slip) => made("li", "", this.#offer(vin, slip)));
    const list = made("ul", "", ...rows.slice(0, FIRST));
    list.setAttribute("aria-label", this.words.meant ?? "");
    this.meant.replaceChildren(
      ...(rows.length ? [made("p", "kb-vin__title", this.words.meant ?? ""), list] : []),
    );
    const rest = rows.slice(FIRST);
    if (!rest.length) return;
    const more = button("", filled(this.words.more ?? "", { count: rest.length }));
    more.addEventListener("click", () => {
      list.append(...rest);
      more.remove();
      rest[0]?.querySelector("button")?.focus();
    });
    this.meant.append(more);
  }

  /** @param {string} vin @param {Slip} slip @returns {HTMLButtonElement} */
  #offer(vin, { vin: meant, kind, at }) {
    const { words } = this;
    const [first = 0] = at;
    const how =
      kind === "swap"
        ? filled(words.swapped ?? "", { first: first + 1, second: first + 2 })
        : at
            .map((n) =>
              filled(words.changed ?? "", { place: n + 1, now: meant[n] ?? "", typed: vin[n] ?? "" }),
            )
            .join("; ");
    const shown = [...meant].map((char, n) => (at.includes(n) ? made("b", "", char) : char));
    const offer = button("kb-vin__offer", "");
    offer.append(made("span", "kb-vin__code", ...shown), " ", made("span", "kb-vin__how", how));
    offer.addEventListener("click", () => {
      this.#picked = meant;
      this.input.value = meant;
      this.#typed();
      this.#show();
      this.input.focus();
    });
    return offer;
  }
}

/** @param {string} address @returns {Promise<void>} once the styles are there, or cannot be had */
function styled(address) {
  return new Promise((done) => {
    const link = made("link", "");
    link.rel = "stylesheet";
    link.onload = link.onerror = () => done();
    link.href = address;
    document.head.append(link);
  });
}

/** @param {HTMLFormElement} form Makes it work; after a failure, again when the reader comes back to it. */
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
