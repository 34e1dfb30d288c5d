// Nothing that was filled in is lost in a dead spot. A form[data-outbox="what it is"] is written into this phone before
// it is sent; when no answer comes it waits there and is sent once the line is back, under the number it was made with
// (data-outbox-id names the field), so that the server counts it once. What waits is shown on every page.
(() => {
  "use strict";

  const store = window.ztStore;
  const words = document.getElementById("words") ? document.getElementById("words").dataset : {};
  const me = document.body.dataset.user || "";
  const PATIENCE_MS = 8000;
  const AGAIN_MS = 30000;
  let busy = false;

  function asked(path, options) {
    const control = new AbortController();
    const timer = window.setTimeout(() => { control.abort(); }, options.patience || PATIENCE_MS);
    const headers = Object.assign({ "X-Outbox": "1" }, options.headers);
    const how = Object.assign({ credentials: "same-origin", cache: "no-store", signal: control.signal }, options, { headers: headers });
    return fetch(path, how).finally(() => { window.clearTimeout(timer); });
  }

  // Who is logged in now, and a fresh token: {user, token}, "login" when nobody is, null without a line.
  function who() {
    return asked(document.body.dataset.outboxWho, {})
      .then((answer) => answer.ok ? answer.json() : null)
      .then((told) => told?.location ? "login" : told)
      .catch(() => null);
  }

  // The sign on every page -------------------------------------------------------------------------------------------
  function mine(rows) {
    return rows.filter((row) => row.user === me && row.state !== "open");
  }

  function showSign() {
    return store.all().then((rows) => {
      const refused = mine(rows).filter((row) => row.state === "refused").length;
      const count = refused || mine(rows).length; // what a person has to look at comes first
      document.querySelectorAll("[data-outbox-sign]").forEach((sign) => {
        sign.hidden = count === 0;
        sign.querySelector("[data-outbox-word]").textContent = (refused ? words.outboxRefused : words.outboxWaiting) || "";
        sign.querySelector("[data-outbox-count]").textContent = String(count);
      });
      document.dispatchEvent(new CustomEvent("zt:outbox", { detail: { rows: rows } }));
    }).catch(() => { /* no store, nothing waits */ });
  }

  function toast(text) {
    document.dispatchEvent(new CustomEvent("zt:toast", { detail: { value: text } }));
  }

  // Sending what waits -----------------------------------------------------------------------------------------------
  function bodyOf(row, token) {
    const body = new FormData();
    row.fields.forEach((field) => {
      if (field[0] !== "csrfmiddlewaretoken") body.append(field[0], field[1]);
    });
    body.append("csrfmiddlewaretoken", token);
    return body;
  }

  // What the server said against it, in its own words.
  function reasons(page) {
    const read = new DOMParser().parseFromString(page, "text/html");
    const said = Array.from(read.querySelectorAll(".note-red, .field-error, .says .note")).map((each) => each.textContent.trim());
    return Array.from(new Set(said)).join(" ");
  }

  function send(row, told) {
    const options = { method: "POST", body: bodyOf(row, told.token), patience: 120000 };
    return asked(row.path, options).then((answer) => {
      if (answer.status >= 500 || answer.status === 403) return null; // not now: it stays as it is
      const json = (answer.headers.get("Content-Type") || "").indexOf("json") > 0;
      if (!json) return answer.text().then((page) => store.put(Object.assign(row, { state: "refused", why: reasons(page) })));
      return answer.json().then((said) => {
        if (said.location.indexOf(document.body.dataset.loginUrl) === 0) return store.put(Object.assign(row, { state: "login" }));
        toast((words.outboxSent || "").replace("{what}", row.title));
        return store.remove(row.id);
      });
    }).catch(() => null);
  }

  function flush(only) {
    if (busy || !me || !navigator.onLine) return Promise.resolve();
    busy = true;
    return store.all().then((rows) => {
      const due = mine(rows).filter((row) => only ? row.id === only : row.state === "waiting" || row.state === "login");
      if (!due.length) return null;
      return who().then((told) => {
        if (!told || told === "login" || told.user !== me) return null; // another person's form is never sent
        return due.reduce((before, row) => before.then(() => send(row, told)), Promise.resolve());
      });
    }).catch(() => null).then(() => { busy = false; return showSign(); });
  }
  document.addEventListener("zt:outbox-send", (event) => { flush(event.detail.id); });

  // A form that is being filled in -----------------------------------------------------------------------------------
  function idOf(form) {
    return form.elements[form.dataset.outboxId].value;
  }

  function rowOf(form, state) {
    return {
      id: idOf(form), user: me, state: state, at: Date.now(), title: form.dataset.outbox, draft: form.dataset.draft,
      path: window.location.pathname + window.location.search, fields: Array.from(new FormData(form).entries()),
    };
  }

  // With the next step: to the log-in and back, or to what waits.
  function say(form, state) {
    const note = document.createElement("div");
    note.className = "note note-amber";
    note.setAttribute("role", "status");
    note.textContent = state === "login" ? words.outboxLogin : words.outboxWaits;
    const here = encodeURIComponent(window.location.pathname + window.location.search);
    const next = document.createElement("a");
    next.className = "btn btn-plain btn-sm";
    next.href = state === "login" ? `${document.body.dataset.loginUrl}?next=${here}` : words.outboxUrl;
    next.textContent = state === "login" ? words.loginAgain : words.outboxOpen;
    const step = document.createElement("div");
    step.className = "mt-s";
    step.append(next);
    note.append(step);
    form.parentNode.insertBefore(note, form);
    note.scrollIntoView({ block: "center" });
  }

  function keepForLater(form, state) {
    return store.put(rowOf(form, state)).then(() => {
      form.dispatchEvent(new CustomEvent("zt:draft-forget", { bubbles: true }));
      say(form, state);
      form.hidden = true;
      document.querySelectorAll(`[form="${form.id}"]`).forEach((button) => { button.hidden = true; });
      document.querySelectorAll(".sticky").forEach((bar) => { bar.hidden = !bar.querySelector("button:not([hidden]), a"); });
      return showSign();
    });
  }

  function submitted(event) {
    const form = event.target;
    if (event.defaultPrevented || !("outbox" in form.dataset)) return;
    event.preventDefault();
    const native = () => { HTMLFormElement.prototype.submit.call(form); };
    store.put(rowOf(form, "waiting")).then(who).then((told) => {
      if (!told) return keepForLater(form, "waiting");
      if (told === "login" || told.user !== me) return keepForLater(form, "login");
      form.elements.csrfmiddlewaretoken.value = told.token;
      return native();
    }).catch(native);
  }

  // Photos of an unfinished form outlive its tab; a refused form comes back with everything in it.
  function restore(form) {
    const asksFor = window.location.hash.indexOf("#outbox=") === 0 ? window.location.hash.slice(8) : "";
    const refused = form.querySelector("[aria-invalid='true'], .field-error, .note-red");
    return store.all().then((rows) => {
      const isIt = (each) => each.id === (asksFor || idOf(form)) || (each.state === "open" && each.draft === form.dataset.draft);
      const row = rows.find((each) => each.user === me && isIt(each));
      if (!row) return null;
      const files = row.fields.filter((field) => field[1] instanceof File && field[1].size);
      if (asksFor) {
        form.elements[form.dataset.outboxId].value = row.id;
        form.dispatchEvent(new CustomEvent("zt:restore", { bubbles: true, detail: { fields: row.fields, firm: row.firm } }));
      }
      form.querySelectorAll("[data-photos]").forEach((box) => {
        box.dispatchEvent(new CustomEvent("zt:photos", { detail: { files: files.map((field) => field[1]) } }));
      });
      return refused || asksFor ? store.put(Object.assign(row, { state: "refused" })) : null;
    }).catch(() => null);
  }

  function watch(form) {
    form.addEventListener("zt:photos-changed", () => {
      store.get(idOf(form)).then((row) => row && row.state !== "open" ? null : store.put(rowOf(form, "open")))
        .catch(() => null);
    });
    return restore(form);
  }

  // What became of a form that was just sent: saved, says this page, and it waits no longer; or this page is the
  // server's answer to it, and it is to be looked at again. Otherwise the answer was lost, and it still waits.
  function learn() {
    const saved = Array.from(document.querySelectorAll("[data-draft-clear]")).map((place) => place.dataset.draftClear);
    const answered = document.body.dataset.method === "POST" ? window.location.pathname : null;
    if (!saved.length && !answered) return Promise.resolve();
    const settle = (row) => {
      if (saved.includes(row.draft)) return store.remove(row.id);
      const asksBack = row.state === "waiting" && row.path.split("?")[0] === answered;
      return asksBack ? store.put(Object.assign(row, { state: "refused" })) : null;
    };
    return store.all().then((rows) => Promise.all(rows.filter((row) => row.user === me).map(settle))).catch(() => null);
  }

  document.addEventListener("submit", submitted);
  document.addEventListener("DOMContentLoaded", () => {
    if (me) window.localStorage.setItem("zt:last-user", me); // whose forms the offline page keeps
    const forms = Array.from(document.querySelectorAll("form[data-outbox]"));
    learn().then(() => Promise.all(forms.map(watch))).then(() => flush());
  });
  window.addEventListener("online", () => { flush(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  window.setInterval(() => { if (!document.hidden) flush(); }, AGAIN_MS);
  if ("serviceWorker" in navigator && me) navigator.serviceWorker.register("/sw.js").catch(() => { /* plain http */ });
})();
