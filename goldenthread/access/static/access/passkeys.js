// Shows what needs a script, hides what this browser cannot do, and says in words when a passkey did not work.
const able = Boolean(window.PublicKeyCredential);
for (const form of document.querySelectorAll("[data-passkey]")) form.hidden = !able;
for (const note of document.querySelectorAll("[data-passkey-note]")) {
  note.hidden = able;
  note.textContent = "This browser cannot use passkeys.";
}
const trouble = document.getElementById("passkey-trouble");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (!trouble) return;
  trouble.hidden = false;
  trouble.focus();
});
