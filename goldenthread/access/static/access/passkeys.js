// Says in words when a passkey did not work, and hides what this browser cannot do.
const trouble = document.getElementById("passkey-trouble");
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  if (!trouble) return;
  trouble.hidden = false;
  trouble.focus();
});
if (!window.PublicKeyCredential) {
  for (const id of ["passkey_login", "mfa_webauthn_authenticate", "mfa_webauthn_add", "mfa_webauthn_reauthenticate"]) {
    const button = document.getElementById(id);
    if (!button) continue;
    const words = document.createElement("p");
    words.className = "govuk-body";
    words.textContent = "This browser cannot use passkeys.";
    button.replaceWith(words);
  }
}
