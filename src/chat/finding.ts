/** One thing that `sipsense doctor` looked at, and what to do where it is not well. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}
