/** Checklist: tick boxes for the steps of an area's page, in its checklist and at each step. */

import { follow, forget, tick, written } from "./ticks.js";

/** @param {string} step @param {string} label @returns {HTMLLabelElement} a box that ticks a step */
function box(step, label) {
  const input = document.createElement("input");
  input.type = "checkbox";
  input.dataset.tick = step;
  input.addEventListener("change", () => tick(step, input.checked));
  const words = document.createElement("span");
  words.textContent = label;
  const whole = document.createElement("label");
  whole.className = "kb-tick";
  whole.append(input, words);
  return whole;
}

/** @param {HTMLElement} list the checklist */
function start(list) {
  const { done = "", doneOn = "", clear = "", kept = "" } = list.dataset;
  const sections = [...document.querySelectorAll("section[data-step]")];
  const steps = sections.map((section) => (section instanceof HTMLElement && section.dataset.step) || "");
  const links = list.querySelectorAll("li > a");
  for (const [n, section] of sections.entries()) {
    section.append(box(steps[n] ?? "", done));
    const link = links[n];
    if (!link) continue;
    const inList = box(steps[n] ?? "", "");
    inList.firstElementChild?.setAttribute("aria-label", `${done}: ${link.textContent}`);
    link.before(inList);
  }
  const note = document.createElement("p");
  note.className = "kb-ticks";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kb-button";
  button.textContent = clear;
  button.addEventListener("click", () => forget());
  note.append(kept, " ", button);
  list.append(note);
  const area = steps[0]?.split("/")[0];
  if (area) forget(area, new Set(steps));
  follow((ticks) => {
    note.hidden = !Object.keys(ticks).length;
    for (const input of document.querySelectorAll("input[data-tick]")) {
      if (!(input instanceof HTMLInputElement)) continue;
      const day = ticks[input.dataset.tick ?? ""];
      input.checked = Boolean(day);
      const words = input.nextElementSibling;
      if (words?.textContent) words.textContent = day ? doneOn.replace("{date}", written(day)) : done;
    }
  });
}

const list = document.querySelector(".kb-checklist");
if (list instanceof HTMLElement) start(list);
