/** The offline copy of the site, and the offer of a new release when there is one. */

/** Milliseconds between two looks for a new release while a page stays open. */
const HOUR = 3_600_000;

/** Offers the new release: the waiting worker takes over, then the page loads again. @param {ServiceWorker | null} waiting */
function offerRelease(waiting) {
  const offer = document.querySelector(".kb-notices [data-release]");
  const button = offer?.querySelector("button");
  if (!offer || !button) return;
  button.onclick = () => {
    if (!waiting) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    waiting.postMessage("activate");
  };
  offer.removeAttribute("hidden");
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  const workers = navigator.serviceWorker;
  const check = () => {
    if (registration.waiting && workers.controller) offerRelease(registration.waiting);
  };
  let controlled = Boolean(workers.controller); // the first copy to take over is no new release
  check();
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", check),
  );
  workers.addEventListener("controllerchange", () => {
    // Another tab has loaded the new release: nothing of this one is cached any longer.
    if (controlled && document.hidden) location.reload();
    else if (controlled) offerRelease(null);
    controlled = true;
  });
  const update = () => registration.update().catch(() => undefined);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) update();
  });
  setInterval(update, HOUR);
}

/** Caches a copy of the site, unless the reader saves data. @param {string} worker */
async function start(worker) {
  const connection = /** @type {{saveData?: boolean} | undefined} */ (Reflect.get(navigator, "connection"));
  if (!connection?.saveData && !matchMedia("(prefers-reduced-data: reduce)").matches) {
    watch(await navigator.serviceWorker.register(worker));
    return;
  }
  const registration = await navigator.serviceWorker.getRegistration();
  await registration?.unregister();
  const names = (await caches.keys()).filter((name) => name.startsWith(`pages ${registration?.scope} `));
  await Promise.all(names.map((name) => caches.delete(name)));
}

const page = document.querySelector("noscript[data-worker]");
// Without a copy the site works as before, so a refusal is no fault.
if (page instanceof HTMLElement) start(page.dataset.worker ?? "").catch(() => undefined);
