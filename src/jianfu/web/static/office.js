// The place one is at is in sight on a phone. A job's lines ask for themselves again until the job has ended; then its page is loaded anew. Everything works without.
"use strict";
(() => {
  const PAUSE = 1500;
  async function refresh(box) {
    const answer = await fetch(box.dataset.refresh, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) { setTimeout(refresh, PAUSE * 4, box); return; }
    const text = await answer.text();
    const lines = new DOMParser().parseFromString(text, "text/html").querySelector("[data-open]");
    if (!lines) { return; }
    if (!lines.dataset.open) { location.reload(); return; }
    box.replaceChildren(...lines.childNodes);
    setTimeout(refresh, PAUSE, box);
  }
  document.querySelector(".places [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  for (const box of document.querySelectorAll(".job[data-open='1']")) { setTimeout(refresh, PAUSE, box); }
})();
