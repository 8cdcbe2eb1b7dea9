// What a word near a number says about it; one bit each, so that a word can say several things.

export const sense = {
  /** Only SIP people say it: INVITE, SBC, Kamailio. */
  sip: 1 << 0,
  /** Telephony in general: call, carrier, ring. */
  phone: 1 << 1,
  /** HTTP and what speaks it. */
  http: 1 << 2,
  /** Web and software work in general: page, deploy. */
  web: 1 << 3,
  /** Other protocols with three-digit codes: SMTP, FTP, STUN. */
  foreign: 1 << 4,
  /** Response, error, status, code. */
  response: 1 << 5,
  /** Get, send, return, reject. */
  verb: 1 << 6,
  article: 1 << 7,
  /** Still, again, now: how fragments in a thread speak. */
  still: 1 << 8,
  /** The number that follows is something else: port 503. */
  label: 1 << 9,
  /** The number before it is a quantity: 503 ms, 200 calls. */
  unit: 1 << 10,
  /** The number that follows is a quantity: more than 400. */
  quantity: 1 << 11,
  /** Stands between a quantity and its noun: 100 consecutive errors. */
  counted: 1 << 12,
  /** Speaks of durations. */
  time: 1 << 13,
  /** Parts the items of a list. */
  and: 1 << 14,
  /** Parts the ends of a range. */
  through: 1 << 15,
  /** A cause number follows: Q.850, hangup cause. */
  cause: 1 << 16,
  /** Function words: never the noun that is counted. */
  small: 1 << 17,
  /** A name of a SIP header. */
  header: 1 << 18,
  /** The reason phrase of another protocol's code. */
  foreignPhrase: 1 << 19,
  /** "SIP/2.0" itself. */
  version: 1 << 20,
  /** With, on, after, for: the word before a code in a sentence. */
  with: 1 << 21,
  /** The word says ISDN cause, not only cause. */
  isdn: 1 << 22,
  /** The number before is a rate or one of many: 503 per minute. */
  rate: 1 << 23,
  /** The word sip. */
  named: 1 << 24,
  /** A phone number is meant: "his number ends in 503". */
  numbering: 1 << 25,
  ending: 1 << 26,
  /** A measure whose value comes soon: capacity, count. */
  measure: 1 << 27,
  /** A thing that has a number of its own, and sends codes as well: trunk 503, agent 480. */
  device: 1 << 28,
  /** Says how such a thing is: trunk 503 is down. */
  state: 1 << 29,
  /** Prepositions of place and goal: "I am on 404", "dropped to 480". */
  place: 1 << 30,
  /** Telephony that software has no other use for: caller, hotline, ringing; a "call" may be one of functions. */
  telephony: 1 << 31,
} as const;

export type Sense = keyof typeof sense;

/** Words of some languages by what they say; "*" = the word may go on. Entries are parted by commas. */
export type Vocabulary = Partial<Readonly<Record<Sense, string>>>;

/** All of them, for reading a vocabulary. */
export const senseNames: readonly Sense[] = [
  "sip",
  "phone",
  "http",
  "web",
  "foreign",
  "response",
  "verb",
  "article",
  "still",
  "label",
  "unit",
  "quantity",
  "counted",
  "time",
  "and",
  "through",
  "cause",
  "small",
  "header",
  "foreignPhrase",
  "version",
  "with",
  "isdn",
  "rate",
  "named",
  "numbering",
  "ending",
  "measure",
  "device",
  "state",
  "place",
  "telephony",
];
