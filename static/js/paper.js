// Counts while a sheet is typed in: how many answers of a section are there, and the first sign that is none.
(() => {
  "use strict";
  const SEPARATORS = /[\s,.;/|]/g;
  const filled = (text, values) => text.replace(/#([a-z])/g, (_all, name) => values[name]);

  const tell = (input) => {
    const place = document.getElementById(input.getAttribute("aria-describedby")).querySelector(".count");
    const signs = [...input.value.toUpperCase().replace(SEPARATORS, "")];
    const { first, total, keys } = { first: +input.dataset.first, total: +input.dataset.total, keys: input.dataset.keys };
    const wrong = signs.slice(0, total).findIndex((sign) => !keys.includes(sign));
    const parts = [filled(place.dataset.count, { n: signs.length, t: total })];
    if (wrong >= 0) parts.push(filled(place.dataset.wrong, { k: first + wrong, s: signs[wrong] }));
    else if (signs.length < total) parts.push(filled(place.dataset.next, { k: first + signs.length }));
    if (signs.length > total) parts.push(filled(place.dataset.extra, { n: signs.length - total }));
    place.textContent = parts.join(" ");
  };

  for (const input of document.querySelectorAll("[data-keys]")) {
    input.addEventListener("input", () => tell(input));
    tell(input);
  }
})();
