// Keeps an order's page true while it is open. Without scripts the page has links that do the same.
(() => {
  const here = document.querySelector("[data-state]");
  if (!here) return;
  const fresh = async () => {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
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
      const found = (await fresh())?.querySelector("[data-state]");
      if (found && found.dataset.state !== here.dataset.state) return location.reload();
    } catch {
      // No connection right now: the next look may have one.
    }
    later();
  };
  if ("waits" in here.dataset) later();

  // After a download: what is left of it. The button stays the one that was pressed, which costs
  // nothing when it is pressed again, until there is none any more.
  const recount = async () => {
    const news = [...((await fresh().catch(() => null))?.querySelectorAll(".file") ?? [])];
    for (const [at, file] of [...document.querySelectorAll(".file")].entries()) {
      if (!news[at]) return;
      const kept = news[at].querySelector("form[action$='/downloads']");
      if (kept) file.querySelector(".hint").textContent = news[at].querySelector(".hint").textContent;
      else file.replaceChildren(...news[at].childNodes);
    }
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.action.endsWith("/downloads")) return;
    for (const wait of [1000, 4000]) setTimeout(recount, wait);
  });
})();
