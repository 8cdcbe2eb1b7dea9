import type { Severity } from "../reply/document.ts";

/** A shape for each severity, as on the web page; no emoji, and no colour that carries meaning alone. */
export const severitySigns: Readonly<Record<Severity, string>> = { normal: "●", info: "◆", warning: "▲", error: "■" };
