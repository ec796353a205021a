/**
 * Vendor: the libraries that the site ships, from the locked npm packages to docs/assets/js/vendor/, minified, with
 * version, licence and checksum beside them. Run by `make vendor`; an argument names another folder.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";

const TARGET = process.argv[2] ?? "docs/assets/js/vendor";
const FILE = "library.js";
const ENTRY = `
  export { default as SearchableMap } from "minisearch/SearchableMap";
  export { stemmer } from "stemmer";
`;

const packages = ["minisearch", "stemmer"].map((name) => {
  const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return { name, version: about.version, licence: about.license };
});
buildSync({
  stdin: { contents: ENTRY, resolveDir: "." },
  banner: { js: `// @ts-nocheck\n/*! ${packages.map(({ name, version, licence }) => `${name} ${version} ${licence}`).join(", ")} */` },
  outfile: `${TARGET}/${FILE}`,
  bundle: true,
  format: "esm",
  minifySyntax: true,
  minifyWhitespace: true,
  target: "es2022",
  legalComments: "none",
});
const sha256 = createHash("sha256").update(readFileSync(`${TARGET}/${FILE}`)).digest("hex");
writeFileSync(`${TARGET}/vendor.json`, `${JSON.stringify({ file: FILE, sha256, packages }, null, 2)}\n`);
