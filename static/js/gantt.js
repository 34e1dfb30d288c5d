// The time chart opens with today in view.
(() => {
  "use strict";
  const chart = document.querySelector("[data-today]");
  if (chart) chart.scrollLeft = Math.max(0, Number(chart.dataset.today) - chart.clientWidth / 3);
})();
