/**
 * Where a reader is in the guided check, as the page's address says it: `?check=3&done=1#symptom` is the third check
 * after the first was done, `?fixed=3&done=1#symptom` and `?check=call&done=1#symptom` are the ends.
 */

/** @typedef {{view: "check" | "fixed" | "call", rank: number, done: number[]}} State ranks count from 1 */

/** @param {string} search of the address @param {number} count of checks @returns {State} */
export function readState(search, count) {
  const query = new URLSearchParams(search);
  const isFixed = query.has("fixed");
  const rank = Number.parseInt(query.get(isFixed ? "fixed" : "check") ?? "", 10) || 1;
  const done = (query.get("done") ?? "").split(".").map(Number);
  return {
    view: isFixed ? "fixed" : query.get("check") === "call" ? "call" : "check",
    rank: Math.min(Math.max(rank, 1), count),
    done: [...new Set(done)].filter((n) => n >= 1 && n <= count && Number.isInteger(n)).sort((a, b) => a - b),
  };
}

/** @param {State} state @param {string} id of the symptom @returns {string} the link to the state */
export function stateLink({ view, rank, done }, id) {
  const place = view === "fixed" ? `fixed=${rank}` : `check=${view === "call" ? "call" : rank}`;
  return `?${place}${done.length ? `&done=${done.join(".")}` : ""}#${id}`;
}

/** @param {State} state @param {boolean} isDone whether its check was done @param {number} count @returns {State} the next */
export function nextState({ rank, done }, isDone, count) {
  const all = isDone ? [...new Set([...done, rank])].sort((a, b) => a - b) : done.filter((n) => n !== rank);
  return { view: rank < count ? "check" : "call", rank: Math.min(rank + 1, count), done: all };
}
