/**
 * Ticks: which steps the reader has done, and on which day. Stored in this browser only, under one key, so that every
 * page and tab shows the same. When the browser refuses to store them, they last for the page: the page's root element
 * has them, as each script that uses this module has its own copy of it.
 */

import { readStored, store } from "./storage.js";

/** @typedef {Record<string, string>} Ticks day (`2026-11-24`) by step (`area/step`) */

/** The key under which ticks are stored. */
export const STORED_TICKS = "ticks";
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
  return parseTicks(document.documentElement.dataset.ticks ?? readStored("localStorage", STORED_TICKS));
}

/** @param {Ticks} next Replaces all ticks. */
export function replaceTicks(next) {
  const text = Object.keys(next).length ? JSON.stringify(next) : "";
  if (store("localStorage", STORED_TICKS, text)) delete document.documentElement.dataset.ticks;
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

/** Calls back now and whenever ticks change, here or in another tab. @param {(ticks: Ticks) => void} show */
export function follow(show) {
  const now = () => show(ticks());
  for (const event of [CHANGED, "storage", "pageshow"]) addEventListener(event, now);
  now();
}
