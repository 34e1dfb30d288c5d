// Back after saving: the browser shows the form again, often with what was typed, and with a number of its own, so that
// pressing again would make a second row. The page that says what was saved ([data-draft-clear]) is remembered in this
// tab; who comes back to that form by Back is told, finds the way there, and meets the form empty.
(() => {
  "use strict";

  const words = document.getElementById("words") ? document.getElementById("words").dataset : {};
  const NAME = `zt:saved:${document.body.dataset.user || "0"}:`;

  function remember() {
    document.querySelectorAll("[data-draft-clear]").forEach((place) => {
      const said = { url: window.location.pathname + window.location.search, text: place.textContent.trim() };
      window.sessionStorage.setItem(NAME + place.dataset.draftClear, JSON.stringify(said));
    });
  }

  function tell(form, said) {
    const note = document.createElement("div");
    note.className = "note note-amber";
    note.setAttribute("role", "status");
    note.dataset.savedBefore = "";
    note.textContent = (words.savedWords || "").replace("{what}", said.text);
    const there = document.createElement("a");
    there.className = "btn btn-plain btn-sm";
    there.href = said.url;
    there.textContent = words.savedOpen;
    const step = document.createElement("div");
    step.className = "mt-s";
    step.append(there);
    note.append(step);
    form.parentNode.insertBefore(note, form);
    form.reset();
  }

  function cameBack(event) {
    const how = window.performance.getEntriesByType("navigation")[0];
    if (!event.persisted && how?.type !== "back_forward") return;
    document.querySelectorAll("form[data-draft]").forEach((form) => {
      const said = form.dataset.draft && window.sessionStorage.getItem(NAME + form.dataset.draft);
      if (said && !document.querySelector("[data-saved-before]")) tell(form, JSON.parse(said));
    });
  }

  document.addEventListener("DOMContentLoaded", remember);
  window.addEventListener("pageshow", cameBack);
})();
