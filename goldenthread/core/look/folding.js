// Long sections are folded where the screen is narrow, so that a page begins with a list of what is in it. Without script they stand open,
// below links to each.
export function folding(page) {
  if (!matchMedia("(max-width: 40.0624em)").matches) return;
  page.querySelectorAll("nav").forEach((list) => { list.hidden = true; });
  const sought = location.hash.slice(1);
  page.querySelectorAll("details").forEach((section) => { section.open = section.id === sought; });
}
