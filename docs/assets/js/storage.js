/** Browser storage that may be refused or full, as in some private windows. */

/** @typedef {"localStorage" | "sessionStorage"} Area */

/** @param {Area} area @param {string} key @returns {string} what is stored; empty when there is nothing, or no storage */
export function readStored(area, key) {
  try {
    return globalThis[area].getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** @param {Area} area @param {string} key @param {string} value nothing is stored when empty @returns {boolean} success */
export function store(area, key, value) {
  try {
    if (value) globalThis[area].setItem(key, value);
    else globalThis[area].removeItem(key);
    return true;
  } catch {
    return false;
  }
}
