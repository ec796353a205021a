/** VIN check, first step: shows the form, and loads the rest when a reader goes for it. */

for (const form of document.querySelectorAll("form[data-vin]")) {
  const load = () => {
    import("./vin-check.js").catch(() => {
      const status = form.querySelector("[role=status]");
      if (status && form instanceof HTMLElement) status.textContent = form.dataset.failed ?? "";
    });
  };
  form.addEventListener("focusin", load);
  form.addEventListener("submit", () => {
    form.setAttribute("data-asked", "");
    load();
  });
  form.removeAttribute("hidden");
}
