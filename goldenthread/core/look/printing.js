// Buttons that print and copy appear only where they can work.
export function printing(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

export function copying(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.nextElementSibling.textContent = " Copied";
  });
}
