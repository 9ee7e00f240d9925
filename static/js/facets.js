/* Ticking a facet or choosing an order asks the server at once; on a wide screen the facets begin unfolded. */
import { one } from "./util.js";

export function start() {
  const form = one("[data-facets]");
  if (!form) return;
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
  });
  const fold = one("[data-open-wide]", form);
  if (fold && matchMedia("(min-width: 60rem)").matches) fold.open = true;
}
