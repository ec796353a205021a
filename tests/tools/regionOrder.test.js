import assert from "node:assert/strict";
import { test } from "node:test";
import { orderByRegion } from "../../docs/assets/js/regionOrder.js";

const blocks = [
  { name: "all", regions: [] },
  { name: "north", regions: ["us", "ca"] },
  { name: "europe", regions: ["eu"] },
];

/** @param {string} region @param {typeof blocks} some */
function names(region, some = blocks) {
  const { shown, folded } = orderByRegion(some, ({ regions }) => regions, region);
  return [shown, folded].map((part) => part.map(({ name }) => name).join(" "));
}

test("until a region is chosen, all are shown in the content's order", () => {
  assert.deepEqual(names(""), ["all north europe", ""]);
});

test("the reader's own come first, others fold away", () => {
  assert.deepEqual(names("ca"), ["north all", "europe"]);
  assert.deepEqual(names("eu"), ["europe all", "north"]);
});

test("a region without blocks of its own has those for all", () => {
  assert.deepEqual(names("au"), ["all", "north europe"]);
});

test("nothing folds away when nothing would be left", () => {
  assert.deepEqual(names("au", blocks.slice(1)), ["north europe", ""]);
});

test("additions for other regions fold away even where the reader's own has none", () => {
  const [shown, folded] = Object.values(orderByRegion(blocks.slice(1), ({ regions }) => regions, "au", true));
  assert.deepEqual([shown.length, folded.length], [0, 2]);
});
