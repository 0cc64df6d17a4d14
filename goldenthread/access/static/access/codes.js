// Recovery codes are shown once: print them, or copy them.
const box = document.getElementById("keep-codes");
if (box) {
  box.hidden = false;
  const said = document.getElementById("copied");
  box.querySelector("[data-does=print]").addEventListener("click", () => window.print());
  box.querySelector("[data-does=copy]").addEventListener("click", async () => {
    const codes = [...document.querySelectorAll(`#${box.dataset.codes} code`)].map((code) => code.textContent);
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      said.textContent = "Copied.";
    } catch {
      said.textContent = "They could not be copied. Print them or write them down.";
    }
  });
}
