// What a page looks like to eyes, thumbs and keys. Read by tests/browser/visitor.py; each function names what is wrong.
window.looks = (() => {
  const CONTROLS = "a[href], button, select, textarea, summary, input:not([type=hidden])";
  const BLOCKS = "p, li, td, th, dd, dt, div, span, h1, h2, h3, small, figcaption, label";
  const WRONG = "[aria-invalid='true'], .note-red[role='alert'], .note-amber[role='alert'], .field-error";

  const words = (each) => (each.innerText || each.name || each.getAttribute("aria-label") || "").trim().slice(0, 20);
  const name = (each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") || ""}`;
  const shown = (each) => each.getClientRects().length > 0 && getComputedStyle(each).visibility !== "hidden";

  // The innermost elements that reach over the right edge of the page.
  function overTheEdge() {
    const edge = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth;
    if (wide <= edge) return [];
    const over = Array.from(document.body.querySelectorAll("*")).filter((each) => each.getBoundingClientRect().right > edge + 1);
    const deepest = over.filter((each) => !over.some((other) => other !== each && each.contains(other)));
    return [`${wide} px wide`, ...deepest.slice(0, 3).map((each) => `${name(each)} “${words(each)}”`)];
  }

  // Whether anybody sees it: what only screen readers hear is one pixel wide.
  const seen = (each) => !each || (each.getBoundingClientRect().width > 1 && seen(each.parentElement));

  // Words that stand one or two characters below one another, because something beside them took the room.
  function squeezed() {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const said = texts.currentNode.data.trim();
      const holder = texts.currentNode.parentElement;
      if (said.length < 4 || !shown(holder) || !seen(holder)) continue;
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const lines = new Set(Array.from(range.getClientRects(), (line) => Math.round(line.top))).size;
      if (lines > 2 && said.length / lines <= 2) found.push(`squeezed: ${name(holder)} in ${name(holder.parentElement)} “${said.slice(0, 20)}” on ${lines} lines`);
    }
    return found;
  }

  // A target of a thumb: a control, or the label that is pressed for it. Not meant: a link among the words of a
  // sentence or a line, the browser's picker over a date (the field beside it is the control), and the link that only
  // keys reach. A link of one or two characters is as wide as it is, but never narrower than 24 px.
  function tooSmall(least) {
    const found = [];
    document.querySelectorAll(CONTROLS).forEach((each) => {
      if (each.closest(".skip, .toasts, .date-pick")) return;
      const ticked = each.matches("[type=radio], [type=checkbox]") && each.labels[0]; // a label beside it counts as well
      const pressed = (each.matches("[type=radio], [type=checkbox], [type=file]") && each.closest("label")) || ticked;
      const target = pressed || each;
      if (!shown(target)) return;
      const box = target.getBoundingClientRect();
      const link = target.matches("a") && words(target) !== "";
      if (box.width < 2 || (Math.round(box.height) >= least && Math.round(box.width) >= (link ? 24 : least))) return;
      const line = target.parentElement.closest(BLOCKS);
      const among = line && line.innerText.replace(target.innerText || target.textContent, "").trim() !== "";
      if (link && among && getComputedStyle(target).display === "inline") return;
      found.push(`${name(target)} “${words(target)}” ${Math.round(box.width)}×${Math.round(box.height)} in ${name(target.parentElement)}`);
    });
    return found;
  }

  // After a refused save: the first error, its field or the field's own part has the focus, and lies in the window,
  // clear of the bars at its ends.
  function errorOutOfSight() {
    const wrong = Array.from(document.querySelectorAll(WRONG)).find(shown);
    if (!wrong) return "no error is told";
    const focused = document.activeElement;
    const field = wrong.closest(".field, fieldset") || wrong;
    if (focused !== wrong && !field.contains(focused)) return `${name(focused)} has the focus, not ${name(wrong)} “${words(wrong)}”`;
    const bars = Array.from(document.querySelectorAll(".sticky, .tabs, .mtop")).filter(shown).map((bar) => bar.getBoundingClientRect());
    const box = wrong.getBoundingClientRect();
    const top = Math.max(0, ...bars.filter((bar) => bar.top <= 0).map((bar) => bar.bottom));
    const bottom = Math.min(innerHeight, ...bars.filter((bar) => bar.top > 0).map((bar) => bar.top));
    return box.top >= top - 1 && Math.min(box.bottom, box.top + 40) <= bottom + 1 ? "" : `${name(wrong)} lies at ${Math.round(box.top)}–${Math.round(box.bottom)}`;
  }

  // Fills a form with what it must refuse: nothing where something is required, words for dates and figures.
  function spoil(form) {
    const wanted = Array.from(form.elements).filter((each) => each.required && each.type !== "hidden" && !each.matches("[type=radio]"));
    if (!wanted.length) return false;
    form.noValidate = true;
    wanted.forEach((each) => {
      if (each.tagName === "SELECT") each.selectedIndex = each.options.length && each.options[0].value === "" ? 0 : each.selectedIndex;
      else if (each.type === "checkbox") each.checked = false;
      else if (each.type !== "file") each.value = each.matches("[data-date]") ? "瞎填" : "";
    });
    return wanted.some((each) => each.type !== "file" && (each.value === "" || each.value === "瞎填"));
  }

  const posted = () => document.querySelectorAll("form[method=post]");
  const spoilNth = (n) => spoil(posted()[n]);
  const send = (n) => { posted()[n].requestSubmit(); };

  // A press may have left the old page already while the new one has no element yet.
  const there = () =>
    new Promise((done) => {
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => done());
      else done();
    });

  return { there, overTheEdge, squeezed, tooSmall, errorOutOfSight, spoilNth, send };
})();
