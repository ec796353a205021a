import assert from "node:assert/strict";
import { test } from "node:test";
import { sheetText } from "../../docs/assets/js/sheetText.js";

test("a sheet is its fields, then its lists", () => {
  const text = sheetText({
    fields: [
      ["Model", "Corolla <b>"],
      ["VIN", "  "],
      ["Words", "one\ntwo "],
    ],
    lists: [
      ["Tried", ["Sign out"]],
      ["Call", ["1-800"]],
    ],
  });
  assert.equal(text, "Model: Corolla <b>\nWords: one\ntwo\n\nTried:\n- Sign out\n\nCall:\n- 1-800");
});

test("what is empty leaves no trace", () => {
  assert.equal(sheetText({ fields: [["Model", ""]], lists: [["Tried", []]] }), "");
  assert.equal(sheetText({ fields: [], lists: [["Call", ["1-800"]]] }), "Call:\n- 1-800");
});
