/** The reader's region: asked in the footer, stored in this browser, sent nowhere. What is for other regions folds away. */

import { find } from "./page.js";
import { orderByRegion } from "./regionOrder.js";
import { readStored, store } from "./storage.js";

const STORED_REGION = "region";
const select = find(document.body, ".kb-region-choice select", HTMLSelectElement);

/** @type {WeakMap<Element, Element[]>} the blocks of each container, in the content's order */
const contents = new WeakMap();

/** @param {Element} block @returns {string[]} */
const regionsOf = (block) => block.getAttribute("data-regions")?.split(" ") ?? [];

/** @returns {Element | null} what the address leads to */
const target = () => document.getElementById(location.hash.slice(1));

/** @param {Element} container */
function arrangeBlocks(container) {
  const blocks = contents.get(container) ?? [...container.children];
  contents.set(container, blocks);
  const { shown, folded } = orderByRegion(blocks, regionsOf, select.value, container.matches(".kb-ways"));
  container.replaceChildren(...shown);
  if (!folded.length) return;
  const fold = document.createElement("details");
  fold.className = "kb-fold kb-fold--regions";
  const summary = document.createElement("summary");
  summary.textContent = select.dataset.others ?? "";
  fold.append(summary, ...folded);
  container.append(fold);
  fold.open = fold.contains(target());
}

/** Arranges all of the page; what the address leads to stays where it is on the screen. */
function arrangePage() {
  const place = target();
  const top = place?.getBoundingClientRect().top ?? 0;
  for (const container of document.querySelectorAll("[data-by-region]")) arrangeBlocks(container);
  if (place && scrollY) scrollBy(0, place.getBoundingClientRect().top - top);
}

/** Takes over what is stored. */
function restore() {
  select.value = readStored("localStorage", STORED_REGION);
  if (select.selectedIndex < 0) select.value = ""; // a region that is gone
  arrangePage();
}

/** Stores what the reader chose, or says that the browser refuses. */
function choose() {
  const note = document.getElementById("region-note");
  const isStored = store("localStorage", STORED_REGION, select.value);
  if (note && !isStored) note.textContent = note.dataset.notKept ?? "";
  arrangePage();
}

select.addEventListener("change", choose);
document.addEventListener("content-added", arrangePage);
addEventListener("storage", (event) => {
  if (event.key === STORED_REGION) restore();
});
if (select.value) choose();
else restore();
