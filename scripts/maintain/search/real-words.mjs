/**
 * Real words: which common words the search would take for misspellings of its own: real-words.mjs LIST...
 *
 * LIST is a file of common words, one per line, such as SCOWL's lists of sizes 10 and 20 (wordlist.aspell.net). Writes
 * training/real-words.txt, of which the build makes a small filter for the browser. Run it after the site's words have
 * changed a lot.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Engine } from "../../../docs/assets/js/engine.js";
import { stemOf } from "../../../docs/assets/js/tokenizer.js";
import { json } from "./judge.mjs";

const TARGET = "training/real-words.txt";

const words = process.argv.slice(2).flatMap((path) => readFileSync(path, "utf8").split("\n"));
const { spelling } = new Engine({ ...json("docs/data/search.json"), real_words: "" });
/** @type {Map<string, string>} stem → one word */
const found = new Map();
for (const word of words) {
  if (/^[a-z]+$/.test(word) && spelling.correct(word) !== word) found.set(stemOf(word), word);
}
const lines = [...found.values()].sort().join("\n");
writeFileSync(
  TARGET,
  `# Common words that look like misspellings of the site's own. Written by scripts/maintain/search/real-words.mjs.\n${lines}\n`,
);
