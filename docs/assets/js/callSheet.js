/** Call sheet: what the reader fills in, what is ticked, and whom to call; copied, shared or printed. */

import { callSheetText } from "./callSheetText.js";
import { find } from "./page.js";
import { step } from "./steps.js";
import { readStored, store } from "./storage.js";
import { follow } from "./ticks.js";
import { isStored, written } from "./ticksShown.js";

/** Where the values are stored while the tab is open: phones drop tabs in the background. */
const VALUES = "sheet";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {HTMLElement} form @returns {Field[]} */
function fieldsOf(form) {
  return [...form.querySelectorAll("input, textarea")].filter(
    (field) => field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement,
  );
}

/** @param {Field} field @returns {HTMLElement | null} */
const labelOf = (field) => field.closest("label");

/** @param {HTMLElement} form Fills in the stored values, and stores what is written from now on. */
function restoreValues(form) {
  const fields = fieldsOf(form);
  /** @type {unknown} */
  let values;
  try {
    values = JSON.parse(readStored("sessionStorage", VALUES));
  } catch {
    // Nothing usable is stored: the sheet starts empty.
  }
  if (Array.isArray(values))
    for (const [n, field] of fields.entries()) if (!field.value) field.value = String(values[n] ?? "");
  const copyForPrint = () => {
    // A field cuts a long value on paper; its label prints it whole.
    for (const field of fields) labelOf(field)?.setAttribute("data-value", field.value);
  };
  form.addEventListener("input", () => {
    store("sessionStorage", VALUES, JSON.stringify(fields.map((field) => field.value)));
    copyForPrint();
  });
  copyForPrint();
}

/** @param {string} id @returns {string} the text of a heading */
const heading = (id) => document.getElementById(id)?.textContent ?? "";

/** @param {HTMLFormElement} form */
function start(form) {
  const tried = find(form, ".kb-sheet__tried", HTMLElement);
  const hint = find(form, ".kb-sheet__hint", HTMLElement);
  const status = find(form, "[role=status]", HTMLElement);
  const words = form.dataset;
  let latest = 0;

  /** @param {import("./ticks.js").Ticks} ticks Lists the steps that are ticked. */
  async function show(ticks) {
    const now = ++latest;
    const steps = Object.entries(ticks);
    hint.textContent = (steps.length ? words.waiting : isStored() ? words.nothing : words.notKept) ?? "";
    const lines = await Promise.all(steps.map(([ref, day]) => line(ref, day)));
    if (now !== latest) return;
    if (steps.length) hint.textContent = "";
    tried.replaceChildren(
      ...lines.filter(Boolean).map((text) => {
        const item = document.createElement("li");
        item.textContent = text;
        return item;
      }),
    );
  }

  /** @param {string} ref @param {string} day @returns {Promise<string>} empty when the step is gone */
  async function line(ref, day) {
    const [area, id] = ref.split("/");
    const address = new URL(`${words.base?.replace(/\/?$/, "/")}${area}/#${id}`, location.href).href;
    const title = await step(address).then(
      (found) => found?.title,
      () => ref,
    );
    return title ? `${title} (${written(day)})` : "";
  }

  /** @returns {string[]} of the reader's region, or of each region until one is chosen */
  function contacts() {
    const shown = form.querySelectorAll(".kb-contacts > [data-regions]");
    return [...shown].map((contact) => contact.textContent ?? "");
  }

  /** @returns {string} the sheet as plain text */
  function text() {
    const steps = [...tried.children].map((item) => item.textContent ?? "");
    return callSheetText({
      fields: fieldsOf(form).map((field) => [
        labelOf(field)?.querySelector("span")?.textContent ?? "",
        field.value,
      ]),
      lists: [
        [heading("what-was-tried"), steps],
        [heading("whom-to-call"), contacts()],
      ],
    });
  }

  /** @type {Record<string, () => Promise<string>>} what each button does; each returns what to report */
  const actions = {
    copy: async () => {
      await navigator.clipboard.writeText(text());
      return words.copied ?? "";
    },
    share: async () => {
      await navigator.share({ text: text() });
      return "";
    },
    print: async () => {
      const { dataset } = document.documentElement;
      dataset.printing = "sheet";
      addEventListener("afterprint", () => delete dataset.printing, { once: true });
      print();
      return "";
    },
  };
  for (const button of form.querySelectorAll("button")) {
    const act = actions[button.value];
    button.hidden = !act || (button.value === "share" && !("share" in navigator));
    button.addEventListener("click", async () => {
      const report = await act?.().catch((error) => (error.name === "AbortError" ? "" : words.refused));
      status.textContent = report ?? "";
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  restoreValues(form);
  // The titles of ticked steps come from their pages: they are fetched when a reader is near the sheet.
  const near = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return;
      near.disconnect();
      follow(show);
    },
    { rootMargin: "800px" },
  );
  near.observe(form);
}

const form = document.querySelector(".kb-sheet");
if (form instanceof HTMLFormElement) start(form);
