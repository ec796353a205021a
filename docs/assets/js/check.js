/**
 * Guided check: the lists of the diagnose page → one check at a time. The address says where the reader is: `#symptom`
 * begins, `?check=3#symptom` is the third check, `?fixed=3#symptom` and `?check=call#symptom` are the ends.
 */

import { find } from "./page.js";
import { step } from "./steps.js";
import { follow, tick } from "./ticks.js";

/** @typedef {{section: HTMLElement, links: HTMLAnchorElement[], steps: string[]}} Symptom */

class GuidedCheck {
  /** @type {Map<string, Symptom>} */
  #symptoms = new Map();

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
    for (const section of page.querySelectorAll("[data-symptom]")) {
      if (!(section instanceof HTMLElement)) continue;
      const links = [...find(section, "ol", HTMLElement).querySelectorAll("a")];
      const steps = links.map((link) => link.href.replace(/^.*\/([^/]+)\/(?:index\.html)?#(.+)$/, "$1/$2"));
      this.#symptoms.set(section.dataset.symptom ?? "", { section, links, steps });
    }
    for (const [id, { links }] of this.#symptoms)
      for (const [n, link] of links.entries()) {
        link.dataset.page = link.href;
        link.href = `?check=${n + 1}#${id}`;
      }
    page.addEventListener("click", (event) => this.#click(event));
    addEventListener("popstate", () => this.show());
    follow((ticks) => {
      for (const { links, steps } of this.#symptoms.values())
        for (const [n, link] of links.entries()) link.classList.toggle("kb-done", (steps[n] ?? "") in ticks);
    });
    this.show();
  }

  /** Goes where a link of the check leads, without loading the page again. @param {MouseEvent} event */
  #click(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.dataset.tick) tick(link.dataset.tick, true);
    if (!/^[?#]/.test(link.getAttribute("href") ?? "")) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    this.show(true);
  }

  /** Shows what the address says. @param {boolean} [moved] whether the reader came from another state of this page */
  show(moved = false) {
    const id = decodeURIComponent(location.hash.slice(1));
    const asked = document.getElementById(id)?.closest("[data-symptom]"); // also by a former id
    const symptom =
      asked instanceof HTMLElement ? this.#symptoms.get(asked.dataset.symptom ?? "") : undefined;
    this.page.dataset.guided = symptom ? "check" : "choose";
    this.card.hidden = !symptom;
    document.title = this.title;
    if (!symptom) {
      if (moved) scrollTo(0, 0);
      return;
    }
    for (const { section } of this.#symptoms.values())
      section.toggleAttribute("data-now", section === symptom.section);
    find(symptom.section, "ol", HTMLElement).before(this.card);
    const query = new URLSearchParams(location.search);
    const last = symptom.links.length;
    const rank = Math.min(
      Math.max(Number.parseInt(query.get("check") ?? query.get("fixed") ?? "", 10) || 1, 1),
      last,
    );
    const view = query.get("check") === "call" ? "call" : query.has("fixed") ? "fixed" : "check";
    for (const [name, element] of Object.entries(this.views)) element.hidden = name !== view;
    for (const [n, link] of symptom.links.entries())
      if (view === "check" && n === rank - 1) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    if (view !== "call") this.#fill(view, id, symptom, rank);
    const heading = find(this.views[view], "h3", HTMLElement);
    document.title = `${heading.textContent} – ${this.title}`;
    if (moved || view !== "check") heading.focus();
    if (query.size) this.card.scrollIntoView();
    else if (moved || location.hash) symptom.section.scrollIntoView();
  }

  /** @param {"check" | "fixed"} view @param {string} id @param {Symptom} symptom @param {number} rank */
  #fill(view, id, { section, links, steps }, rank) {
    const link = links[rank - 1];
    const root = this.views[view];
    const text = find(root, ".kb-guided__text", HTMLElement);
    const open = find(root, ".kb-guided__open", HTMLAnchorElement);
    const address = link?.dataset.page ?? "";
    text.textContent = this.card.dataset.waiting ?? "";
    open.href = address;
    if (view === "check") {
      const last = rank === links.length;
      find(root, "h3", HTMLElement).textContent = link?.textContent ?? "";
      find(root, ".kb-guided__rank", HTMLElement).textContent = (this.card.dataset.rank ?? "")
        .replace("{rank}", `${rank}`)
        .replace("{count}", `${links.length}`);
      find(root, ".kb-guided__answers", HTMLElement).hidden = true; // until the text, which would push them away
      const onward = `?check=${last ? "call" : rank + 1}#${id}`;
      const done = steps[rank - 1] ?? "";
      const theirs = (section.dataset.theirs ?? "").split(" ").includes(done); // who reads on has not done it
      this.#answer("[data-answer=fixed]", `?fixed=${rank}#${id}`, done);
      this.#answer("[data-answer=broken]", onward, theirs ? "" : done);
      this.#answer("[data-answer=skip]", onward);
    } else open.textContent = link?.textContent ?? "";
    this.#explain(address, view, text);
  }

  /** @param {string} selector @param {string} href @param {string} [done] the step that the answer says is done */
  #answer(selector, href, done = "") {
    const link = find(this.card, selector, HTMLAnchorElement);
    link.href = href;
    link.dataset.tick = done;
  }

  /**
   * Shows the step's own words: all of them, or at the good end how to keep the fault from coming back. When they cannot
   * be loaded, it says so, and the link to them is there.
   * @param {string} address @param {"check" | "fixed"} view @param {HTMLElement} text
   */
  async #explain(address, view, text) {
    const state = location.href;
    const found = await step(address).catch(() => undefined);
    if (state !== location.href) return;
    find(this.card, ".kb-guided__answers", HTMLElement).hidden = false;
    if (!found) {
      text.textContent = view === "check" ? (this.card.dataset.unread ?? "") : "";
      return;
    }
    const parts = found.parts.filter((part) => part.matches(".kb-prevent") === (view === "fixed"));
    const more = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = this.card.dataset.more ?? "";
    more.append(summary, ...parts.filter((part) => part.matches("ul, nav")));
    text.replaceChildren(...parts.filter((part) => !part.matches("ul, nav")));
    if (more.childElementCount > 1) text.append(more);
  }
}

const card = document.querySelector(".kb-guided");
const article = card?.closest("article");
if (card instanceof HTMLElement && article) new GuidedCheck(card, article);
