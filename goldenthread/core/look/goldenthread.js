// The only script. Every page works without it; it saves effort and warns before time runs out.
import { Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";
import { autosave } from "./autosave.js";
import { printing } from "./printing.js";
import { sessionWarning } from "./session.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink]) createAll(part);
createAll(Button, { preventDoubleClick: true });
document.querySelectorAll("form[data-autosave-url]").forEach(autosave);
document.querySelectorAll("[data-session-minutes]").forEach(sessionWarning);
document.querySelectorAll("[data-print]").forEach(printing);
