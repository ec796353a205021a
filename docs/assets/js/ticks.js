/**
 * Ticks: which steps the reader has done, and on which day. Stored in this browser only, under one key, so that every
 * page and tab shows the same. When the browser refuses to store them, they last for the page: the page's root element
 * has them, as each script that uses this module has its own copy of it.
 */

import { readStored, store } from "./storage.js";

/** @typedef {Record<string, string>} Ticks day (`2026-11-24`) by step (`area/step`) */

const STORED = "ticks";
const CHANGED = "ticks-changed";

/** @param {string} text as stored @returns {Ticks} without anything that is not a tick */
export function parseTicks(text) {
  try {
    return Object.fromEntries(
      Object.entries(JSON.parse(text)).filter(([step, day]) =>
        /^[a-z\d-]+\/[a-z\d-]+ \d{4}-\d\d-\d\d$/.test(`${step} ${day}`),
      ),
    );
  } catch {
    return {};
  }
}

/** @returns {Ticks} */
export function ticks() {
  return parseTicks(document.documentElement.dataset.ticks ?? readStored("localStorage", STORED));
}

/** @returns {boolean} whether ticks outlast the page */
export function isStored() {
  const { ticks: unstored } = document.documentElement.dataset;
  return !unstored && store("localStorage", STORED, readStored("localStorage", STORED));
}

/** @param {Ticks} next Replaces all ticks. */
export function replaceTicks(next) {
  const text = Object.keys(next).length ? JSON.stringify(next) : "";
  if (store("localStorage", STORED, text)) delete document.documentElement.dataset.ticks;
  else document.documentElement.dataset.ticks = text || "{}";
  dispatchEvent(new Event(CHANGED));
}

/** @returns {string} the reader's day, as in ticks */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => `${n}`.padStart(2, "0")).join("-");
}

/** @param {string} step @param {boolean} done */
export function tick(step, done) {
  const { [step]: before, ...others } = ticks();
  replaceTicks(done ? { ...others, [step]: before ?? today() } : others);
}

/** @param {Ticks} all @param {string} area @param {Set<string>} [except] steps that stay @returns {Ticks} those left */
export function withoutArea(all, area, except = new Set()) {
  return Object.fromEntries(
    Object.entries(all).filter(([step]) => !step.startsWith(`${area}/`) || except.has(step)),
  );
}

/** Calls back now and whenever ticks change, here or in another tab. @param {(ticks: Ticks) => void} show */
export function follow(show) {
  const now = () => show(ticks());
  for (const event of [CHANGED, "storage", "pageshow"]) addEventListener(event, now);
  now();
}

/** @param {string} day @returns {string} the day as readers of the page's language write it */
export function written(day) {
  return new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
}
