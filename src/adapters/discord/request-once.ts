import { record } from "../../chat/fields.ts";
import { DefaultRestOptions } from "./library.ts";

type Make = typeof DefaultRestOptions.makeRequest;

/** Told to slow down, but not for how long. */
const unknownWaitSeconds = 1;

/** One request as the library makes it; what the library takes for granted in an answer is put there. */
export const requestOnce: Make = async (url, init) => {
  const answer = await DefaultRestOptions.makeRequest(url, init);
  const { headers, status } = answer;
  // Read as JSON, nothing would be a fault.
  if (status === 204 || headers.get("content-length") === "0") headers.delete("content-type");
  if (status === 429) await tellWait(answer);
  return answer;
};

/** The library reads the wait from headers alone, and without them tries again at once, for ever; Discord's body tells it as well. */
async function tellWait(answer: Awaited<ReturnType<Make>>): Promise<void> {
  const { headers } = answer;
  const said = record(await answer.json().catch(() => undefined));
  const waits = [said["retry_after"], headers.get("retry-after")].map(Number).filter((seconds) => seconds > 0);
  headers.set("retry-after", String(waits.length === 0 ? unknownWaitSeconds : Math.max(...waits)));
  if (said["global"] === true || headers.get("x-ratelimit-scope") === "global") headers.set("x-ratelimit-global", "true");
}
