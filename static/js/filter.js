// Filter bars: a changed select submits the form, empty fields stay out of the address, the bar unfolds on a phone.
(() => {
  "use strict";

  function submit(form) {
    Array.from(form.elements).forEach((element) => {
      if (element.name && element.value === "") element.disabled = true;
    });
    form.submit();
  }

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || !("autoSubmit" in form.dataset)) return;
    if (event.target.matches("select, input[type=checkbox], input[type=radio], input[list], [data-date]")) submit(form);
  });

  document.addEventListener("submit", (event) => {
    if (!("autoSubmit" in event.target.dataset)) return;
    event.preventDefault();
    submit(event.target);
  });

  document.addEventListener("click", (event) => {
    const fold = event.target.closest("[data-unfold]");
    if (!fold) return;
    const open = fold.form.classList.toggle("open");
    fold.setAttribute("aria-expanded", String(open));
  });

  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-auto-submit] :disabled").forEach((element) => { element.disabled = false; });
  });
})();
