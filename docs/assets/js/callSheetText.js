/** The call sheet as plain text. */

/**
 * @typedef {object} Sheet
 * @property {[label: string, value: string][]} fields
 * @property {[heading: string, lines: string[]][]} lists
 */

/** @param {Sheet} sheet @returns {string} without what is empty */
export function callSheetText({ fields, lists }) {
  const filled = fields
    .filter(([, value]) => value.trim())
    .map(([label, value]) => `${label}: ${value.trim()}`);
  const parts = lists
    .filter(([, lines]) => lines.length)
    .map(([heading, lines]) => [`${heading}:`, ...lines.map((line) => `- ${line}`)].join("\n"));
  return [filled.join("\n"), ...parts].filter(Boolean).join("\n\n");
}
