// The only script. Every page works without it; it saves effort and warns before time runs out.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink, createAll } from "govuk-frontend";
import { autosave } from "./autosave.js";
import { choices } from "./choices.js";
import { folding } from "./folding.js";
import { copying, printing } from "./printing.js";
import { progress } from "./progress.js";
import { scrolling } from "./scrolling.js";
import { sessionWarning } from "./session.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]) createAll(part);
createAll(Button, { preventDoubleClick: true });
const ours = {
  "[data-module=govuk-radios], [data-module=govuk-checkboxes]": choices,
  "form[data-autosave-url]": autosave,
  "[data-session-minutes]": sessionWarning,
  "[data-progress-href]": progress,
  "[data-folds]": folding,
  "[data-print]": printing,
  "[data-scroll]": scrolling,
  "[data-copy]": copying,
};
for (const [where, begin] of Object.entries(ours)) document.querySelectorAll(where).forEach(begin);
