// The service worker of the 1133 board. It keeps the product's own files and one page that knows nobody.
"use strict";
const VERSION = "zt-{{ version }}";
const OFFLINE = "{{ offline }}";
const STATIC = "{{ static }}";
const KEPT = {{ kept|safe }};

self.addEventListener("install", function (event) {
  const page = new Request(OFFLINE, { credentials: "omit", cache: "no-store" });
  event.waitUntil(caches.open(VERSION).then(function (cache) {
    return Promise.all([cache.addAll(KEPT), fetch(page).then(function (answer) { return cache.put(OFFLINE, answer); })]);
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) { return name !== VERSION; }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

self.addEventListener("fetch", function (event) {
  const request = event.request;
  const here = new URL(request.url);
  if (request.method !== "GET" || here.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(function () { return caches.match(OFFLINE); }));
  } else if (here.pathname.startsWith(STATIC)) {
    event.respondWith(fetch(request).catch(function () { return caches.match(request, { ignoreSearch: true }); }));
  }
});
