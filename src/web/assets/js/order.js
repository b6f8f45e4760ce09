// While an order waits, look every few seconds whether its page says something new, and show it.
// Without scripts the page has a link that does the same.
(() => {
  const here = document.querySelector("[data-state]");
  if (!here) return;
  const state = here.dataset.state;
  const looksMax = 90;
  let looks = 0;
  const later = () => {
    if (looks < looksMax) setTimeout(look, 3000 + looks * 500);
  };
  const look = async () => {
    if (document.hidden) return later();
    ++looks;
    try {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      const found = /data-state="([^"]*)"/.exec(await answer.text());
      if (answer.ok && found && found[1] !== state) return location.reload();
    } catch {
      // No connection right now: the next look may have one.
    }
    later();
  };
  later();
})();
