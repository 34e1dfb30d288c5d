// On every page: toasts, one submit per form, questions before dangerous acts, lengths of what is typed.
// All words come from the server (data attributes of #words and of the elements themselves).
(() => {
  "use strict";

  document.documentElement.classList.add("js");
  const words = document.getElementById("words") ? document.getElementById("words").dataset : {};
  const TOAST_MS = 6000;

  // Toasts ------------------------------------------------------------------------------------
  function leaveSoon(toast) {
    window.setTimeout(() => { toast.remove(); }, TOAST_MS);
  }

  function say(text) {
    const region = document.getElementById("toasts");
    const part = document.getElementById("toast-part");
    if (!region || !part || !text) return;
    const toast = part.content.firstElementChild.cloneNode(true);
    toast.querySelector("[data-toast-text]").textContent = text;
    region.appendChild(toast);
    leaveSoon(toast);
  }

  document.querySelectorAll("#toasts > [data-toast]").forEach(leaveSoon);
  document.addEventListener("zt:toast", (event) => {
    say(event.detail?.value);
  });
  ["htmx:responseError", "htmx:sendError"].forEach((name) => {
    document.addEventListener(name, () => { say(words.failed); });
  });

  // Print: a list that the page shows a part of goes to where it stands as a whole, and is printed there ----------
  function print(event) {
    const whole = document.querySelector("[data-print-all]");
    if (event && whole) event.preventDefault();
    if (whole) window.location.assign(whole.href);
    else if (!event || event.type === "click") window.print();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print(event);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "p") print(event);
  });
  window.addEventListener("load", () => {
    const here = new URL(window.location.href);
    if (here.searchParams.get("all") !== "print") return;
    here.searchParams.set("all", "1"); // a page that is loaded again, or a link that is kept, does not print once more
    window.history.replaceState(window.history.state, "", here);
    window.print();
  });

  // A refused save: its first error is in sight and has the focus, in a fetched part too --------------------------
  const WRONG = "[aria-invalid='true'], .note-red[role='alert'], .note-amber[role='alert'], .field-error";

  function showFirstError(place) {
    const wrong = Array.from(place.querySelectorAll(WRONG)).find((each) => each.getClientRects().length > 0);
    if (!wrong) return;
    const field = wrong.closest(".field, fieldset");
    const control = wrong.matches("input, select, textarea") ? wrong : field?.querySelector("input:not([type='hidden']), select, textarea");
    const target = control || wrong;
    if (target === wrong && !wrong.matches("a, button")) wrong.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    (field || target).scrollIntoView({ block: "center", behavior: "instant" });
  }

  window.addEventListener("load", () => { // not before: what a choice shows has been shown by then
    const refused = document.body.dataset.method === "POST" ? document.body : document.querySelector("[data-refused]");
    if (refused) showFirstError(refused);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.requestConfig?.verb === "post") showFirstError(event.detail.elt || event.target);
  });

  // One submit per form ---------------------------------------------------------------------------
  function buttonsOf(form) {
    return Array.from(form.elements).filter((element) => element.type === "submit" || element.type === "image");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    // After this event, or the pressed button's own name and value would not be sent.
    window.setTimeout(() => {
      buttonsOf(form).forEach((button) => {
        if (button.disabled) return;
        button.disabled = true;
        button.dataset.paused = "1";
      });
    }, 0);
  });

  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    document.querySelectorAll("[data-paused]").forEach((button) => {
      button.disabled = false;
      delete button.dataset.paused;
    });
  });

  // Questions ------------------------------------------------------------------------------------------
  // In the capture phase: a "no" must stop the submit before the guard above sees it.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-confirm], a[data-confirm]");
    if (button && !window.confirm(button.dataset.confirm)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  // Dates: the text field is what counts; the browser's picker beside it only writes into it ------------------
  function dateField(picker) {
    return picker.closest(".datebox").querySelector("[data-date]");
  }

  ["focusin", "pointerdown"].forEach((name) => {
    document.addEventListener(name, (event) => {
      if (event.target.matches?.("[data-date-pick]")) event.target.value = dateField(event.target).value;
    });
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-date-pick]") || !event.target.value) return;
    const field = dateField(event.target);
    field.value = event.target.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Copy: the text of a field, for messengers --------------------------------------------------------------
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      const copied = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.reject();
      copied.catch(() => document.execCommand("copy")).then(() => { say(button.dataset.copied); });
    });
  });

  // Parts for one choice only: data-shown-for="name=value", or "name" for any choice at all -------------------
  function choose() {
    document.querySelectorAll("[data-shown-for]").forEach((part) => {
      const wanted = part.dataset.shownFor.split("=");
      const chosen = part.closest("form").querySelectorAll(`[name="${wanted[0]}"]:checked`);
      const fits = Array.from(chosen).some((box) => wanted.length === 1 || box.value === wanted[1]);
      part.hidden = !fits && !part.querySelector("[aria-invalid]");
    });
  }
  ["change", "htmx:load", "zt:changed", "DOMContentLoaded"].forEach((name) => { document.addEventListener(name, choose); });
  window.addEventListener("pageshow", choose);

  // Lengths -----------------------------------------------------------------------------------------------
  // Counted as the server counts (core/typed/cleaning.py): characters, not halves of them, of clean text. The browser's
  // own limit would cut what is pasted without a word, so it is taken away: what is too long is said, and refused there.
  const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
  const UNSEEN = /(?![\t\n\u200d])[\p{Cc}\p{Cf}\p{Cs}]|[\u034f\u115f\u1160\u2800\u3164\uffa0\ufff0-\ufff8\ufffe\uffff]/gu;
  const LONE_JOINER = /\u200d(?!\p{Extended_Pictographic})/gu;

  function lengthOf(text) {
    const clean = text.replace(LINE_ENDS, "\n").replace(UNSEEN, "").replace(LONE_JOINER, "");
    return Array.from(clean.trim()).length;
  }

  function count(field) {
    if (field.hasAttribute("maxlength")) {
      field.dataset.most = field.getAttribute("maxlength");
      field.removeAttribute("maxlength");
    }
    const most = Number(field.dataset.most);
    const length = lengthOf(field.value);
    const over = length > most;
    const shown = field.id && document.querySelector(`[data-count-for="${field.id}"]`);
    const told = over ? `${length} / ${most} ${(words.tooLong || "").replace("{n}", length - most)}` : `${length} / ${most}`;
    if (shown) {
      shown.textContent = told;
      shown.classList.toggle("over", over);
    }
    return over ? told : "";
  }

  function countAll() {
    document.querySelectorAll("textarea[maxlength], input[maxlength], [data-most]").forEach(count);
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches("[maxlength], [data-most]")) return;
    const before = field.dataset.over === "1";
    const told = count(field);
    field.dataset.over = told ? "1" : "";
    if (told && !before && !(field.id && document.querySelector(`[data-count-for="${field.id}"]`))) say(told);
  });
  document.addEventListener("htmx:load", countAll);
  document.addEventListener("zt:changed", countAll);
  countAll();
})();
