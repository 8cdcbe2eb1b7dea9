import { createRequire } from "node:module";

import { Resvg } from "@resvg/resvg-js";

import { inTheme, type Theme } from "../reply/diagnosis/theme.ts";

const fonts = createRequire(import.meta.url);
const faces = ["DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"];

/** A drawing of ours as PNG, `scale` times its size. The font comes along: the picture is the same on every machine. */
export function drawPng(svg: string, theme: Theme = "light", scale = 2): Uint8Array {
  const drawing = new Resvg(inTheme(svg, theme), {
    font: {
      loadSystemFonts: false,
      fontFiles: faces.map((face) => fonts.resolve(`dejavu-fonts-ttf/ttf/${face}`)),
      defaultFontFamily: "DejaVu Sans Mono",
    },
    fitTo: { mode: "zoom", value: scale },
  });
  return drawing.render().asPng();
}
