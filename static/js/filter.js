// Filter bars: a changed select submits the form, empty fields stay out of the address, the bar unfolds on a phone.
(function () {
  "use strict";

  function submit(form) {
    Array.from(form.elements).forEach(function (element) {
      if (element.name && element.value === "") element.disabled = true;
    });
    form.submit();
  }

  document.addEventListener("change", function (event) {
    const form = event.target.form;
    if (!form || !("autoSubmit" in form.dataset)) return;
    if (event.target.matches("select, input[type=checkbox], input[type=radio], [data-date]")) submit(form);
  });

  document.addEventListener("submit", function (event) {
    if (!("autoSubmit" in event.target.dataset)) return;
    event.preventDefault();
    submit(event.target);
  });

  document.addEventListener("click", function (event) {
    const fold = event.target.closest("[data-unfold]");
    if (!fold) return;
    const open = fold.form.classList.toggle("open");
    fold.setAttribute("aria-expanded", String(open));
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-auto-submit] :disabled").forEach(function (element) { element.disabled = false; });
  });
})();
