/** The engine with this site's search data, as the last build wrote it. */

import { readFileSync } from "node:fs";

import { Engine } from "../../docs/assets/js/engine.js";

export const site = new Engine(
  JSON.parse(readFileSync(new URL("../../docs/data/search.json", import.meta.url), "utf8")),
);
