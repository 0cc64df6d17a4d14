// A print button appears only where it can work.
export function printing(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
