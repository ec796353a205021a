/**
 * Bundle the third-party code that the site ships from the locked npm packages, minified, and record the versions,
 * licenses and checksum: vendor.mjs [FOLDER]
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";

const FOLDER = process.argv[2] ?? "docs/assets/js/vendor";
const FILE = "library.js";
const ENTRY = 'export { stemmer } from "stemmer";';

const { name, version, license } = JSON.parse(readFileSync("node_modules/stemmer/package.json", "utf8"));
const { outputFiles } = buildSync({
  stdin: { contents: ENTRY, resolveDir: "." },
  banner: { js: `// @ts-nocheck\n/*! ${name} ${version} ${license} */` },
  bundle: true,
  format: "esm",
  minifySyntax: true,
  minifyWhitespace: true,
  target: "es2022",
  legalComments: "none",
  write: false,
});
const code = outputFiles[0].contents;
const sha256 = createHash("sha256").update(code).digest("hex");
writeFileSync(`${FOLDER}/${FILE}`, code);
writeFileSync(`${FOLDER}/vendor.json`, `${JSON.stringify({ file: FILE, sha256, packages: [{ name, version, license }] }, null, 2)}\n`);
