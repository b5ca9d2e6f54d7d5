// Copying and handing on, where the browser can, and the way to what is wrong in a form.
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

  document.addEventListener("DOMContentLoaded", () => {
    reveal(document);
    const mistakes = document.getElementById("kesalahan");
    if (mistakes) mistakes.focus();
  });
  // A page kept by the browser may hold an older form, or be another person's by now: the server is asked.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });
  document.addEventListener("htmx:afterSettle", (event) => reveal(event.detail.target));
})();
