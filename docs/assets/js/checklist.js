/** Checklist: the tick boxes of an area's page, in its checklist and at each step. The page has them from the start. */

import { follow, replaceTicks, tick, ticks } from "./ticks.js";
import { isStored, withoutArea, written } from "./ticksShown.js";

/** @param {HTMLElement} list the checklist */
function start(list) {
  const {
    done = "",
    doneOn = "",
    clear = "",
    cleared = "",
    undo = "",
    kept = "",
    notKept = "",
  } = list.dataset;
  const boxes = [...document.querySelectorAll("input[data-tick]")].filter(
    (input) => input instanceof HTMLInputElement,
  );
  const steps = new Set(boxes.map((box) => box.dataset.tick ?? ""));
  const area = [...steps][0]?.split("/")[0] ?? "";
  const isOfPage = (/** @type {string} */ step) => steps.has(step);

  /** @type {import("./ticks.js").Ticks | undefined} what Undo brings back */
  let last;
  const note = document.createElement("p");
  note.className = "kb-ticks";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kb-button";
  button.addEventListener("click", () => {
    const before = ticks();
    const next = last ? { ...before, ...last } : withoutArea(before, area);
    last = last ? undefined : before;
    replaceTicks(next);
  });
  note.append(status, " ", button);
  list.append(note);

  replaceTicks(withoutArea(ticks(), area, steps)); // forgets steps that are gone
  for (const box of boxes) {
    // What was ticked while this script was on its way counts.
    if (box.checked) tick(box.dataset.tick ?? "", true);
    box.addEventListener("change", () => {
      last = undefined;
      tick(box.dataset.tick ?? "", box.checked);
    });
  }
  follow((now) => {
    const some = Object.keys(now).some(isOfPage);
    if (some) last = undefined;
    note.hidden = !some && !last;
    status.textContent = last ? cleared : isStored() ? kept : notKept;
    button.textContent = last ? undo : clear;
    for (const box of boxes) {
      const day = now[box.dataset.tick ?? ""];
      box.checked = Boolean(day);
      const label = box.nextElementSibling;
      if (label) label.textContent = day ? doneOn.replace("{date}", written(day)) : done;
    }
  });
}

const list = document.querySelector(".kb-checklist");
if (list instanceof HTMLElement) start(list);
