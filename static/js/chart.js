// Charts point by point: ← → Home End or the pointer move a mark, and a bubble says the day and what was then.
// A chart of the server says `data-walk`; its points are what says `data-said`, or what has a title of its own.
// Without script it is a picture.
(() => {
  "use strict";

  const KEYS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12, PageDown: 12, Home: -Infinity, End: Infinity };

  // Lets an element be walked through: `count` points, what each says, and what shows it (null: none is shown).
  // For who does not see it is a slider, whose value is read aloud at each step; Tab leaves it as any other.
  function walk(element, count, said, show) {
    let at = null;
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "slider");
    element.setAttribute("aria-valuemin", "1");
    element.setAttribute("aria-valuemax", String(count));

    function tell(index) {
      element.setAttribute("aria-valuenow", String(index + 1));
      element.setAttribute("aria-valuetext", said(index));
    }
    function go(index) {
      at = Math.min(Math.max(index, 0), count - 1);
      tell(at);
      show(at);
    }
    function leave() {
      at = null;
      show(null);
    }
    tell(count - 1);
    element.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && at !== null) return leave();
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      const step = KEYS[event.key];
      if (!Number.isFinite(step)) go(step < 0 ? 0 : count - 1);
      else go(at === null ? count - 1 : at + step);
    });
    element.addEventListener("focusout", leave);
    return { go, leave };
  }
  window.zoneWalk = walk;

  const bubble = document.createElement("div");
  bubble.className = "walk-say";
  bubble.setAttribute("aria-hidden", "true");
  bubble.hidden = true;

  function place(box, words) {
    bubble.textContent = words;
    bubble.hidden = false;
    const left = box.left + box.width / 2 - bubble.offsetWidth / 2;
    const above = box.top - bubble.offsetHeight - 10;
    bubble.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - bubble.offsetWidth - 8))}px`;
    bubble.style.top = `${above < 8 ? box.bottom + 10 : above}px`;
  }

  function middle(point) {
    const box = point.getBoundingClientRect();
    return box.left + box.width / 2;
  }

  function start(svg) {
    const titled = Array.from(svg.querySelectorAll("title"), (title) => title.parentNode);
    const points = titled.length ? titled.sort((a, b) => middle(a) - middle(b)) : Array.from(svg.querySelectorAll("[data-said]"));
    if (!points.length) return;
    const said = (point) => point.dataset.said || point.querySelector("title").textContent.trim();
    let shown = null;

    function show(index) {
      if (shown) shown.classList.remove("at");
      shown = index === null ? null : points[index];
      bubble.hidden = !shown;
      if (!shown) return;
      shown.classList.add("at");
      const across = svg.closest(".gantt");
      if (across && document.activeElement === svg) inView(across, shown);
      place(shown.getBoundingClientRect(), said(shown));
    }
    const walked = walk(svg, points.length, (index) => said(points[index]), show);
    if (titled.length) return; // the browser shows titles itself
    svg.addEventListener("pointermove", (event) => {
      if (event.pointerType === "touch" || document.activeElement === svg) return;
      const away = (point) => Math.abs(middle(point) - event.clientX);
      const nearest = points.reduce((best, point, index) => (away(point) < away(points[best]) ? index : best), 0);
      show(nearest);
    });
    svg.addEventListener("pointerleave", () => { if (document.activeElement !== svg) walked.leave(); });
  }

  // A time axis that is wider than its window follows the mark.
  function inView(box, point) {
    const mark = point.getBoundingClientRect();
    const window_ = box.getBoundingClientRect();
    const names = 380;
    if (mark.left < window_.left + names) box.scrollLeft -= window_.left + names - mark.left + 20;
    else if (mark.right > window_.right) box.scrollLeft += mark.right - window_.right + 20;
  }

  const charts = document.querySelectorAll("[data-walk]");
  if (!charts.length) return;
  document.body.append(bubble);
  charts.forEach(start);
  window.addEventListener("scroll", () => { bubble.hidden = true; }, { passive: true });
})();
