import type { FC } from "hono/jsx";

import type { Severity } from "../../reply/document.ts";

/** Every severity has a shape of its own beside its colour. */
export const SeverityMark: FC<{ severity: Severity }> = ({ severity }) => (
  <svg class={`mark ${toneClass(severity)}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    {shape(severity)}
  </svg>
);

function shape(severity: Severity) {
  switch (severity) {
    case "normal":
      return <circle cx="8" cy="8" r="6" />;
    case "info":
      return <path d="M8 1 15 8 8 15 1 8Z" />;
    case "warning":
      return <path d="M8 1.5 15.5 14.5H.5Z" />;
    case "error":
      return <path d="M2 2H14V14H2Z" />;
  }
}

/** The class that colours an element by severity. */
export function toneClass(severity: Severity): string {
  return `tone-${severity}`;
}

const codeInTitle = /((?<![\w.])[1-9](?:\d{2}|\dx|xx)(?![\w.]))/u;

/** The answer's title: its codes large, each in the colour of its own severity. */
export const Title: FC<{ text: string; severity: Severity; toneOf: (code: string) => Severity | undefined }> = ({
  text,
  severity,
  toneOf,
}) => {
  const pieces = text.split(codeInTitle).filter((piece) => piece !== "");
  const codes = pieces.filter((piece) => codeInTitle.test(piece)).length;
  const toneIn = (code: string) => toneClass((codes > 1 ? toneOf(code) : undefined) ?? severity);
  const size = codes === 0 ? "words" : codes === 1 ? "one" : codes === 2 ? "two" : "many";
  return (
    <h1 class={`title title-${size}`}>
      {pieces.map((piece) =>
        codeInTitle.test(piece) ? <span class={`code ${toneIn(piece)}`}>{piece}</span> : <span>{piece}</span>,
      )}
    </h1>
  );
};
