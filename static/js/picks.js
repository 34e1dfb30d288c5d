// Rows that are ticked in a list: how many, the whole page, and, as a second step, all that the filter lets through.
(() => {
  "use strict";

  const bar = document.querySelector("[data-picks]");
  if (!bar) return;
  const boxes = Array.from(document.querySelectorAll("input[name='keys'][form='picks']")); // each row twice: table and cards
  const heads = Array.from(document.querySelectorAll("[data-pick-page]"));
  const every = bar.elements.all;
  const keys = new Set(boxes.map((box) => box.value));

  function show(selector, shown) {
    bar.querySelectorAll(selector).forEach((part) => { part.hidden = !shown; });
  }

  function picked() {
    return new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  }

  function tell() {
    const count = picked().size;
    const all = every.value !== "";
    show("[data-pick-none]", count === 0);
    show("[data-pick-some]", count > 0 && !all);
    show("[data-pick-every]", all);
    show("[data-pick-all-here]", count < keys.size);
    show("[data-pick-all]", count === keys.size && !all && bar.dataset.more === "1");
    show("[data-pick-clear]", count > 0);
    bar.querySelector("[data-pick-count]").textContent = String(count);
    bar.querySelectorAll("[type='submit']").forEach((button) => { button.disabled = count === 0; });
    bar.classList.toggle("on", count > 0);
    heads.forEach((head) => {
      head.checked = count === keys.size;
      head.indeterminate = count > 0 && count < keys.size;
    });
  }

  function tick(checked, value) {
    boxes.forEach((box) => { if (value === undefined || box.value === value) box.checked = checked; });
    every.value = "";
    tell();
  }

  document.querySelectorAll("[data-pick-tool]").forEach((part) => { part.hidden = false; });
  document.addEventListener("change", (event) => {
    if (event.target.matches("input[name='keys'][form='picks']")) tick(event.target.checked, event.target.value);
    if (event.target.matches("[data-pick-page]")) tick(event.target.checked);
  });
  bar.addEventListener("click", (event) => {
    if (event.target.closest("[data-pick-all-here]")) tick(true);
    if (event.target.closest("[data-pick-clear]")) tick(false);
    if (event.target.closest("[data-pick-all]")) {
      every.value = "1";
      tell();
    }
  });
  window.addEventListener("pageshow", () => { // Back shows the ticks as they were; the whole filter is asked for anew
    every.value = "";
    const ticked = picked();
    boxes.forEach((box) => { box.checked = ticked.has(box.value); });
    tell();
  });
  tell();
})();
