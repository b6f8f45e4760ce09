// A page by Tab, Enter and Space alone; wherever the focus goes, it is seen.
import assert from "node:assert/strict";

export const TABS_MAX = 150;

// What has the focus, how it is shown, and whether something else lies over it.
export const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isOutlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const drawn = ["", "::after", "::before"].some((part) => isOutlined(getComputedStyle(element, part || null)));
  const box = element.getBoundingClientRect();
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const isOwn = (it) => element.contains(it) || it.contains(element) || [...element.labels ?? []].includes(it);
  const isOnScreen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 &&
    box.top < innerHeight && box.left < innerWidth;
  return {
    name: (element.getAttribute("aria-label") ?? element.innerText ?? element.value ?? "").trim() || element.id,
    id: element.id, tag: element.tagName.toLowerCase(), type: element.type ?? "", value: element.value ?? "", href: element.getAttribute("href") ?? "",
    isDrawn: drawn, isOnScreen, isCovered: isOnScreen && over !== null && !isOwn(over),
  };
});

export async function tab(page) {
  await page.keyboard.press("Tab");
  const at = await focused(page);
  if (at === null) return null;
  const name = `${at.tag} “${at.name}”`;
  assert.ok(at.isDrawn, `the focus on ${name} is not drawn`);
  assert.ok(at.isOnScreen, `the focus on ${name} is off the screen`);
  assert.ok(!at.isCovered, `the focus on ${name} is covered`);
  return at;
}

export async function tabTo(page, isIt, what) {
  for (let tabs = 0; tabs < TABS_MAX; ++tabs) {
    const at = await tab(page);
    if (at && isIt(at)) return at;
  }
  throw new Error(`${what} is not reached in ${TABS_MAX} tabs`);
}

export async function press(page, key, arrives) {
  await Promise.all([page.waitForURL(arrives), page.keyboard.press(key)]);
  await page.waitForLoadState();
}

export const named = (pattern) => (at) => pattern.test(at.name);
