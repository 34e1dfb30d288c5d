// Where forms wait that could not be sent: IndexedDB, for it keeps photos too. Rows carry the user's number, the page
// they belong to, the fields as pairs, and a state: waiting, login (log-in expired), refused (to be looked at again),
// open (photos of a form that is still being filled in). Used by outbox.js, outbox-page.js and offline.js.
window.ztStore = (() => {
  "use strict";

  const OPENED = new Promise((resolve) => {
    if (!window.indexedDB) return resolve(null);
    const request = window.indexedDB.open("zt", 1);
    request.onupgradeneeded = () => { request.result.createObjectStore("outbox", { keyPath: "id" }); };
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { resolve(null); }; // private mode: forms are then sent as ever
  });

  function run(mode, what) {
    return OPENED.then((database) => {
      if (!database) return Promise.reject(new Error("no store"));
      return new Promise((resolve, reject) => {
        const change = database.transaction("outbox", mode);
        const request = what(change.objectStore("outbox"));
        change.oncomplete = () => { resolve(request.result); };
        change.onabort = change.onerror = () => { reject(change.error); };
      });
    });
  }

  return {
    all: () => run("readonly", (store) => store.getAll()),
    get: (id) => run("readonly", (store) => store.get(id)),
    put: (row) => run("readwrite", (store) => store.put(row)),
    remove: (id) => run("readwrite", (store) => store.delete(id)),
  };
})();
