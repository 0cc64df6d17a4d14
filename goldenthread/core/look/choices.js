// Shows what belongs to a choice when it is made, and lets "none of these" clear the others.
// GOV.UK Frontend's own script marks radios as expanded, which their role does not allow; this one does not.
export function choices(group) {
  const inputs = [...group.querySelectorAll("input")].filter((input) => input.closest("[data-module]") === group);
  function show() {
    for (const input of inputs) {
      const revealed = document.getElementById(input.dataset.ariaControls);
      const kind = input.type === "radio" ? "radios" : "checkboxes";
      revealed?.classList.toggle(`govuk-${kind}__conditional--hidden`, !input.checked);
    }
  }
  group.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox" && target.checked && inputs.includes(target)) {
      const alone = target.dataset.behaviour === "exclusive";
      for (const other of inputs) if (other !== target && (alone || other.dataset.behaviour === "exclusive")) other.checked = false;
    }
    show();
  });
  addEventListener("pageshow", show);
  show();
}
