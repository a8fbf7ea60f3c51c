// The labels of this page in its user's language.
import { boot } from "./dom.js";

export const labels = boot.labels ?? {};
