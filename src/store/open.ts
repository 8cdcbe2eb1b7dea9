import type { Store } from "../bot/store.ts";
import { cardsIn } from "./cards.ts";
import { choicesIn } from "./choices.ts";
import { chronicleIn } from "./chronicle.ts";
import { feedbackIn } from "./feedback.ts";
import { forgettingIn } from "./forgetting.ts";
import { hearingIn } from "./hearing.ts";
import type { Home } from "./home.ts";
import { migrate } from "./migrations.ts";

/** Where the memory is kept: a file in a folder for one process, or PostgreSQL for several. */
export type HomeAddress = { readonly dataFolder: string } | { readonly databaseUrl: string };

/** Opens the memory and brings its tables up to date. Rejects with a sentence that says what to mend. */
export async function openStore(address: HomeAddress): Promise<Store> {
  let home: Home | undefined;
  try {
    home = await homeAt(address);
    await migrate(home);
    return storeIn(home);
  } catch (fault) {
    await home?.close();
    throw new Error(remedy(address, fault), { cause: fault });
  }
}

// Only the client that is needed is loaded.
async function homeAt(address: HomeAddress): Promise<Home> {
  return "databaseUrl" in address
    ? (await import("./postgres.ts")).openPostgres(address.databaseUrl)
    : (await import("./embedded.ts")).openEmbedded(address.dataFolder);
}

// The address of a database holds a password: it is not said.
function remedy(address: HomeAddress, fault: unknown): string {
  const why = fault instanceof Error ? fault.message : String(fault);
  return "databaseUrl" in address
    ? `Can't keep anything in the database of DATABASE_URL: ${why}`
    : `Can't keep anything in ${address.dataFolder} (${why}): let this user write there, or choose another folder with DATA_DIR`;
}

function storeIn(home: Home): Store {
  return {
    ...choicesIn(home),
    ...chronicleIn(home),
    ...hearingIn(home),
    ...cardsIn(home),
    ...feedbackIn(home),
    ...forgettingIn(home),
    ping: () => home.ping(),
    close: () => home.close(),
  };
}
