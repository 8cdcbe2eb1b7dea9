/** What somebody asked, in no platform's words. */
export interface Request {
  readonly text: string;
  /** The language chosen for the answer (BCP 47); only the query's own "… in ja" wins over it. */
  readonly language?: string | undefined;
  /** Languages the asker reads, best first; the language the query is written in wins over them. */
  readonly languages?: readonly string[] | undefined;
}
