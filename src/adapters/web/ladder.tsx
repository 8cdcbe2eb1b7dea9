import type { FC } from "hono/jsx";

import type { Severity } from "../../reply/document.ts";
import { toneClass } from "./title.tsx";

// Decoration, hidden from screen readers: one real call, challenged, put through, heard ringing, and busy.
//
//  phone          SBC         gateway
//    |--INVITE---->|              |
//    |<----401-----|              |
//    |--ACK------->|              |      …

type Message = readonly [from: 0 | 1 | 2, to: 0 | 1 | 2, label: string, severity?: Severity];

const call: readonly Message[] = [
  [0, 1, "INVITE"],
  [1, 0, "401 Unauthorized", "info"],
  [0, 1, "ACK"],
  [0, 1, "INVITE + credentials"],
  [1, 0, "100 Trying", "normal"],
  [1, 2, "INVITE"],
  [2, 1, "183 Session Progress", "normal"],
  [1, 0, "183 Session Progress", "normal"],
  [2, 1, "503 Service Unavailable", "error"],
  [1, 2, "ACK"],
  [1, 0, "503 Service Unavailable", "error"],
  [0, 1, "ACK"],
];

const lifelines = [70, 290, 510] as const;
const top = 56;
const step = 31;

/** The ladder of the start page. */
export const Ladder: FC = () => (
  <svg class="ladder" viewBox={`0 0 580 ${top + call.length * step + 14}`} aria-hidden="true" focusable="false">
    {lifelines.map((x, index) => (
      <g class="lifeline">
        <rect x={x - 44} y="4" width="88" height="30" rx="4" />
        <text x={x} y="24" text-anchor="middle">
          {["phone", "SBC", "gateway"][index]}
        </text>
        <path d={`M${x} 34V${top + call.length * step + 10}`} />
      </g>
    ))}
    {call.map((message, row) => (
      <Arrow message={message} y={top + row * step + 22} />
    ))}
  </svg>
);

const Arrow: FC<{ message: Message; y: number }> = ({ message: [from, to, label, severity], y }) => {
  const [start, end] = [lifelines[from], lifelines[to]];
  const back = end < start ? 1 : -1;
  return (
    <g class={severity === undefined ? "message" : `message ${toneClass(severity)}`}>
      <path d={`M${start} ${y}H${end}`} />
      <path class="head" d={`M${end} ${y}l${back * 9} -5v10Z`} />
      <text x={(start + end) / 2} y={y - 7} text-anchor="middle">
        {label}
      </text>
    </g>
  );
};

/** The same idea as a sign: two lifelines, a request, its answers. */
export const Sign: FC = () => (
  <svg class="sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="rail" d="M6 3V29M26 3V29" />
    <path class="sent" d="M6 10H22" />
    <path class="sent-head" d="M26 10l-6 -3.5v7Z" />
    <path class="received" d="M26 21H10" />
    <path class="received-head" d="M6 21l6 -3.5v7Z" />
  </svg>
);
