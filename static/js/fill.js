// Buttons that put text into a field: last week's plan (data-fill-from="#element") or a fixed opening (data-fill-text="…").
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill-to]");
    if (!button) return;
    const field = document.querySelector(button.dataset.fillTo);
    const source = button.dataset.fillFrom ? document.querySelector(button.dataset.fillFrom) : null;
    const text = (source ? source.textContent : button.dataset.fillText || "").trim();
    if (!field || !text || field.value.includes(text)) {
      if (field) field.focus();
      return;
    }
    const joined = field.value.trim() ? `${field.value.replace(/\s+$/, "")}\n${text}` : text;
    field.value = joined;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
})();
