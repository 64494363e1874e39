// Keeps the files of one build, so that the page opens without a network. The build fills in which they are.

const NAME = "actra-playground-VERSION";
const FILES = "FILES";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOthers().then(() => self.clients.claim()));
});

// The page itself comes from the network when there is one, so that a new version shows at once; the rest never changes.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match("./")));
  else event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});

async function removeOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("actra-playground-") && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}
