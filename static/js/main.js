/* Each behaviour finds what it works on by its data attributes, and does nothing where there is none. */
import * as facets from "./facets.js";
import * as hits from "./hits.js";
import * as keys from "./keys.js";
import * as notes from "./notes.js";
import * as outline from "./outline.js";
import * as overlays from "./overlays.js";
import * as place from "./place.js";
import * as prefs from "./prefs.js";
import * as quoting from "./quoting.js";
import * as suggest from "./suggest.js";
import * as terms from "./terms.js";

for (const behaviour of [prefs, keys, overlays, outline, place, quoting, notes, terms, facets, suggest, hits]) behaviour.start();
