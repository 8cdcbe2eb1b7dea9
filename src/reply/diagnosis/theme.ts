export type Theme = "light" | "dark";

// The same colours as the page's.
const light = {
  ground: "#ffffff",
  box: "#f4f5f2",
  line: "#c3cbc9",
  soft: "#4a5961",
  ink: "#10191f",
  normal: "#0a6e3d",
  info: "#0b5aa6",
  warning: "#8a5200",
  error: "#b3201b",
  band: "#fbe9e7",
  onError: "#fffffe",
};
export type Colour = keyof typeof light;
const dark: Readonly<Record<Colour, string>> = {
  ground: "#121a20",
  box: "#1b262d",
  line: "#3a4b55",
  soft: "#9db0ba",
  ink: "#e4ebee",
  normal: "#58d68d",
  info: "#7db8ff",
  warning: "#f4b740",
  error: "#ff8577",
  band: "#3a1f20",
  onError: "#121a21",
};
const colours = Object.keys(light).filter((name): name is Colour => name in light);

/** A picture is light by itself, and dark where the reader's system is. */
export const darkStyle = `<style>@media (prefers-color-scheme: dark){${colours
  .map((name) => `.f-${name}{fill:${dark[name]}}.s-${name}{stroke:${dark[name]}}`)
  .join("")}}</style>`;

/** The same picture in one theme, without style sheet: what draws PNG knows no media queries. */
export function inTheme(svg: string, theme: Theme): string {
  const bare = svg.replace(/<style>[^<]{0,4000}<\/style>/u, "");
  if (theme === "light") return bare;
  const pairs = new Map<string, string>(colours.map((name) => [light[name], dark[name]]));
  return bare.replace(/#[\da-f]{6}/gu, (colour) => pairs.get(colour) ?? colour);
}

export function colourOf(colour: Colour): string {
  return light[colour];
}

export function fill(colour: Colour): string {
  return `class="f-${colour}" fill="${light[colour]}"`;
}

export function stroke(colour: Colour): string {
  return `class="s-${colour}" stroke="${light[colour]}"`;
}

export const lineColour = { class: "s-line", stroke: light.line } as const;

/** An element with its attributes; values are ours, never outside text. */
export function shape(
  name: "rect" | "path" | "circle",
  look: string,
  attributes: Readonly<Record<string, string | number>>,
): string {
  const written = Object.entries(attributes).map(([key, value]) => `${key}="${value}"`);
  return `<${name} ${[look, ...written].filter((part) => part !== "").join(" ")}/>`;
}
