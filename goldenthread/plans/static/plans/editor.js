// Says beside a line what code sees in it, a moment after typing stops. Without script the same is said when it is saved.
const REST = 900;

for (const form of document.querySelectorAll("form[data-plan-check]")) {
  const shown = document.querySelector("[data-plan-found]");
  let timer, asked = 0, last = "";
  const said = (found) => {
    if (!found.length) {
      const paragraph = document.createElement("p");
      paragraph.className = "govuk-body";
      paragraph.textContent = "Nothing that code can see.";
      return paragraph;
    }
    const list = document.createElement("ul");
    list.className = "plan-findings";
    for (const one of found) {
      const item = list.appendChild(document.createElement("li"));
      item.className = one.stops ? "plan-finding plan-finding--stops" : "plan-finding";
      const words = item.appendChild(document.createElement("p"));
      words.className = "govuk-body govuk-!-margin-bottom-1";
      words.appendChild(document.createElement("strong")).textContent = one.stops ? "Stops issue: " : "To look at: ";
      words.append(one.sentence);
      const law = item.appendChild(document.createElement("p"));
      law.className = "plan-finding__law";
      law.textContent = `${one.force}: ${one.citation}`;
    }
    return list;
  };
  async function look() {
    const mine = ++asked;
    const body = new URLSearchParams(new FormData(form));
    for (const key of ["section", "kind", "line"]) body.set(key, form.dataset[`plan${key[0].toUpperCase()}${key.slice(1)}`]);
    try {
      const answer = await fetch(form.dataset.planCheck, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "check" } });
      if (!answer.ok || answer.redirected || mine !== asked) return;
      const { findings } = await answer.json();
      const now = JSON.stringify(findings);
      if (now !== last) shown.replaceChildren(said(findings));
      last = now;
    } catch {}
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, REST);
  });
}
