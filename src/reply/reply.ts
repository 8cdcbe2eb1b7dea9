import type { Answer } from "../core/answer.ts";
import type { Catalog } from "../core/catalog.ts";
import { causeReply } from "./cause.ts";
import { comparisonReply } from "./comparison.ts";
import type { Reply } from "./document.ts";
import { helpReply } from "./help.ts";
import { listReply } from "./list.ts";
import { attestationReply, reasonReply, timerReply, warningReply } from "./reference.ts";
import { responseReply } from "./response.ts";
import { symptomReply } from "./symptom.ts";
import { suggestionsReply, troubleReply } from "./trouble.ts";
import { vendorIndexReply, vendorReply } from "./vendor.ts";
import type { Words } from "./words.ts";

/** An answer in one language. */
export function makeReply(answer: Answer, catalog: Catalog, words: Words): Reply {
  switch (answer.kind) {
    case "response":
      return responseReply(answer, catalog, words);
    case "comparison":
      return comparisonReply(answer, catalog, words);
    case "list":
      return listReply(answer, catalog, words);
    case "cause":
      return causeReply(answer, catalog, words);
    case "reason":
      return reasonReply(answer, catalog, words);
    case "warning":
      return warningReply(answer, catalog, words);
    case "timer":
      return timerReply(answer, catalog, words);
    case "attestation":
      return attestationReply(answer, catalog, words);
    case "vendor-index":
      return vendorIndexReply(answer, catalog, words);
    case "vendor":
      return vendorReply(answer, catalog, words);
    case "symptom":
      return symptomReply(answer, catalog, words);
    case "suggestions":
      return suggestionsReply(answer, catalog, words);
    case "help":
      return helpReply(words);
    case "trouble":
      return troubleReply(answer, catalog, words);
  }
}
