/**
 * Service worker: keeps one whole copy of the site, so that every page and the search open without a network. The
 * build fills in version and files. A new version is fetched whole, or not at all, and takes over once no page of the
 * old one is open, so that two builds never mix.
 */

const VERSION = "{version}";
const FILES = ["{files}"];
const PAGES = "{pages}";
const TYPE = { "Content-Type": "text/html; charset=utf-8" };

const scope = /** @type {any} */ (self);
const prefix = `pages ${scope.registration.scope} `;

/** @param {URL} url @returns {string} the address under which a page is kept */
function keptAs(url) {
  const path = url.pathname.replace(/index\.html$/, "");
  const page = path.endsWith("/") || /\.\w+$/.test(path) ? path : `${path}/`;
  return url.origin + page;
}

/** Fetches every file; fails when another build went live meanwhile, as files may then be of either. */
async function keepAll() {
  const cache = await caches.open(prefix + VERSION);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  // All pages come in one of the files, as they share most of their frame.
  const bundle = /** @type {Response} */ (await cache.match(PAGES));
  const { style, pages } = await bundle.json();
  await cache.delete(PAGES);
  for (const [address, page] of Object.entries(pages)) {
    const html = page.replace("<style></style>", () => `<style>${style}</style>`);
    await cache.put(address, new Response(html, { headers: TYPE }));
  }
  const live = await fetch(location.href, { cache: "no-cache" });
  if ((await live.text()).includes(VERSION)) return;
  await caches.delete(prefix + VERSION);
  throw new Error("another build went live");
}

scope.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepAll()));

scope.addEventListener("activate", (/** @type {any} */ event) => {
  const old = (/** @type {string} */ name) => name.startsWith(prefix) && name !== prefix + VERSION;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  event.respondWith(
    caches
      .open(prefix + VERSION)
      .then((cache) => cache.match(keptAs(url)))
      .then((kept) => kept ?? fetch(event.request)),
  );
});
