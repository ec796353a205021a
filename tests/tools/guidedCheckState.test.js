import assert from "node:assert/strict";
import { test } from "node:test";
import { nextState, readState, stateLink } from "../../docs/assets/js/guidedCheckState.js";

test("an address without a state is the first check", () => {
  assert.deepEqual(readState("", 8), { view: "check", rank: 1, done: [] });
});

test("a state has an address and comes back from it", () => {
  for (const state of [
    { view: "check", rank: 3, done: [1, 2] },
    { view: "fixed", rank: 3, done: [1] },
    { view: "call", rank: 1, done: [1, 2, 8] },
  ]) {
    const link = stateLink(state, "spins");
    assert.match(link, /#spins$/);
    assert.deepEqual(readState(new URL(link, "https://site.example/").search, 8), state);
  }
});

test("odd addresses are a check that exists", () => {
  for (const search of ["?check=99", "?check=-1", "?check=x", "?check=", "?fixed=0", "?check=2&done=x.0.99.1.5.1"]) {
    const { rank, done } = readState(search, 8);
    assert.ok(rank >= 1 && rank <= 8, search);
    assert.ok(
      done.every((n) => n >= 1 && n <= 8),
      search,
    );
  }
  assert.deepEqual(readState("?check=2&done=5.1.1.x.0.99.1.5", 8).done, [1, 5]);
});

test("a check that was done counts, one that was skipped does not", () => {
  const second = nextState({ view: "check", rank: 1, done: [] }, true, 3);
  assert.deepEqual(second, { view: "check", rank: 2, done: [1] });
  const third = nextState(second, false, 3);
  assert.deepEqual(third, { view: "check", rank: 3, done: [1] });
  assert.deepEqual(nextState(third, true, 3), { view: "call", rank: 3, done: [1, 3] });
});

test("a check that is skipped the second time no longer counts", () => {
  assert.deepEqual(nextState({ view: "check", rank: 1, done: [1, 2] }, false, 3).done, [2]);
});
