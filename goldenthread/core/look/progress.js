// Looks again at long work every few seconds, until it is done.
export function progress(box) {
  const timer = setInterval(async () => {
    try {
      const answer = await fetch(box.dataset.progressHref, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(box.id);
      if (!fresh?.dataset.progressHref) return clearInterval(timer), location.reload();
      for (const part of ["progress", "[role=status]"]) {
        const from = fresh.querySelector(part);
        const to = box.querySelector(part);
        to.textContent = from.textContent;
        if (from.value !== undefined) to.value = from.value;
      }
    } catch {}
  }, 4000);
}
