// The time chart opens with today in view, and prints from its own button.
(function () {
  "use strict";
  const chart = document.querySelector("[data-today]");
  if (chart) chart.scrollLeft = Math.max(0, Number(chart.dataset.today) - chart.clientWidth / 3);
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
}());
