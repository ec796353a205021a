import assert from "node:assert/strict";
import { test } from "node:test";
import { callSheetText } from "../../docs/assets/js/callSheetText.js";

test("a sheet is its fields, then its lists", () => {
  const text = callSheetText({
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
  assert.equal(callSheetText({ fields: [["Model", ""]], lists: [["Tried", []]] }), "");
  assert.equal(callSheetText({ fields: [], lists: [["Call", ["1-800"]]] }), "Call:\n- 1-800");
});
