/** Guided check: the symptoms of the diagnose page → one check at a time. The address says where the reader is. */

import { nextState, readState, stateLink } from "./guidedCheckState.js";
import { find } from "./page.js";
import { step } from "./steps.js";
import { readStored, store } from "./storage.js";
import { follow, tick } from "./ticks.js";

/** @typedef {import("./guidedCheckState.js").State} State */

/**
 * @typedef {object} Symptom
 * @property {string} id
 * @property {HTMLElement} section
 * @property {HTMLAnchorElement[]} links its checks, in order
 * @property {string[]} pages address of each check's own text
 * @property {string[]} steps reference of each check (`area/step`)
 * @property {Set<number>} others ranks of the checks that the reader cannot do alone
 */

/** Where the ids of the symptoms that the reader has opened in this tab are stored. */
const SEEN = "seen";

/** The anchor of the symptoms that are not on the home page. */
const OTHERS = "others";

/** @param {HTMLElement} section @returns {Symptom} */
function readSymptom(section) {
  const links = [...find(section, "ol", HTMLElement).querySelectorAll("a")];
  const pages = links.map((link) => link.href);
  const steps = pages.map((href) => href.replace(/^.*\/([^/]+)\/(?:index\.html)?#(.+)$/, "$1/$2"));
  const theirs = (section.dataset.others ?? "").split(" ");
  const others = new Set(steps.flatMap((ref, n) => (theirs.includes(ref) ? [n + 1] : [])));
  return { id: section.dataset.symptom ?? "", section, links, pages, steps, others };
}

/** @param {string} href @param {string | null} text @returns {HTMLLIElement} an item with a link */
function itemOf(href, text) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  item.append(link);
  return item;
}

class GuidedCheck {
  /** @type {Map<string, Symptom>} */
  #symptoms = new Map();
  #seen = new Set(readStored("sessionStorage", SEEN).split(" "));
  /** @type {Map<Element, Element[]>} the items of each list of symptoms */
  #lists = new Map();

  /** @param {HTMLElement} card @param {HTMLElement} page */
  constructor(card, page) {
    this.card = card;
    this.page = page;
    this.title = document.title;
    this.views = {
      check: find(card, "[data-view=check]", HTMLElement),
      fixed: find(card, "[data-view=fixed]", HTMLElement),
      call: find(card, "[data-view=call]", HTMLElement),
    };
    this.answers = find(card, ".kb-guided__answers", HTMLElement);
    this.contacts = find(card, ".kb-guided__contacts", HTMLElement);
    this.again = find(card, "[data-again]", HTMLButtonElement);
    for (const section of page.querySelectorAll("[data-symptom]"))
      if (section instanceof HTMLElement)
        this.#symptoms.set(section.dataset.symptom ?? "", readSymptom(section));
    for (const list of page.querySelectorAll(".kb-choose ul")) this.#lists.set(list, [...list.children]);
    page.addEventListener("click", (event) => this.#click(event));
    addEventListener("popstate", () => this.show());
    // The bar sticks to the bottom: what gets the focus scrolls clear of it.
    new ResizeObserver(() => {
      const sticks = getComputedStyle(this.answers).position === "sticky";
      document.documentElement.style.scrollPaddingBottom = sticks ? `${this.answers.offsetHeight + 8}px` : "";
    }).observe(this.answers);
    follow((ticks) => {
      for (const { links, steps } of this.#symptoms.values())
        for (const [n, link] of links.entries()) this.#mark(link, (steps[n] ?? "") in ticks);
    });
    this.show();
  }

  /** @param {HTMLAnchorElement} link @param {boolean} done Shows in the list of checks whether one is done. */
  #mark(link, done) {
    link.nextElementSibling?.remove();
    if (!done) return;
    const mark = document.createElement("span");
    mark.className = "kb-done";
    mark.textContent = this.card.dataset.ticked ?? "";
    link.after(mark);
  }

  /** Goes where a link of the check leads, without loading the page again. @param {MouseEvent} event */
  #click(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.dataset.tick) tick(link.dataset.tick, true);
    const href = link.getAttribute("href") ?? "";
    const symptom = link.closest(".kb-choose") ? link.hash : "";
    if (link.matches(".kb-copy") || !(symptom || /^[?#]/.test(href))) return;
    event.preventDefault();
    history.pushState(null, "", symptom ? `${location.pathname}${symptom}` : link.href);
    this.show(true);
  }

  /** Shows what the address says. @param {boolean} [moved] whether the reader came from another state of this page */
  show(moved = false) {
    const id = location.hash.slice(1); // ids need no decoding, and a malformed address must do no harm
    const section = document.getElementById(id)?.closest("[data-symptom]"); // also by a former id
    const symptom =
      section instanceof HTMLElement ? this.#symptoms.get(section.dataset.symptom ?? "") : undefined;
    this.card.hidden = !symptom;
    document.title = this.title;
    if (symptom) this.#showSymptom(symptom, moved);
    else this.#choose(id === OTHERS, moved);
  }

  /** Shows the symptoms to choose from. @param {boolean} others whether those seen before are left out @param {boolean} moved */
  #choose(others, moved) {
    this.page.dataset.guided = "choose";
    const isNew = (/** @type {Element} */ item) =>
      !this.#seen.has(item.querySelector("a")?.hash.slice(1) ?? "");
    const heading = document.getElementById(OTHERS);
    const rest = heading?.nextElementSibling;
    const someLeft = [...this.#lists].some(([list, items]) => rest?.contains(list) && items.some(isNew));
    for (const [list, items] of this.#lists) {
      const shown = others && someLeft ? items.filter(isNew) : items;
      list.replaceChildren(...shown);
      list.previousElementSibling?.toggleAttribute("hidden", !shown.length);
    }
    if (others && heading) {
      heading.tabIndex = -1;
      if (moved) heading.focus();
      heading.scrollIntoView();
    } else if (moved) scrollTo(0, 0);
  }

  /** @param {Symptom} symptom @param {boolean} moved */
  #showSymptom(symptom, moved) {
    this.#seen.add(symptom.id);
    store("sessionStorage", SEEN, [...this.#seen].join(" "));
    const state = readState(location.search, symptom.links.length);
    this.page.dataset.guided = state.view;
    for (const { section } of this.#symptoms.values())
      section.toggleAttribute("data-now", section === symptom.section);
    find(symptom.section, "ol", HTMLElement).before(this.card);
    for (const [name, element] of Object.entries(this.views)) element.hidden = name !== state.view;
    for (const [n, link] of symptom.links.entries()) {
      link.href = stateLink({ ...state, view: "check", rank: n + 1 }, symptom.id);
      if (state.view === "check" && n === state.rank - 1) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    if (state.view === "check") this.#showCheck(symptom, state);
    else if (state.view === "fixed") this.#showFixed(symptom, state);
    else this.#showCall(symptom, state);
    const heading = find(this.views[state.view], "h3", HTMLElement);
    document.title = `${heading.textContent} – ${this.title}`;
    if (moved || state.view !== "check") heading.focus({ preventScroll: true });
    if (location.search) this.card.scrollIntoView();
    else symptom.section.scrollIntoView();
  }

  /** @param {Symptom} symptom @param {State} state */
  #showCheck({ id, links, pages, steps, others }, state) {
    const { rank } = state;
    const root = this.views.check;
    const count = links.length;
    find(root, "h3", HTMLElement).textContent = links[rank - 1]?.textContent ?? "";
    find(root, ".kb-guided__rank", HTMLElement).textContent = (this.card.dataset.rank ?? "")
      .replace("{rank}", `${rank}`)
      .replace("{count}", `${count}`);
    const done = steps[rank - 1] ?? "";
    const isOthers = others.has(rank); // who reads on has not done it
    this.#answer("fixed", stateLink({ ...state, view: "fixed" }, id), done);
    this.#answer("broken", stateLink(nextState(state, !isOthers, count), id), isOthers ? "" : done);
    this.#answer("skip", stateLink(nextState(state, false, count), id));
    this.contacts.hidden = true;
    this.again.onclick = () => this.#load(pages, rank);
    this.#load(pages, rank);
  }

  /** @param {string} name @param {string} href @param {string} [done] the step that the answer says is done */
  #answer(name, href, done = "") {
    const link = find(this.answers, `[data-answer=${name}]`, HTMLAnchorElement);
    link.href = href;
    link.dataset.tick = done;
  }

  /**
   * Shows a check's text, and loads the next one ahead. Only who could read a check can have done it.
   * @param {string[]} pages @param {number} rank
   */
  async #load(pages, rank) {
    const address = pages[rank - 1] ?? "";
    const { waiting = "", unread = "" } = this.card.dataset;
    const root = this.views.check;
    const text = find(root, ".kb-guided__text", HTMLElement);
    const status = find(root, "[role=status]", HTMLElement);
    const open = find(root, ".kb-guided__open", HTMLAnchorElement);
    /** @param {string} message @param {Element[]} parts @param {boolean} failed */
    const render = (message, parts, failed) => {
      status.textContent = message;
      text.replaceChildren(...parts);
      open.hidden = parts.length > 0;
      this.again.hidden = !failed;
      this.answers.hidden = !parts.length && !failed; // or they would move under the reader's finger
      for (const name of ["fixed", "broken"])
        find(this.answers, `[data-answer=${name}]`, HTMLElement).hidden = !parts.length;
    };
    open.href = address;
    render(waiting, [], false);
    const state = location.href;
    const found = await step(address).catch(() => undefined);
    if (state !== location.href) return;
    render(found ? "" : unread, found?.parts ?? [], !found);
    const isLast = rank === pages.length;
    if (isLast && !text.querySelector(".kb-contacts")) this.#showContacts(this.answers);
    document.dispatchEvent(new Event("content-added"));
    if (!isLast) step(pages[rank] ?? "").catch(() => undefined);
  }

  /** @param {Element} place Shows whom to call before it. */
  #showContacts(place) {
    place.before(this.contacts);
    this.contacts.hidden = false;
  }

  /** @param {Symptom} symptom @param {State} state */
  #showFixed({ id, links, pages }, state) {
    const { rank } = state;
    const back = find(this.views.fixed, ".kb-guided__back", HTMLAnchorElement);
    back.href = stateLink({ ...state, view: "check" }, id);
    const link = find(this.views.fixed, ".kb-guided__open", HTMLAnchorElement);
    link.href = pages[rank - 1] ?? "";
    link.textContent = links[rank - 1]?.textContent ?? "";
  }

  /** @param {Symptom} symptom @param {State} state */
  #showCall({ id, links, pages, others }, state) {
    const root = this.views.call;
    const { done: didSome = "", none = "" } = this.card.dataset;
    const own = links.map((_, n) => n + 1).filter((rank) => !others.has(rank));
    const done = own.filter((rank) => state.done.includes(rank));
    find(root, ".kb-guided__outcome", HTMLElement).textContent = (done.length ? didSome : none)
      .replace("{done}", `${done.length}`)
      .replace("{count}", `${own.length}`);
    /** @param {string} name @param {HTMLLIElement[]} items */
    const list = (name, items) => {
      const part = find(root, `[data-list=${name}]`, HTMLElement);
      part.hidden = !items.length;
      find(part, "ul", HTMLElement).replaceChildren(...items);
    };
    const title = (/** @type {number} */ rank) => links[rank - 1]?.textContent ?? "";
    const skipped = own.filter((rank) => !done.includes(rank));
    list(
      "skipped",
      skipped.map((rank) => itemOf(stateLink({ ...state, view: "check", rank }, id), title(rank))),
    );
    list(
      "others",
      [...others].map((rank) => itemOf(pages[rank - 1] ?? "", title(rank))),
    );
    this.#showContacts(find(root, ".kb-guided__sheet", HTMLElement));
  }
}

const card = document.querySelector(".kb-guided");
const article = card?.closest("article");
if (card instanceof HTMLElement && article) new GuidedCheck(card, article);
