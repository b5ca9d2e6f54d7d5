// Comfort for the quiz: what is chosen is saved at once, told in words, and sent again when the line returns.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const RETRY_MILLISECONDS = 8000;
  let sequence = 0;   // numbers what the page sends, so that the server knows what was overtaken on the way
  let isFirstSave = true;  // of this page; later ones are not said aloud
  let unsaved = false;
  let retry = 0;

  const focusOn = (element) => {
    if (!element) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  };

  const say = (sentence) => { const region = byId("kabar"); if (region) region.textContent = sentence; };

  const tellUnsaved = (kind) => {
    const box = byId("sambungan");
    if (!box) return;
    const sentence = byId("kabar").dataset[kind];
    box.querySelector(".words").textContent = sentence;
    box.querySelector("button").hidden = false;
    box.hidden = false;
    if (!unsaved) say(sentence);
    unsaved = true;
    window.clearTimeout(retry);
    retry = window.setTimeout(sendAgain, RETRY_MILLISECONDS);
  };

  const putAway = () => {
    window.clearTimeout(retry);
    unsaved = false;
    const box = byId("sambungan");
    // The button that was pressed goes away; who works by keyboard stands before the one that sends the page.
    const send = document.querySelector("#isian [type=submit]");
    if (box && send && box.contains(document.activeElement)) send.focus({ preventScroll: true });
    if (box) box.hidden = true;
  };

  const tellSaved = () => {
    const isNews = unsaved || isFirstSave;
    isFirstSave = false;
    putAway();
    if (isNews) say(byId("kemajuan").textContent.trim());
  };

  const sendAgain = () => {
    const questions = byId("pertanyaan");
    if (unsaved && questions && window.htmx) window.htmx.trigger(questions, "lagi");
  };

  const onEvent = (name, handler) => document.addEventListener(name, handler);
  const isQuiz = (event) => event.target.closest && event.target.closest("#isian");

  onEvent("htmx:configRequest", (event) => {
    if (isQuiz(event)) event.detail.parameters.urutan = ++sequence;
  });

  onEvent("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "kemajuan") {
      byId("bilah").value = Number(event.detail.target.firstElementChild.value);
      tellSaved();
      return;
    }
    putAway();
    isFirstSave = true;
    const title = byId("judul");
    if (!title) return;
    const place = document.querySelector("#halaman .caption");
    const mistake = byId("kesalahan") ? byId("kabar").dataset.mistake : "";
    document.title = `${mistake}${place ? `${place.textContent}: ` : ""}${title.textContent} - Arah Karier`;
    focusOn(byId("kesalahan") || title);
  });

  // htmx notes the last address in the tab's storage; on a shared phone that would stay.
  const forgetPath = () => {
    try { window.sessionStorage.removeItem("htmx-current-path-for-history"); } catch { /* a browser that keeps nothing */ }
  };
  onEvent("htmx:pushedIntoHistory", forgetPath);
  window.addEventListener("pagehide", forgetPath);

  // What was chosen before the scripts were there has not been sent.
  onEvent("htmx:load", (event) => {
    const questions = event.target === document.body && byId("pertanyaan");
    const chosen = questions ? [...questions.querySelectorAll("input:checked")] : [];
    if (chosen.some((radio) => !radio.defaultChecked)) window.htmx.trigger(questions, "lagi");
  });

  onEvent("htmx:sendError", () => tellUnsaved("offline"));
  onEvent("htmx:timeout", () => tellUnsaved("offline"));
  onEvent("htmx:responseError", () => tellUnsaved("refused"));
  window.addEventListener("online", sendAgain);

  onEvent("click", (event) => {
    if (event.target.closest("#sambungan button")) sendAgain();
  });

  // 1 to 5 choose within the question that has the focus; arrows do so by themselves.
  onEvent("keydown", (event) => {
    const question = event.target.closest && event.target.closest("fieldset.question");
    if (!question || event.ctrlKey || event.altKey || event.metaKey || !/^[1-5]$/.test(event.key)) return;
    const options = question.querySelectorAll("input[type=radio]:not([value=skip])");
    const chosen = options[Number(event.key) - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.focus();
    chosen.click();
  });
})();
