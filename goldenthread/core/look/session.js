// Warns two minutes or more before sign-out, in words that are read aloud, and lets the person stay.
export function sessionWarning(box) {
  const rest = box.dataset.sessionMinutes * 60000;
  const notice = Math.max(120000, Math.min(300000, rest / 5));
  let ends;
  let timer;
  function start() {
    ends = Date.now() + rest;
    clearTimeout(timer);
    timer = setTimeout(warn, rest - notice);
    box.hidden = true;
    box.replaceChildren();
  }
  function say(words) {
    const line = document.createElement("p");
    line.textContent = words;
    box.replaceChildren(line);
    box.hidden = false;
  }
  function warn() {
    const left = Math.round((ends - Date.now()) / 60000);
    const words = box.dataset;
    if (left < 1) return say(words.ended || "You have been signed out for safety. Sign in again to carry on.");
    say(words.soon ? words.soon.replace("{minutes}", left) : `You will be signed out in ${left} minute${left > 1 ? "s" : ""}.`);
    const button = document.createElement("button");
    button.className = "govuk-button govuk-!-margin-bottom-0";
    button.type = "button";
    button.textContent = words.stay || "Stay signed in";
    button.addEventListener("click", stay);
    box.append(button);
    timer = setTimeout(warn, 60000);
  }
  async function stay() {
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    try {
      const answer = await fetch(box.dataset.extendHref, { method: "POST", credentials: "same-origin", headers: { "X-CSRFToken": token } });
      if (!answer.ok || answer.redirected) throw answer;
      start();
      document.getElementById("main-content").focus();
    } catch {
      say(box.dataset.failed || "We could not keep you signed in. Save your work now.");
    }
  }
  start();
}
