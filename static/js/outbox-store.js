// Where forms wait that could not be sent: IndexedDB, for it keeps photos too. Rows carry the user's number, the page
// they belong to, the fields as pairs, and a state: waiting, login (log-in expired), refused (to be looked at again),
// open (photos of a form that is still being filled in). Used by outbox.js, outbox-page.js and offline.js.
window.ztStore = (function () {
  "use strict";

  const OPENED = new Promise(function (resolve) {
    if (!window.indexedDB) return resolve(null);
    const request = window.indexedDB.open("zt", 1);
    request.onupgradeneeded = function () { request.result.createObjectStore("outbox", { keyPath: "id" }); };
    request.onsuccess = function () { resolve(request.result); };
    request.onerror = function () { resolve(null); }; // private mode: forms are then sent as ever
  });

  function run(mode, what) {
    return OPENED.then(function (database) {
      if (!database) return Promise.reject(new Error("no store"));
      return new Promise(function (resolve, reject) {
        const change = database.transaction("outbox", mode);
        const request = what(change.objectStore("outbox"));
        change.oncomplete = function () { resolve(request.result); };
        change.onabort = change.onerror = function () { reject(change.error); };
      });
    });
  }

  return {
    all: function () { return run("readonly", function (store) { return store.getAll(); }); },
    get: function (id) { return run("readonly", function (store) { return store.get(id); }); },
    put: function (row) { return run("readwrite", function (store) { return store.put(row); }); },
    remove: function (id) { return run("readwrite", function (store) { return store.delete(id); }); },
  };
}());
