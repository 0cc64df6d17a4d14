// Sends a half-filled form as a draft every ten seconds while it changes, and says so.
// Files and passwords are never sent; nothing is kept in the browser.
const EVERY = 10000;

export function autosave(form) {
  const said = form.querySelector("[data-autosave-status]") || form.appendChild(document.createElement("p"));
  said.className = "gt-saved";
  said.setAttribute("role", "status");
  const typed = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File || form.elements[name]?.type === "password") data.delete(name);
    return new URLSearchParams(data);
  };
  let saved = typed().toString();
  let sending = false;
  async function save(leaving) {
    const now = typed();
    if (sending || now.toString() === saved) return;
    sending = true;
    try {
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: now, credentials: "same-origin", keepalive: leaving === true, headers: { "X-Requested-With": "autosave" } });
      if (!answer.ok || answer.redirected) throw answer;
      saved = now.toString();
      said.textContent = `Draft saved at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
    } catch {
      said.textContent = "Draft not saved yet. We will try again. Keep this page open";
    }
    sending = false;
  }
  const timer = setInterval(save, EVERY);
  form.addEventListener("submit", () => clearInterval(timer));
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
}
