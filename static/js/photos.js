// Photos: previews, one by one removable, added over several takes, and made small before they are sent
// (a phone's 5 MB become some 400 kB; drawing anew also drops the place where the photo was taken).
(() => {
  "use strict";

  const words = document.getElementById("words") ? document.getElementById("words").dataset : {};
  const LONG_EDGE = 2048;
  const QUALITY = 0.82;
  const SMALL_ENOUGH = 600 * 1024;

  function canCollect() {
    try {
      return new DataTransfer().items !== undefined;
    } catch {
      return false; // Safari 14.0: the last choice counts, without previews of earlier ones
    }
  }

  function shrink(file) {
    return new Promise((resolve) => {
      if (file.size <= SMALL_ENOUGH || !HTMLCanvasElement.prototype.toBlob) return resolve(file);
      const image = new Image();
      const address = URL.createObjectURL(file);
      const asItIs = () => { URL.revokeObjectURL(address); resolve(file); };
      image.onerror = asItIs; // a format this browser cannot draw: the server will read it
      image.onload = () => {
        const scale = Math.min(1, LONG_EDGE / Math.max(image.naturalWidth, image.naturalHeight));
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(image.naturalWidth * scale);
        canvas.height = Math.round(image.naturalHeight * scale);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => {
          if (!blob || blob.size >= file.size) return asItIs();
          URL.revokeObjectURL(address);
          resolve(new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" }));
        }, "image/jpeg", QUALITY);
      };
      image.src = address;
    });
  }

  function start(box) {
    const input = box.querySelector("input[type=file]");
    const add = box.querySelector(".shot-add");
    const max = Number(box.dataset.max) || 6;
    const collects = canCollect();
    let files = [];

    function draw() {
      box.querySelectorAll(".shot:not(.shot-add)").forEach((shot) => { shot.remove(); });
      files.forEach((file, place) => {
        const shot = document.createElement("span");
        shot.className = "shot";
        const image = document.createElement("img");
        image.alt = file.name;
        image.src = URL.createObjectURL(file);
        image.addEventListener("load", () => { URL.revokeObjectURL(image.src); });
        shot.append(image);
        if (collects) {
          const off = document.createElement("button");
          off.type = "button";
          off.className = "shot-off";
          off.textContent = "×";
          off.setAttribute("aria-label", `${words.remove} ${file.name}`);
          off.addEventListener("click", () => { files.splice(place, 1); put(); });
          shot.append(off);
        }
        box.insertBefore(shot, add);
      });
      add.hidden = files.length >= max;
    }

    function put() {
      if (collects) {
        const carrier = new DataTransfer();
        files.forEach((file) => { carrier.items.add(file); });
        input.files = carrier.files;
      }
      draw();
      box.dispatchEvent(new CustomEvent("zt:photos-changed", { bubbles: true }));
    }

    // Photos that were kept in this phone come back.
    box.addEventListener("zt:photos", (event) => {
      if (!collects || files.length || !event.detail.files.length) return;
      files = event.detail.files.slice(0, max);
      put();
    });

    input.addEventListener("change", () => {
      const chosen = Array.from(input.files);
      if (!collects) {
        files = chosen;
        return draw();
      }
      const room = max - files.length;
      if (chosen.length > room) {
        const text = (words.photosFull || "").replace("{max}", String(max));
        document.dispatchEvent(new CustomEvent("zt:toast", { detail: { value: text } }));
      }
      Promise.all(chosen.slice(0, room).map(shrink)).then((small) => {
        files = files.concat(small);
        put();
      });
    });
  }

  document.querySelectorAll("[data-photos]").forEach(start);
})();
