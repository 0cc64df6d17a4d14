// A box that scrolls sideways can be reached by keyboard, and has a name; one that does not is no stop on the way.
export function scrolling(box) {
  new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", box.dataset.scroll);
    } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  }).observe(box);
}
