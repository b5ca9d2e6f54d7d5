// Comfort for the quiz: focus after a swap, words when the line drops, a fresh page after Back.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);

  const focusOn = (element) => {
    if (!element) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  };

  const tell = (sentence) => {
    const box = byId("sambungan");
    if (!box) return;
    box.textContent = sentence;
    box.hidden = false;
    focusOn(box);
  };

  const firstMissing = () => {
    const fieldset = document.querySelector("fieldset[aria-describedby]");
    return fieldset && fieldset.querySelector("input");
  };

  document.addEventListener("htmx:afterSettle", () => {
    const box = byId("sambungan");
    if (box) box.hidden = true;
    const title = byId("judul");
    if (title) document.title = `${title.textContent} - Arah Karier`;
    focusOn(firstMissing() || title);
  });

  const notSaved = "Belum tersimpan. Pilihan Anda masih ada di halaman ini. Periksa sambungan, lalu tekan tombol simpan lagi.";
  document.addEventListener("htmx:sendError", () => tell(notSaved));
  document.addEventListener("htmx:timeout", () => tell(notSaved));
  document.addEventListener("htmx:responseError", () =>
    tell("Belum tersimpan. Pilihan Anda masih ada di halaman ini. Tekan tombol simpan lagi; bila tetap begini, muat ulang halaman."));

  // A page kept by the browser may hold an older form; the stored answers are the ones that count.
  window.addEventListener("pageshow", (event) => { if (event.persisted) window.location.reload(); });

  document.addEventListener("DOMContentLoaded", () => { if (byId("kesalahan")) focusOn(firstMissing() || byId("kesalahan")); });
})();
