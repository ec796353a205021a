import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTicks } from "../../docs/assets/js/ticks.js";
import { withoutArea } from "../../docs/assets/js/ticksShown.js";

test("stored ticks are days by step", () => {
  assert.deepEqual(parseTicks('{"account/sign-in": "2026-11-03"}'), { "account/sign-in": "2026-11-03" });
});

test("whatever else is stored is no tick", () => {
  for (const text of ["", "{", "null", "[1]", '"x"', '{"a/b": "<img onerror>"}', '{"a": "2026-11-03", "c/d": 3}'])
    assert.deepEqual(parseTicks(text), {}, text);
});

test("the ticks of an area can be taken out, all or but for some", () => {
  const all = { "phone/restart": "2026-01-02", "account/one": "2026-01-02", "account/two": "2026-01-03" };
  assert.deepEqual(withoutArea(all, "account"), { "phone/restart": "2026-01-02" });
  assert.deepEqual(Object.keys(withoutArea(all, "account", new Set(["account/two"]))), ["phone/restart", "account/two"]);
});
