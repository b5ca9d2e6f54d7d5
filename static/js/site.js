// Copying and handing on, where the browser can; what needs a script stays hidden without one.
(() => {
  "use strict";
  const reveal = (root) => {
    for (const element of root.querySelectorAll(".needs-script")) element.hidden = false;
    for (const button of root.querySelectorAll("[data-share]")) button.hidden = !navigator.share;
  };

  document.addEventListener("click", (event) => {
    const copier = event.target.closest("[data-copy]");
    if (copier && navigator.clipboard) {
      navigator.clipboard.writeText(document.getElementById(copier.dataset.copy).textContent.trim()).then(() => {
        copier.textContent = copier.dataset.done;
      });
    }
    const sharer = event.target.closest("[data-share]");
    if (sharer && navigator.share) navigator.share({ text: sharer.dataset.share }).catch(() => {});
  });

  document.addEventListener("DOMContentLoaded", () => reveal(document));
  document.addEventListener("htmx:afterSettle", (event) => reveal(event.detail.target));
})();
