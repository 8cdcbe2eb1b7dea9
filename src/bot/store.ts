import type { Settings } from "./settings.ts";

/** The few things the bot must remember. No message text, ever. */
export interface Store {
  /** What was kept for a workspace ("slack:T024BE7LD"), as `readSettings` takes it; undefined when it chose nothing. */
  settings(workspace: string): Promise<unknown>;
  keepSettings(workspace: string, settings: Settings): Promise<void>;
  close(): Promise<void>;
}
