// The offline page: a visit is written down without a line and finished once it is back. The page knows nobody; the
// note is kept for whoever used this phone last.
(() => {
  "use strict";

  const form = document.getElementById("offline-visit");
  const user = window.localStorage.getItem("zt:last-user") || "";

  function number() {
    if (window.crypto.randomUUID) return window.crypto.randomUUID();
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => {
      const chance = window.crypto.getRandomValues(new Uint8Array(1))[0];
      return (digit ^ (chance & (15 >> (digit / 4)))).toString(16);
    });
  }

  function today() {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  document.querySelectorAll("[data-retry]").forEach((button) => {
    button.addEventListener("click", () => { window.location.reload(); });
  });

  // Back to the page that was asked for once the server answers; never over something half written.
  function untouched() {
    return !form || (!form.elements.notes.value && !form.elements.firm.value && !form.elements.photos.files.length);
  }
  function goBack() {
    if (!navigator.onLine || !untouched()) return;
    fetch(window.location.href, { method: "HEAD", cache: "no-store" }).then(() => {
      if (untouched()) window.location.reload();
    }).catch(() => { /* still away */ });
  }
  window.addEventListener("online", goBack);
  window.setInterval(goBack, 3000);
  if (!form || !user) {
    if (form) form.closest("section").hidden = true;
    return;
  }
  form.elements.on.value = today();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = Array.from(new FormData(form).entries()).filter((field) => field[0] !== "firm");
    const row = {
      id: number(), user, state: "refused", at: Date.now(), title: form.dataset.title, path: form.dataset.path,
      firm: form.elements.firm.value, fields,
    };
    window.ztStore.put(row).then(() => {
      form.reset();
      form.elements.on.value = today();
      document.getElementById("offline-kept").hidden = false;
      window.ztStore.all().then((rows) => { document.dispatchEvent(new CustomEvent("zt:outbox", { detail: { rows: rows } })); });
    }).catch(() => { document.getElementById("offline-failed").hidden = false; });
  });
})();
