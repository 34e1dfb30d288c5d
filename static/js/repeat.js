// Rows of a formset: [data-repeat="prefix"] holds the management form, a list, a template of the empty row, and 再加一条.
(() => {
  "use strict";

  function start(box) {
    const prefix = box.dataset.repeat;
    const total = box.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    const list = box.querySelector("[data-repeat-list]");
    const empty = box.querySelector("template[data-repeat-empty]");
    const add = box.querySelector("[data-repeat-add]");
    const max = Number(box.dataset.max) || 1000;
    if (!total || !list || !empty || !add) return;

    function shown() {
      return list.querySelectorAll("[data-repeat-item]:not([hidden])").length;
    }

    function refresh() {
      add.hidden = shown() >= max;
    }

    function grow() {
      const number = Number(total.value);
      const holder = document.createElement("template");
      holder.innerHTML = empty.innerHTML.replace(/__prefix__/g, String(number));
      const item = holder.content.firstElementChild;
      list.appendChild(item);
      total.value = String(number + 1);
      refresh();
      item.dispatchEvent(new CustomEvent("zt:changed", { bubbles: true }));
      return item;
    }

    add.addEventListener("click", () => {
      const first = grow().querySelector("input:not([type=hidden]), select, textarea");
      if (first) first.focus();
    });

    // A row keeps its number when it goes: it is marked as deleted, or emptied so that the server skips it.
    list.addEventListener("click", (event) => {
      const remove = event.target.closest("[data-repeat-remove]");
      if (!remove) return;
      const item = remove.closest("[data-repeat-item]");
      const mark = item.querySelector('input[name$="-DELETE"]');
      if (mark) {
        mark.checked = true;
        if (mark.type === "hidden") mark.value = "on";
      } else {
        item.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => {
          if (field.type === "checkbox" || field.type === "radio") field.checked = false;
          else field.value = "";
          field.required = false;
        });
      }
      item.querySelectorAll("[required]").forEach((field) => { field.required = false; });
      item.hidden = true;
      refresh();
      box.dispatchEvent(new CustomEvent("zt:changed", { bubbles: true }));
      add.focus();
    });

    // A draft that names more rows than the page has.
    document.addEventListener("zt:need", (event) => {
      const pattern = new RegExp(`^${prefix}-(\\d+)-`);
      const highest = event.detail.names.reduce((most, name) => {
        const match = pattern.exec(name);
        return match ? Math.max(most, Number(match[1])) : most;
      }, -1);
      while (Number(total.value) <= highest && shown() < max) grow();
    });

    refresh();
  }

  document.querySelectorAll("[data-repeat]").forEach(start);
})();
