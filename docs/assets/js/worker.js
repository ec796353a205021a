/**
 * Service worker: caches one whole copy of the site, so that every page and the search open without a network. The
 * build fills in version and files. A new version is fetched whole, or not at all, and takes over when a reader asks
 * for it or once no page of the old one is open, so that two releases never mix.
 */

const VERSION = "{version}";
const FILES = ["{files}"];
const PAGES = "{pages}";
const TYPE = { "Content-Type": "text/html; charset=utf-8" };

/** The page for an address that is not in the copy, when there is no network. */
const OFFLINE = "503.html";

const scope = /** @type {any} */ (self);
const prefix = `pages ${scope.registration.scope} `;

/** @param {URL} url @returns {string} the address under which a page is cached */
function cachedAs(url) {
  const path = url.pathname.replace(/index\.html$/, "");
  const page = path.endsWith("/") || /\.\w+$/.test(path) ? path : `${path}/`;
  return url.origin + page;
}

/** Fetches every file; fails when another build went live meanwhile, as files may then be of either. */
async function cacheAll() {
  const cache = await caches.open(prefix + VERSION);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  // All pages come in one of the files, as they share most of their frame.
  const bundle = /** @type {Response} */ (await cache.match(PAGES));
  const { styles, pages } = await bundle.json();
  await cache.delete(PAGES);
  for (const [address, page] of Object.entries(pages)) {
    const html = page.replace(/(?<=<style>)[\w-]+/, (/** @type {string} */ kind) => styles[kind]);
    await cache.put(address, new Response(html, { headers: TYPE }));
  }
  const live = await fetch(location.href, { cache: "no-cache" });
  if ((await live.text()).includes(VERSION)) return;
  await caches.delete(prefix + VERSION);
  throw new Error("another build went live");
}

/** @param {Request} request @param {URL} url @returns {Promise<Response | undefined>} */
async function respond(request, url) {
  const cache = await caches.open(prefix + VERSION);
  const cached = await cache.match(cachedAs(url));
  const isPage = request.mode === "navigate";
  // The page's own links are relative to its folder.
  if (cached && isPage && /\/[^/.]+$/.test(url.pathname))
    return Response.redirect(cachedAs(url) + url.search);
  if (cached) return cached;
  return fetch(request).catch((error) => {
    if (isPage) return cache.match(OFFLINE);
    throw error;
  });
}

scope.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(cacheAll()));

scope.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "activate") scope.skipWaiting();
});

scope.addEventListener("activate", (/** @type {any} */ event) => {
  const isOld = (/** @type {string} */ name) => name.startsWith(prefix) && name !== prefix + VERSION;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.origin === location.origin)
    event.respondWith(respond(event.request, url));
});
