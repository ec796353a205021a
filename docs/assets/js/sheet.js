/** Call sheet: what the reader tried, from the ticks, and whom to call in the chosen region; copied, shared or printed. */

import { step } from "./steps.js";
import { follow, written } from "./ticks.js";

/** Under which key what is written is kept while the tab is open: phones forget tabs that stay behind others. */
const KEY = "sheet";

/** @param {HTMLFormElement} form Fills in what was written before, and keeps what is written from now on. */
function remember(form) {
  const fields = [...form.querySelectorAll("input, select, textarea")].filter(
    (field) =>
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement ||
      field instanceof HTMLTextAreaElement,
  );
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    for (const [n, field] of fields.entries()) if (!field.value || n in kept) field.value = kept[n] ?? "";
  } catch {
    // Nothing usable is kept, or the browser does not let us look: the sheet starts empty.
  }
  form.addEventListener("input", () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(fields.map((field) => field.value)));
    } catch {
      // Then it lasts as long as the page.
    }
  });
}

/** @param {HTMLFormElement} form */
function start(form) {
  const tried = form.querySelector(".kb-sheet__tried");
  const status = form.querySelector("[role=status]");
  const region = form.querySelector("select");
  if (!tried || !status || !region) return;
  const words = form.dataset;
  let wanted = 0;

  /** @param {import("./ticks.js").Ticks} ticks */
  async function show(ticks) {
    const now = ++wanted;
    const lines = await Promise.all(Object.entries(ticks).map(([ref, day]) => line(ref, day)));
    if (now !== wanted) return;
    const there = lines.filter((text) => text !== "");
    tried?.replaceChildren(
      ...(there.length ? there : [words.nothing ?? ""]).map((text) => {
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

  /** Shows whom to call in the chosen region. */
  function choose() {
    for (const list of form.querySelectorAll("[data-region]"))
      list.toggleAttribute("hidden", list.getAttribute("data-region") !== region?.value);
  }

  /** @returns {string} the sheet as plain text */
  function text() {
    const fields = [...form.querySelectorAll("label")].map((label) => {
      const field = label.querySelector("input, select, textarea");
      const value =
        field instanceof HTMLSelectElement
          ? field.selectedOptions[0]?.text
          : Reflect.get(field ?? {}, "value");
      return value ? `${label.querySelector("span")?.textContent}: ${value}` : "";
    });
    const done = [...(tried?.children ?? [])].map((item) => `- ${item.textContent}`);
    return [...fields.filter(Boolean), "", `${words.tried}:`, ...done].join("\n");
  }

  /** @type {Record<string, () => Promise<string>>} what each button does; it says what happened */
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
      document.documentElement.dataset.printing = "sheet";
      addEventListener("afterprint", () => delete document.documentElement.dataset.printing, { once: true });
      print();
      return "";
    },
  };
  for (const button of form.querySelectorAll("button")) {
    const act = actions[button.value];
    button.hidden = !act || (button.value === "share" && !navigator.share);
    button.addEventListener("click", async () => {
      const told = await act?.().catch((error) => (error.name === "AbortError" ? "" : words.refused));
      status.textContent = told ?? "";
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  remember(form);
  region.addEventListener("change", choose);
  choose();
  follow(show);
}

const form = document.querySelector(".kb-sheet");
if (form instanceof HTMLFormElement) start(form);
