// Keeps what is typed into form[data-draft] in this browser until it has been saved on the server. The value is the key;
// without one it is where the form is sent to. Passwords, files, hidden fields and [data-private] are never kept. Keys
// carry the user, so that people who share a machine do not meet each other's drafts; logging out clears one's own.
//
// A draft remembers the fields that the person changed, what stood in each when typing began, and what the form was
// typed upon (version, seen, before). It never fills in what the person did not touch, and is sent as typed upon what it
// was: over a row that somebody else saved meanwhile the server then asks, field by field.
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

  // What a form was typed upon ------------------------------------------------------------------------------------------
  function tokens(form) {
    return Array.from(form.elements).filter((each) => each.type === "hidden" && /(^|-)(version|seen|before)$/.test(each.name));
  }

  function basisOf(form) {
    return Object.fromEntries(tokens(form).map((token) => [lasting(form, token.name), token.value]));
  }

  // A row of a formset is named by its key, a new one by its place after those: places move when others add rows.
  function lasting(form, name) {
    const found = /^(.+)-(\d+)-([^-]+)$/.exec(name);
    const saved = found && form.elements[`${found[1]}-INITIAL_FORMS`];
    if (!saved) return name;
    const key = ["pk", "id"].map((each) => form.elements[`${found[1]}-${found[2]}-${each}`]).find((each) => each?.value);
    if (key) return `${found[1]}-=${key.value}-${found[3]}`;
    const place = Number(found[2]) - Number(saved.value);
    return place < 0 ? name : `${found[1]}-+${place}-${found[3]}`;
  }

  function ofNow(form, name) {
    return name.replace(/^(.+)-\+(\d+)-([^-]+)$/, (whole, prefix, place, rest) => {
      const saved = form.elements[`${prefix}-INITIAL_FORMS`];
      return saved ? `${prefix}-${Number(saved.value) + Number(place)}-${rest}` : whole;
    });
  }

  // The parts of a form that can be typed or ticked, each with the value that the server sent -------------------------------
  function label(element) {
    const group = element.closest("fieldset");
    const place = element.labels?.[0] || group?.querySelector("legend");
    const text = element.type === "radio" && group?.querySelector("legend") ? group.querySelector("legend") : place;
    const own = text ? Array.from(text.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE) : [];
    return own.map((node) => node.textContent).join("").trim() || element.getAttribute("aria-label") || "";
  }

  function parts(form) {
    const places = {};
    return Array.from(form.elements).filter(keepable).flatMap((element) => {
      const name = lasting(form, element.name);
      const about = { name, element, label: label(element) };
      if (element.type === "checkbox" || element.type === "radio") {
        return [{
          ...about, key: `${name}\n${element.value}`, now: element.checked, sent: element.defaultChecked,
          write: (on) => { element.checked = on; },
          words: () => element.labels?.[0]?.textContent.trim() || element.value,
        }];
      }
      if (element.type === "select-multiple") {
        return Array.from(element.options).map((option) => ({
          ...about, key: `${name}\n${option.value}`, now: option.selected, sent: option.defaultSelected,
          write: (on) => { option.selected = on; }, words: () => option.text,
        }));
      }
      const place = places[name] || 0;
      places[name] = place + 1;
      const options = element.tagName === "SELECT" ? Array.from(element.options) : null;
      const first = options && (options.find((option) => option.defaultSelected) || options[0]);
      return [{
        ...about, key: `${name}#${place}`, now: element.value, sent: options ? first?.value ?? "" : element.defaultValue,
        write: (value) => { element.value = value; },
        words: (value) => options ? options.find((option) => option.value === value)?.text.trim() || "" : value,
      }];
    });
  }

  // For the outbox, which knows a form as it was sent.
  function write(form, fields) {
    form.dispatchEvent(new CustomEvent("zt:need", { bubbles: true, detail: { names: fields.map((f) => f.name) } }));
    const texts = new Map();
    fields.forEach((field) => {
      if (!texts.has(field.name)) texts.set(field.name, []);
      texts.get(field.name).push(field.value);
    });
    Array.from(form.elements).filter(keepable).forEach((element) => {
      if (element.type === "checkbox" || element.type === "radio") {
        const found = fields.find((field) => field.name === element.name && field.value === element.value);
        if (found) element.checked = found.on;
      } else if (texts.has(element.name) && texts.get(element.name).length) {
        element.value = texts.get(element.name).shift();
      }
    });
    const sent = (name) => fields.find((field) => field.name === name)?.value;
    if (!form.elements.period || sent("period") === form.elements.period.value) {
      tokens(form).forEach((token) => { token.value = sent(token.name) ?? token.value; }); // as typed upon what it was
    }
    form.dispatchEvent(new CustomEvent("zt:changed", { bubbles: true }));
  }

  function load(key) {
    try {
      const draft = JSON.parse(store.getItem(mine + key));
      if (draft?.basis && Date.now() - draft.at < MAX_AGE_MS) return draft;
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
    store.removeItem(mine + keyOf(event.target));
    event.target.removeAttribute("data-draft");
    document.querySelectorAll("[data-draft-note]").forEach((note) => { note.remove(); });
    show("");
  });

  // Clearing ------------------------------------------------------------------------------------------
  function keyOf(form) {
    return form.dataset.draft || new URL(form.getAttribute("action") || window.location.href, window.location.href).href
      .slice(window.location.origin.length).split("#")[0];
  }

  // A draft that was sent is forgotten when the next page of this tab says that it was saved, and only then: the log-in
  // page, a refusal and a page with a warning leave it.
  const SENT = "zt:draft-sent";
  function settle() {
    const sent = window.sessionStorage.getItem(SENT);
    window.sessionStorage.removeItem(SENT);
    const said = document.querySelector("#toasts > [data-toast]") && !document.querySelector(".says .note");
    if (sent?.startsWith(mine) && said && document.body.dataset.method === "GET") store.removeItem(sent);
  }
  settle();

  document.querySelectorAll("[data-draft-clear]").forEach((place) => { store.removeItem(mine + place.dataset.draftClear); });
  document.addEventListener("submit", (event) => {
    if (!("draftClearAll" in event.target.dataset) || event.defaultPrevented) return;
    Object.keys(store).filter((key) => key.startsWith(mine)).forEach((key) => { store.removeItem(key); });
  });
  document.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-draft-drop]");
    if (drop) store.removeItem(mine + drop.dataset.draftDrop);
  });
  // Whoever kept it: nothing stays longer than it may.
  Object.keys(store).filter((key) => key.startsWith("zt:draft:")).forEach((key) => {
    try {
      if (Date.now() - JSON.parse(store.getItem(key)).at < MAX_AGE_MS) return;
    } catch { /* a broken draft is no draft */ }
    store.removeItem(key);
  });

  // Keeping and restoring ----------------------------------------------------------------------------------
  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-quiet btn-sm";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function line(text) {
    const made = document.createElement("div");
    made.append(text);
    return made;
  }

  function notice(form, draft, told) {
    const note = document.createElement("div");
    note.className = "note note-amber t-s mb-3";
    note.setAttribute("role", "status");
    note.setAttribute("data-draft-note", "");
    const lines = [];
    if (draft.fields.length) lines.push(line(fill(words.draftFound, { time: clock(draft.at) })));
    if (told.newer) {
      const who = tokens(form).find((token) => token.dataset.by);
      lines.push(line(who ? fill(words.draftNewerBy, { who: who.dataset.by, at: who.dataset.at }) : words.draftNewer));
    }
    told.lines.forEach((each) => { lines.push(each); });
    if (draft.files?.length) lines.push(line(fill(words.draftFiles, { files: draft.files.join(words.comma) })));
    const discard = button(words.draftDiscard, () => {
      store.removeItem(mine + keyOf(form));
      form.removeAttribute("data-draft"); // nothing is kept on the way out
      window.location.replace(window.location.pathname + window.location.search);
    });
    if (draft.fields.length) lines[0].append(discard);
    note.append(...lines);
    const folded = form.closest("details");
    if (folded) folded.open = true;
    if (form.classList.contains("panel-body")) form.prepend(note); // within the margins of its panel
    else form.parentNode.insertBefore(note, form);
  }

  // Fill in what the person changed. Over a row that changed since, a form which says what it was typed upon is asked
  // about by the server; in one that cannot say so, the newer value stays, and the person's own is offered beside it.
  function restore(form, draft, base, aside) {
    const newNames = draft.fields.map((field) => ofNow(form, field.name));
    form.dispatchEvent(new CustomEvent("zt:need", { bubbles: true, detail: { names: newNames } }));
    const here = new Map(parts(form).map((part) => [part.key, part]));
    const told = { lines: [], newer: false };
    tokens(form).forEach((token) => {
      const then = draft.basis[lasting(form, token.name)];
      if (then === undefined || then === token.value) return;
      told.newer = true;
      token.value = then;
    });
    const asks = Object.keys(draft.basis).length > 0;
    const makes = !asks && form.elements.client_id;
    draft.fields.forEach((field) => {
      const part = here.get(field.key);
      const isTick = typeof field.value === "boolean";
      const said = { field: field.label || field.name, mine: field.value };
      if (!part) {
        aside.set(field.key, field);
        if (!isTick && field.value) told.lines.push(line(fill(words.draftGone, said)));
        return;
      }
      const sent = base.get(field.key);
      const moved = sent !== undefined && field.was !== undefined && sent !== field.was && sent !== field.value;
      const overtaken = moved && !makes && (told.newer || !asks);
      const take = () => {
        part.write(field.value);
        aside.delete(field.key);
        if (field.was === undefined) base.delete(field.key);
        else base.set(field.key, field.was);
      };
      if (!overtaken || asks) take();
      else aside.set(field.key, field);
      if (!overtaken || (isTick && !field.value)) return;
      const now = isTick ? words.draftOther : part.words(sent) || words.draftEmpty;
      const both = { field: said.field, now, mine: isTick ? part.words() : part.words(field.value) || words.draftEmpty };
      const shown = line(fill(asks ? words.draftNow : words.draftBoth, both));
      if (!asks) {
        shown.append(button(words.draftMine, () => {
          take();
          shown.remove();
          form.dispatchEvent(new CustomEvent("zt:changed", { bubbles: true }));
        }));
      }
      told.lines.push(shown);
    });
    form.dispatchEvent(new CustomEvent("zt:changed", { bubbles: true }));
    return told;
  }

  // The page is the server's answer to this very form: it carries what was typed, and says upon what it stands now.
  function isAnswer(form) {
    const target = new URL(form.getAttribute("action") || window.location.href, window.location.href).pathname;
    const answered = document.body.dataset.method === "POST" && target === window.location.pathname;
    return answered || form.querySelector("[aria-invalid='true'], .field-error, .note-red");
  }

  function keep(form) {
    const key = keyOf(form);
    const base = new Map(parts(form).map((part) => [part.key, part.sent])); // what the server sent, not what is typed
    const aside = new Map(); // what was typed and has no place in the form now
    const draft = load(key);
    let timer = 0;

    function changed() {
      const rest = parts(form).filter((part) => {
        const was = base.get(part.key);
        return was === undefined ? Boolean(part.now) : part.now !== was;
      });
      const fields = rest.map((part) => (
        { key: part.key, name: part.name, label: part.label, value: part.now, was: base.get(part.key) }
      ));
      return [...fields, ...Array.from(aside.values()).filter((field) => !rest.some((part) => part.key === field.key))];
    }

    function chosenFiles() {
      if ("outbox" in form.dataset) return []; // they wait there themselves
      const inputs = Array.from(form.elements).filter((each) => each.type === "file");
      return inputs.flatMap((input) => Array.from(input.files).map((file) => file.name));
    }

    function save() {
      window.clearTimeout(timer);
      timer = 0;
      if (!form.hasAttribute("data-draft")) return;
      const fields = changed();
      const files = chosenFiles();
      const at = Date.now();
      try {
        if (!fields.length && !files.length) {
          store.removeItem(mine + key);
          show("");
        } else {
          store.setItem(mine + key, JSON.stringify({ at, fields, files, basis: basisOf(form) }));
          showSaved(at);
        }
      } catch {
        show(words.draftFailed);
      }
    }

    const isSaved = draft?.fields.length && draft.fields.every((field) => base.get(field.key) === field.value);
    if (isSaved && !isAnswer(form)) {
      store.removeItem(mine + key); // the row says it all already: its answer was lost, or somebody else wrote the same
    } else if (draft && isAnswer(form)) {
      draft.fields.forEach((field) => {
        if (field.was === undefined) base.delete(field.key);
        else if (base.has(field.key)) base.set(field.key, field.was);
      });
      save();
    } else if (draft) {
      const told = restore(form, draft, base, aside);
      notice(form, draft, told);
      if (draft.fields.length) showSaved(draft.at);
      else store.removeItem(mine + key); // a lost file is said once
    }

    function soon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, WAIT_MS);
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("zt:changed", soon);
    window.addEventListener("pagehide", () => { if (timer) save(); });
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || "outbox" in form.dataset) return;
      if (timer) save();
      window.sessionStorage.setItem(SENT, mine + key);
    });
  }

  // Deferred scripts run in order, but repeat.js may come after this one: wait until all have run.
  document.addEventListener("DOMContentLoaded", () => { document.querySelectorAll("form[data-draft]").forEach(keep); });
})();
