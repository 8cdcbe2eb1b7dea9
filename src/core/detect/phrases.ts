import type { ResponseFacts } from "../facts.ts";
import { spelledHundreds } from "./numerals.ts";
import type { Trie } from "./trie.ts";

// Reason phrases: beside its number a phrase proves the code, alone it may stand for it.

/** How surely a phrase means SIP when no number stands beside it; others count only beside their number. */
const aloneWeights: Readonly<Record<number, number>> = {
  181: 1.2,
  183: 0.6,
  199: 1.4,
  401: -1,
  403: -1,
  404: -1.2,
  407: 0.1,
  408: -0.4,
  415: -0.4,
  416: 0.4,
  417: 0.6,
  420: -0.6,
  422: 1.2,
  423: 1,
  428: 1.2,
  429: 1,
  430: 0.6,
  433: 1.4,
  436: 1.4,
  437: 0.4,
  438: 1.4,
  439: 1.4,
  440: 1.4,
  469: 0.8,
  470: 0.4,
  480: -0.2,
  481: 1.4,
  482: 0.9,
  483: 1.2,
  484: 1,
  486: 1.4,
  487: 0.6,
  488: 1,
  489: -0.2,
  491: 0.5,
  493: 0.2,
  494: 0.9,
  500: -0.8,
  503: -0.2,
  504: -0.6,
  555: 1,
  580: 0.6,
  600: 1.4,
  604: 1.4,
};

/** Weight of a phrase that says nothing without its number. */
export const onlyBesideNumber = -5;

/** The weights of a protocol's own phrase and of shorthand that count beside their number only. */
const unsaid = -8;
const shortened = -9;

/** Whether a phrase is the protocol's own, not shorthand. */
export function isFull(weight: number): boolean {
  return weight > shortened;
}

/** How stacks and people shorten or misspell phrases; beside the number only, unless a weight is given. */
const shorthand: readonly (readonly [code: number, phrases: string, weight?: number])[] = [
  [100, "try, giving a try, your call is important to us"],
  [101, "dialog establishement, dialog establishment", 0.4],
  [180, "ring, alerting"],
  [183, "progress, session in progress, early media"],
  [200, "okay, o.k."],
  [302, "temporar weitergeleitet, weiterleitung, redireccion, redirecionamento, переадресация, 转移, 転送, moved, redirect"],
  [301, "moved"],
  [400, "bad req, bad request -"],
  [
    401,
    "no autorizado, nao autorizado, non autorise, nicht autorisiert, не авторизован, 未授权, 未認証, unauthorised, unauth, auth required, authentication required, authorization required, challenge",
  ],
  [403, "prohibido, proibido, interdit, verboten, запрещено, 禁止, forbid, forbiden, not allowed, denied"],
  [
    404,
    "no encontrado, nao encontrado, introuvable, nicht gefunden, не найден, 未找到, 见つかりません, 찾을 수 없음, rufnummer unbekannt, unbekannte rufnummer, numero desconocido, numero inexistente, numero non attribue, notfound, unknown user, user not found, no route",
  ],
  [405, "not allowed"],
  [407, "proxy auth, proxy authentication"],
  [407, "proxy auth required, proxy authorization required", 0.1],
  [
    408,
    "타임아웃, タイムアウト, 超时, 超時, таймаут, zeituberschreitung, timeout, time out, timed out, request time-out, req timeout, request timed out, timeouts",
  ],
  [410, "gone away"],
  [413, "too large, entity too large"],
  [415, "unsupported media, unsupported media-type"],
  [422, "session timer too small, session interval too short, interval too small, timer too small"],
  [423, "interval too short, interval too small, registration too brief, too brief"],
  [
    480,
    "vorubergehend nicht erreichbar, nicht erreichbar, no disponible, temporalmente no disponible, indisponivel, temporariamente indisponivel, temporairement indisponible, injoignable, временно недоступен, недоступен, 暂时不可用, 圏外, 일시적으로 사용할 수 없음, temp unavailable, temporarily not available, temporarily unavail, unavailable, user offline, not registered, no answer, user not registered, temporary unavailable, temporarly unavailable",
  ],
  [
    481,
    "call does not exist, call leg does not exist, transaction does not exist, call leg/transaction does not exist, dialog does not exist, call leg, tsx does not exist, no such call, subscription does not exist, dialog/transaction does not exist",
  ],
  [482, "loop, request merged, merged request"],
  [483, "too many hops"],
  [484, "incomplete, incomplete address, address incomplete"],
  [486, "話中, 通話中, 占线, 忙线, 忙, 통화중, besetzt, ocupado, occupe, занято, comunicando, busy, user busy, busy hear"],
  [
    487,
    "aufgelegt, cancelado, annule, отменен, 已取消, terminated, request cancelled, request canceled, cancelled, canceled, request terminate",
  ],
  [488, "not acceptable, not acceptable media, incompatible media, media negotiation failure, not accept here"],
  [491, "pending, request is pending"],
  [500, "server error, internal error, internal server, service error"],
  [501, "method not implemented"],
  [502, "bad gw"],
  [
    503,
    "servicio no disponible, servico indisponivel, service indisponible, dienst nicht verfugbar, сервис недоступен, 服务不可用, unavailable, service unavail, service not available, overloaded, congestion, maximum calls in progress, svc unavailable, service unavailible, servce unavailable",
  ],
  [504, "gateway timeout, gw timeout, server timeout, timeout"],
  [600, "busy all over"],
  [
    603,
    "abgelehnt, rechazado, recusado, refuse, отклонен, 拒否, 拒接, 拒绝, 거절, declined, call declined, decline, network blocked, call rejected",
  ],
  [606, "not acceptable anywhere"],
  [607, "unwanted call"],
  [608, "reject"],
];

/** Reason phrases of other protocols. Those that SIP has as well are left out. */
export const foreignPhrases =
  "switching protocols, no content, partial content, reset content, non-authoritative information, not modified, see other, temporary redirect, permanent redirect, payload too large, content too large, " +
  "uri too long, range not satisfiable, expectation failed, i'm a teapot, misdirected request, unprocessable entity, unprocessable content, failed dependency, too early, too many requests, request header fields too large, client closed request, " +
  "bandwidth limit exceeded, insufficient storage, network authentication required, web server is down, origin is unreachable, http version not supported, role conflict, stale nonce, allocation mismatch, wrong credentials, unsupported transport protocol, allocation quota reached, " +
  "insufficient capacity, try alternate, unknown attribute, address family not supported, mobility forbidden, connection already exists, connection timeout or failure, mailbox unavailable, user unknown, unknown user in, relay access denied, mailbox busy, start mail input, service closing transmission channel, " +
  "service ready, bad sequence of commands, syntax error, transaction failed, requested action, requested mail action, closing data connection, entering passive mode, login incorrect, logged in, file status okay, file unavailable, transfer complete, type set to, password required, user name okay, can't open data connection, miscellaneous warning, " +
  "resource temporarily unavailable, incompatible network protocol, incompatible network address formats, incompatible transport protocol, incompatible bandwidth units, media type not available, incompatible media format, attribute not understood, session description parameter not understood, multicast not available, unicast not available, insufficient bandwidth, record found";

/** Weight of a code spelled out: it needs SIP words around it. */
const spelledWeight = -0.3;

/** Whether a phrase is a number in words. */
export function isSpelled(weight: number): boolean {
  return weight === spelledWeight;
}

/** Adds the phrases of all responses. The protocol's own phrases win over shorthand, and the first code of a phrase keeps it. */
export function addPhrases(trie: Trie, responses: readonly ResponseFacts[]): void {
  const known = responses.filter(({ registered }) => registered);
  // What one code is called in the registry no stack takes away for another.
  for (const { code, phrase } of known) trie.addPhrase(phrase, code, aloneWeights[code] ?? unsaid);
  for (const { code, phrasesSeen } of known) {
    const weight = aloneWeights[code] ?? unsaid;
    for (const one of phrasesSeen) trie.addPhrase(one.phrase, code, weight);
  }
  for (const [code, phrases, weight] of shorthand)
    for (const phrase of phrases.split(",")) trie.addPhrase(phrase.trim(), code, weight ?? shortened);
  trie.add({ foreignPhrase: foreignPhrases });
  addSpelled(
    trie,
    known.map(({ code }) => code),
  );
}

/** Codes in words: there are many of them, so that those of a language and a hundred wait until a text begins one. */
function addSpelled(trie: Trie, codes: readonly number[]): void {
  for (const { heads, hundred, spell } of spelledHundreds()) {
    const grow = () => {
      for (const code of codes)
        if (Math.floor(code / 100) === hundred) for (const spelled of spell(code)) trie.addPhrase(spelled, code, spelledWeight);
    };
    for (const head of heads) trie.addHead(head, grow);
  }
}

/** Whether beside its number this phrase of one code may stand for another: short forms belong to several. */
export function fits(phraseCode: number, code: number): boolean {
  if (phraseCode === code) return true;
  return shared.some((codes) => codes.includes(phraseCode) && codes.includes(code));
}

const shared: readonly (readonly number[])[] = [
  [408, 504],
  [406, 488, 606],
  [480, 503],
  [301, 302],
  [403, 405],
  [486, 600],
  [422, 423],
  [500, 501],
  [603, 608],
  [401, 407],
  [413, 513],
  [404, 480],
  [482, 483],
];
