// Keeps an order's page true while it is open. Without scripts the page has links that do the same.
(() => {
  const here = document.querySelector("[data-state]");
  if (!here) return;
  // As text: the page's policy lets no script make markup of it.
  const fresh = async () => {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    return answer.ok ? answer.text() : "";
  };

  // While the order waits: look every few seconds whether the page says something new, and show it.
  const looksMax = 90;
  let looks = 0;
  const later = () => {
    if (looks < looksMax) setTimeout(look, 3000 + looks * 500);
  };
  const look = async () => {
    if (document.hidden) return later();
    ++looks;
    try {
      const found = /data-state="([^"]*)"/.exec(await fresh());
      if (found && found[1] !== here.dataset.state) return location.reload();
    } catch {
      // No connection right now: the next look may have one.
    }
    later();
  };
  if ("waits" in here.dataset) later();

  // After a download: how many are left. The buttons stay those that were pressed, which cost nothing
  // when they are pressed again, until one of them has gone.
  const recount = async () => {
    const news = await fresh().catch(() => "");
    if (!news) return;
    const buttons = document.querySelectorAll("form[action$='/downloads']").length;
    if (news.split("/downloads\" method").length - 1 !== buttons) return location.reload();
    const left = [...news.matchAll(/<p class="hint num">([^<]*)</g)];
    document.querySelectorAll(".file .hint").forEach((hint, at) => {
      if (left[at]) hint.textContent = left[at][1];
    });
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/downloads")) return;
    for (const wait of [1000, 4000]) setTimeout(recount, wait);
  });
})();
