import { findingIds, findingPlaces, isFindingId } from "../core/trace/findings/places.ts";
import type { FindingWords, Lexicon } from "../reply/lexicon.ts";
import type { Collection } from "./collect.ts";
import type { Finding } from "./read.ts";

/** Each language has words for every finding that the core can make and for no other, with places that it fills. */
export function findingsWorded({ lexicons }: Collection): Finding[] {
  return lexicons.flatMap((lexicon) => [...missing(lexicon), ...Object.entries(lexicon.findings).flatMap(wrong(lexicon))]);
}

function missing({ language, findings }: Lexicon): Finding[] {
  return findingIds
    .filter((id) => findings[id] === undefined)
    .map((id) => ({ file: `languages/${language}/findings/${id}.yaml`, message: "the file is missing" }));
}

const wrong =
  ({ language }: Lexicon) =>
  ([id, words]: [string, FindingWords]): Finding[] => {
    const file = `languages/${language}/findings/${id}.yaml`;
    if (!isFindingId(id)) return [{ file, message: `there is no finding "${id}"` }];
    const known: ReadonlySet<string> = new Set(findingPlaces[id]);
    return [words.title, words.verdict, words.means, ...words.check]
      .flatMap(placesOf)
      .filter((place) => !known.has(place))
      .map((place) => ({ file, message: `{${place}} is filled by nothing; known are: ${[...known].join(", ")}` }));
  };

/** Names of the ICU places of a sentence, those inside of choices too: `{a} {b, plural, one {{c} x} other {y}}` → a, b, c. */
export function placesOf(text: string): string[] {
  const found: string[] = [];
  // Whether an open brace holds a sentence (the text itself, a branch of a choice) or an argument.
  const open: ("sentence" | "argument")[] = ["sentence"];
  for (const match of text.matchAll(/\{\s*([a-zA-Z]*)|\}/gu)) {
    if (match[0] === "}") open.pop();
    else if (open.at(-1) === "argument") open.push("sentence");
    else {
      open.push("argument");
      found.push(match[1] ?? "");
    }
  }
  return found;
}
