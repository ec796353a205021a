/**
 * Vendor: the libraries that the site ships, from the locked npm packages to docs/assets/js/vendor/, minified, with
 * version, licence and checksum beside them. Run by `make vendor`.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";

const TARGET = "docs/assets/js/vendor";
const PACKAGES = [
  { name: "minisearch", entry: "export { default } from 'minisearch'" },
  { name: "stemmer", entry: "export { stemmer } from 'stemmer'" },
];

/** @param {{name: string, entry: string}} wanted @returns {{name: string, version: string, licence: string, file: string, sha256: string}} */
function vendor({ name, entry }) {
  const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  const outfile = `${TARGET}/${name}.js`;
  buildSync({
    stdin: { contents: entry, resolveDir: "." },
    banner: { js: `// @ts-nocheck\n/*! ${name} ${about.version} | ${about.license} licence | see vendor.json */` },
    outfile,
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    legalComments: "none",
  });
  const sha256 = createHash("sha256").update(readFileSync(outfile)).digest("hex");
  return { name, version: about.version, licence: about.license, file: `${name}.js`, sha256 };
}

writeFileSync(`${TARGET}/vendor.json`, `${JSON.stringify(PACKAGES.map(vendor), null, 2)}\n`);
