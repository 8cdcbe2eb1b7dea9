/** Time as the watch sees it; the process gives the real one, a test its own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs something later; gives the way to call it off. What it runs never rejects. */
  after(milliseconds: number, run: () => void): () => void;
}
