/**
 * Ticks: which steps the reader has done, and on which day. Kept in this browser only, under one key, so that every page
 * and tab shows the same.
 */

/** @typedef {Record<string, string>} Ticks day (`2026-11-24`) by step (`area/step`) */

const STORED = "ticks";
const CHANGED = "ticks-changed";

/** @type {Ticks} what is ticked when the browser keeps nothing, as in some private windows */
let unkept = {};

/** @returns {Ticks} */
export function ticks() {
  try {
    return Object.fromEntries(
      Object.entries(JSON.parse(localStorage.getItem(STORED) ?? "{}")).filter(([step, day]) =>
        /^[a-z\d-]+\/[a-z\d-]+ \d{4}-\d\d-\d\d$/.test(`${step} ${day}`),
      ),
    );
  } catch {
    return unkept;
  }
}

/** @param {Ticks} next */
function keep(next) {
  unkept = next;
  try {
    if (Object.keys(next).length) localStorage.setItem(STORED, JSON.stringify(next));
    else localStorage.removeItem(STORED);
  } catch {
    // Full or refused: the ticks then last for this page.
  }
  dispatchEvent(new Event(CHANGED));
}

/** @returns {string} the reader's day, as ticks hold it */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => `${n}`.padStart(2, "0")).join("-");
}

/** @param {string} step @param {boolean} done */
export function tick(step, done) {
  const { [step]: before, ...others } = ticks();
  keep(done ? { ...others, [step]: before ?? today() } : others);
}

/** Forgets every tick, or those of one area whose steps are no longer there. @param {string} [area] @param {Set<string>} [there] */
export function forget(area, there) {
  const known = ticks();
  const left = Object.entries(known).filter(
    ([step]) => area && (!step.startsWith(`${area}/`) || there?.has(step)),
  );
  if (left.length < Object.keys(known).length) keep(Object.fromEntries(left));
}

/** Calls back now and whenever ticks change, here or in another tab. @param {(ticks: Ticks) => void} show */
export function follow(show) {
  const now = () => show(ticks());
  addEventListener(CHANGED, now);
  addEventListener("storage", now);
  now();
}

/** @param {string} day @returns {string} the day as readers of the page's language write it */
export function written(day) {
  return new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
}
