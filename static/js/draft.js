// Keeps what is typed into form[data-draft="key"] in this browser until it has been saved on the server.
// Passwords, files, hidden fields and [data-private] are never kept. Keys carry the user, so that people who share
// a machine do not meet each other's drafts; logging out clears one's own.
(() => {
  "use strict";

  const words = document.getElementById("words") ? document.getElementById("words").dataset : {};
  const mine = `zt:draft:${document.body.dataset.user || "0"}:`;
  const WAIT_MS = 400;
  const MAX_AGE_MS = 14 * 24 * 3600 * 1000;

  function storage() {
    try {
      return window.localStorage;
    } catch {
      return null; // private mode
    }
  }
  const store = storage();
  if (!store) return;

  function fill(text, values) {
    return (text || "").replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
  }

  function clock(moment) {
    const at = new Date(moment);
    const two = (number) => String(number).padStart(2, "0");
    const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
    const today = at.toDateString() === new Date().toDateString();
    return today ? time : `${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
  }

  function keepable(element) {
    return element.name && !["password", "file", "hidden", "submit", "button", "image", "reset"].includes(element.type) &&
      !("private" in element.dataset) && !element.disabled;
  }

  function read(form) {
    return Array.from(form.elements).filter(keepable).map((element) => {
      const ticked = element.type === "checkbox" || element.type === "radio";
      return { name: element.name, value: element.value, on: ticked ? element.checked : true };
    });
  }

  function write(form, fields) {
    // Rows that were added to a formset have to exist before they can be filled.
    form.dispatchEvent(new CustomEvent("zt:need", { bubbles: true, detail: { names: fields.map((f) => f.name) } }));
    const ticks = new Map();
    const texts = new Map();
    fields.forEach((field) => {
      ticks.set(`${field.name}\n${field.value}`, field.on);
      if (!texts.has(field.name)) texts.set(field.name, []);
      texts.get(field.name).push(field.value);
    });
    Array.from(form.elements).filter(keepable).forEach((element) => {
      if (element.type === "checkbox" || element.type === "radio") {
        const on = ticks.get(`${element.name}\n${element.value}`);
        if (on !== undefined) element.checked = on;
      } else if (texts.has(element.name) && texts.get(element.name).length) {
        element.value = texts.get(element.name).shift();
      }
    });
    form.dispatchEvent(new CustomEvent("zt:changed", { bubbles: true }));
  }

  function load(key) {
    try {
      const draft = JSON.parse(store.getItem(mine + key));
      if (draft && Date.now() - draft.at < MAX_AGE_MS) return draft;
    } catch { /* a broken draft is no draft */ }
    return null;
  }

  function show(text) {
    document.querySelectorAll("[data-draft-state]").forEach((place) => { place.textContent = text; });
  }

  function showSaved(at) {
    const text = fill(words.draftSaved, { time: clock(at) });
    show(navigator.onLine ? text : words.offline);
  }

  // For the outbox: fill a form again, and forget a draft that waits there instead. -----------------------------------
  document.addEventListener("zt:restore", (event) => {
    const fields = event.detail.fields.filter((field) => typeof field[1] === "string");
    const boxes = Array.from(event.target.elements).filter((element) => element.type === "checkbox");
    const empty = boxes.filter((box) => !fields.some((field) => field[0] === box.name && field[1] === box.value));
    write(event.target, [
      ...fields.map((field) => ({ name: field[0], value: field[1], on: true })),
      ...empty.map((box) => ({ name: box.name, value: box.value, on: false })),
    ]);
    if (event.detail.firm) choose(event.target.querySelector("select[name=enterprise]"), event.detail.firm);
  });
  function choose(select, text) {
    const options = select ? Array.from(select.options) : [];
    const found = options.find((option) => option.value && option.text.indexOf(text.trim()) >= 0);
    if (found) select.value = found.value;
  }
  document.addEventListener("zt:draft-forget", (event) => {
    store.removeItem(mine + event.target.dataset.draft);
    event.target.removeAttribute("data-draft");
  });

  // Clearing ------------------------------------------------------------------------------------------
  document.querySelectorAll("[data-draft-clear]").forEach((place) => { store.removeItem(mine + place.dataset.draftClear); });
  document.addEventListener("submit", (event) => {
    if (!("draftClearAll" in event.target.dataset) || event.defaultPrevented) return;
    Object.keys(store).filter((key) => key.startsWith(mine)).forEach((key) => { store.removeItem(key); });
  });

  // Keeping and restoring ----------------------------------------------------------------------------------
  function notice(form, draft) {
    const note = document.createElement("div");
    note.className = "note note-amber t-s";
    note.setAttribute("role", "status");
    note.append(fill(words.draftFound, { time: clock(draft.at) }));
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "btn btn-quiet btn-sm";
    discard.textContent = words.draftDiscard;
    discard.addEventListener("click", () => {
      store.removeItem(mine + form.dataset.draft);
      form.removeAttribute("data-draft"); // nothing is kept on the way out
      window.location.replace(window.location.pathname + window.location.search);
    });
    note.append(discard);
    form.parentNode.insertBefore(note, form);
  }

  function keep(form) {
    const key = form.dataset.draft;
    const before = JSON.stringify(read(form));
    const draft = load(key);
    // After a refused submit the page already carries what was typed: the server's copy is the newer one.
    const refused = form.querySelector("[aria-invalid='true'], .field-error, .note-red");
    if (draft && !refused && JSON.stringify(draft.fields) !== before) {
      write(form, draft.fields);
      notice(form, draft);
      showSaved(draft.at);
    }
    let timer = 0;
    function save() {
      window.clearTimeout(timer);
      timer = 0;
      if (!form.hasAttribute("data-draft")) return;
      const fields = read(form);
      const at = Date.now();
      try {
        if (JSON.stringify(fields) === before) {
          store.removeItem(mine + key);
          show("");
        } else {
          store.setItem(mine + key, JSON.stringify({ at: at, fields: fields }));
          showSaved(at);
        }
      } catch {
        show(words.draftFailed);
      }
    }
    function soon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, WAIT_MS);
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("zt:changed", soon);
    window.addEventListener("pagehide", () => { if (timer) save(); });
  }

  // Deferred scripts run in order, but repeat.js may come after this one: wait until all have run.
  document.addEventListener("DOMContentLoaded", () => { document.querySelectorAll("form[data-draft]").forEach(keep); });
})();
