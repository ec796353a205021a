/** What a page says about ticks: their days, whether they are stored, which are of its area. */

import { readStored, store } from "./storage.js";
import { STORED_TICKS } from "./ticks.js";

/** @typedef {import("./ticks.js").Ticks} Ticks */

/** @returns {boolean} whether ticks outlast the page */
export function isStored() {
  const { ticks: unstored } = document.documentElement.dataset;
  return !unstored && store("localStorage", STORED_TICKS, readStored("localStorage", STORED_TICKS));
}

/** @param {Ticks} all @param {string} area @param {Set<string>} [except] steps that stay @returns {Ticks} those left */
export function withoutArea(all, area, except = new Set()) {
  return Object.fromEntries(
    Object.entries(all).filter(([step]) => !step.startsWith(`${area}/`) || except.has(step)),
  );
}

/** @param {string} day @returns {string} the day as readers of the page's language write it */
export function written(day) {
  return new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
}
