import type { Child, FC } from "hono/jsx";

import { lineText, type Block, type Choice, type Line, type Severity, type Span } from "../../reply/document.ts";
import { toneClass } from "./title.tsx";

/** What blocks need to know of the page they stand on. */
export interface Place {
  /** The link of a choice's command. */
  readonly link: (command: string) => string;
  /** Links of the reply's choices by their label: a heading or a table's row with that very text leads there too. */
  readonly linkOf: ReadonlyMap<string, string>;
  /** How a code is coloured wherever it is named. */
  readonly toneOf: (code: string) => Severity | undefined;
  /** What a button of the form "again" sends for a choice that no link can answer. */
  readonly press?: ((command: string) => { readonly name: string; readonly value: string } | undefined) | undefined;
  /** What opens the text of a drawing that has a picture; undefined: the text stands open. */
  readonly asText?: string | undefined;
  /** A name that no other element of the page has. */
  readonly id: (of: string) => string;
}

/** One block as HTML; `level` is the level of its heading. */
export const BlockView: FC<{ block: Block; place: Place; level: 2 | 3 }> = ({ block, place, level }) => {
  switch (block.kind) {
    case "heading":
      return <HeadingView line={block.text} severity={block.severity} place={place} />;
    case "text":
      return (
        <p class={block.quiet === true ? "quiet" : "prose"}>
          <LineView line={block.text} />
        </p>
      );
    case "facts":
      return <FactsView facts={block.facts} />;
    case "list":
      return <ListView block={block} level={level} />;
    case "table":
      return <TableView block={block} place={place} level={level} />;
    case "drawing":
      return <DrawingView block={block} place={place} />;
    case "links":
      return <LinksView block={block} level={level} />;
    case "choices":
      return <ChoicesView block={block} place={place} level={level} />;
  }
};

/** A line with its styles; a link leads out only over http. */
export const LineView: FC<{ line: Line }> = ({ line }) => (
  <>
    {line.map((span) => (
      <SpanView span={span} />
    ))}
  </>
);

const SpanView: FC<{ span: Span }> = ({ span }) => {
  const styled = <StyledView span={span} />;
  if (span.href === undefined || !/^https?:\/\//iu.test(span.href)) return styled;
  return (
    <a href={span.href} rel="noreferrer noopener">
      {styled}
    </a>
  );
};

const StyledView: FC<{ span: Span }> = ({ span }) => {
  switch (span.style) {
    case "strong":
      return <strong>{span.text}</strong>;
    case "emphasis":
      return <em>{span.text}</em>;
    case "code":
      return <code>{span.text}</code>;
    case undefined:
      return <>{span.text}</>;
  }
};

const LabelView: FC<{ level: 2 | 3; id?: string | undefined; children?: Child }> = ({ level, id, children }) =>
  level === 2 ? (
    <h2 class="label" id={id}>
      {children}
    </h2>
  ) : (
    <h3 class="label" id={id}>
      {children}
    </h3>
  );

export const HeadingView: FC<{ line: Line; severity: Severity | undefined; place: Place }> = ({ line, severity, place }) => {
  const href = place.linkOf.get(lineText(line));
  const words = <NumberedView line={line} />;
  return (
    <h2 class={severity === undefined ? "heading" : `heading ${toneClass(severity)}`}>
      {href === undefined ? words : <a href={href}>{words}</a>}
    </h2>
  );
};

/** A line whose code, when it opens with one, stands out. */
const NumberedView: FC<{ line: Line; toneOf?: Place["toneOf"] }> = ({ line: [first, ...rest], toneOf }) => {
  const match = /^(\d{3}) (\p{L}.*)$/su.exec(first?.text ?? "");
  if (!first || match?.[1] === undefined) return <LineView line={first ? [first, ...rest] : rest} />;
  const tone = toneOf?.(match[1]);
  return (
    <>
      <span class={tone === undefined ? "code" : `code ${toneClass(tone)}`}>{match[1]}</span>{" "}
      <LineView line={[{ ...first, text: match[2] ?? "" }, ...rest]} />
    </>
  );
};

const FactsView: FC<{ facts: Extract<Block, { kind: "facts" }>["facts"] }> = ({ facts }) => (
  <dl class={facts.length > 2 ? "facts sheet" : "facts"}>
    {facts.map(({ label, value }) => (
      <div>
        <dt>{label}</dt>
        <dd>
          <LineView line={value} />
        </dd>
      </div>
    ))}
  </dl>
);

const ListView: FC<{ block: Extract<Block, { kind: "list" }>; level: 2 | 3 }> = ({ block: { label, ordered, items }, level }) => {
  // Each item in one element: the number beside it is drawn by the style sheet.
  const rows = items.map((item) => (
    <li>
      <span>
        <LineView line={item} />
      </span>
    </li>
  ));
  return (
    <section class="panel">
      {label === undefined ? undefined : <LabelView level={level}>{label}</LabelView>}
      {ordered ? <ol>{rows}</ol> : <ul>{rows}</ul>}
    </section>
  );
};

const TableView: FC<{ block: Extract<Block, { kind: "table" }>; place: Place; level: 2 | 3 }> = ({
  block: { label, columns, rows },
  place,
  level,
}) => {
  const id = place.id("table");
  const name = label === undefined ? { "aria-label": columns.join(", ") } : { "aria-labelledby": id };
  return (
    <section class="wide">
      {label === undefined ? undefined : (
        <LabelView level={level} id={id}>
          {label}
        </LabelView>
      )}
      <div class="scroll" role="region" tabindex={0} {...name}>
        <table class={`columns-${Math.min(columns.length, 6)}`}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells) => (
              <tr>
                {cells.map((cell, index) =>
                  index === 0 ? (
                    <th scope="row">
                      <CellView line={cell} place={place} />
                    </th>
                  ) : (
                    <td>
                      <LineView line={cell} />
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const CellView: FC<{ line: Line; place: Place }> = ({ line, place }) => {
  const href = place.linkOf.get(lineText(line));
  return href === undefined ? (
    <LineView line={line} />
  ) : (
    <a href={href}>
      <NumberedView line={line} toneOf={place.toneOf} />
    </a>
  );
};

// The picture's words are its caption: the picture itself stays silent. With a picture the text is one click away.
const DrawingView: FC<{ block: Extract<Block, { kind: "drawing" }>; place: Place }> = ({
  block: { text, alt, picture },
  place,
}) => {
  const id = place.id("drawing");
  const lines = (
    <div class="scroll" role="region" tabindex={0} aria-labelledby={id}>
      <pre>{text}</pre>
    </div>
  );
  return (
    <figure class="drawing">
      {picture === undefined ? undefined : (
        <div class="scroll picture" role="region" tabindex={0} aria-labelledby={id}>
          <img src={`data:image/svg+xml,${encodeURIComponent(picture.svg)}`} alt="" />
        </div>
      )}
      <figcaption id={id}>{alt}</figcaption>
      {picture === undefined || place.asText === undefined ? (
        lines
      ) : (
        <details>
          <summary>{place.asText}</summary>
          {lines}
        </details>
      )}
    </figure>
  );
};

const LinksView: FC<{ block: Extract<Block, { kind: "links" }>; level: 2 | 3 }> = ({ block: { label, links }, level }) => (
  <section class="sources">
    <LabelView level={level}>{label}</LabelView>
    <ul>
      {links.map((link) => (
        <li>
          <SpanView span={link} />
        </li>
      ))}
    </ul>
  </section>
);

const ChoicesView: FC<{ block: Extract<Block, { kind: "choices" }>; place: Place; level: 2 | 3 }> = ({
  block: { label, choices },
  place,
  level,
}) => {
  if (choices.length === 0) return <></>;
  const id = place.id("choices");
  return (
    <nav class={choices.length > 12 ? "choices many" : "choices"} aria-labelledby={id}>
      <LabelView level={level} id={id}>
        {label}
      </LabelView>
      <ul>
        {choices.map((choice) => (
          <li>
            <ChoiceView choice={choice} place={place} />
          </li>
        ))}
      </ul>
    </nav>
  );
};

const ChoiceView: FC<{ choice: Choice; place: Place }> = ({ choice: { label, command, style }, place }) => {
  const look = style === undefined ? "choice" : `choice ${style}`;
  const pressed = place.press?.(command);
  const words = <NumberedView line={[{ text: label }]} />;
  if (pressed === undefined) {
    return (
      <a class={look} href={place.link(command)}>
        {words}
      </a>
    );
  }
  return (
    <button class={look} type="submit" form="again" name={pressed.name} value={pressed.value}>
      {words}
    </button>
  );
};
