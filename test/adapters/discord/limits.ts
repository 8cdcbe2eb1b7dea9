import { expect } from "vitest";

import type { Body } from "../../../src/adapters/discord/message.ts";

// Discord's limits once more, read from its reference, apart from the code under test.

type Json = Record<string, unknown>;

/** A field that is text, else nothing. */
export function textIn(object: Json | undefined, field: string): string {
  const value = object?.[field];
  return typeof value === "string" ? value : "";
}

/** Every object in a value. */
export function objectsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== "object" || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(objectsIn)];
}

/** Everything that can be clicked. */
export function clickable(body: Body): Json[] {
  return objectsIn(body).filter((one) => one["type"] === 2 || one["type"] === 3);
}

/** The texts of a message in the order shown. */
export function shownTexts(body: Body): string[] {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === "string" && ["content", "description", "title"].includes(key)) texts.push(inner);
        else if (key !== "custom_id") walk(inner);
      }
  };
  walk(body);
  return texts;
}

export function checkBody(body: Body): void {
  if (body.flags !== undefined) checkV2(body.components);
  else if ("embeds" in body) checkEmbeds(body);
  else {
    expect(body.content.length).toBeGreaterThan(0);
    expect([...body.content].length).toBeLessThanOrEqual(2000);
  }
  const ids = clickable(body).map((one) => textIn(one, "custom_id"));
  expect(new Set(ids).size).toBe(ids.length);
  for (const one of clickable(body)) checkClickable(one);
}

function checkV2(components: unknown): void {
  const all = objectsIn(components).filter((one) => typeof one["type"] === "number" && one["type"] < 20);
  expect(all.length).toBeLessThanOrEqual(40);
  const texts = all.filter((one) => one["type"] === 10).map((one) => textIn(one, "content"));
  for (const text of texts) expect(text.trim()).not.toBe("");
  expect(texts.join("").length).toBeLessThanOrEqual(4000);
  for (const one of all) {
    if (one["type"] === 1) checkRow(one);
    if (one["type"] === 9) expect((one["components"] as unknown[]).length).toBeLessThanOrEqual(3);
    if (one["type"] === 17) expect((one["components"] as unknown[]).length).toBeGreaterThan(0);
    if (one["type"] === 12) expect(objectsIn(one["items"]).length).toBeGreaterThan(0);
  }
}

function checkRow(row: Json): void {
  const inner = row["components"] as Json[];
  expect(inner.length).toBeGreaterThan(0);
  if (inner.some((one) => one["type"] === 3)) expect(inner.length).toBe(1);
  expect(inner.length).toBeLessThanOrEqual(5);
}

function checkEmbeds(body: { readonly embeds: readonly unknown[]; readonly components: readonly unknown[] }): void {
  expect(body.components.length).toBeLessThanOrEqual(5);
  let whole = 0;
  for (const embed of body.embeds as Json[]) {
    for (const [field, limit] of [
      ["title", 256],
      ["description", 4096],
    ] as const) {
      const text = embed[field];
      if (text === undefined) continue;
      expect(textIn(embed, field).length).toBeGreaterThan(0);
      expect(textIn(embed, field).length).toBeLessThanOrEqual(limit);
      whole += textIn(embed, field).length;
    }
    expect(textIn(embed["footer"] as Json | undefined, "text").length).toBeLessThanOrEqual(2048);
  }
  expect(whole).toBeLessThanOrEqual(6000);
  for (const row of body.components as Json[]) checkRow(row);
}

function checkClickable(one: Json): void {
  const id = textIn(one, "custom_id");
  expect(id.length).toBeGreaterThan(0);
  expect(id.length).toBeLessThanOrEqual(100);
  if (one["type"] === 2) {
    expect(textIn(one, "label").trim()).not.toBe("");
    expect(textIn(one, "label").length).toBeLessThanOrEqual(80);
    return;
  }
  expect(textIn(one, "placeholder").length).toBeLessThanOrEqual(150);
  const options = one["options"] as Json[];
  expect(options.length).toBeGreaterThan(0);
  expect(options.length).toBeLessThanOrEqual(25);
  expect(new Set(options.map((option) => option["value"])).size).toBe(options.length);
  for (const option of options)
    for (const field of ["label", "value"]) {
      expect(textIn(option, field).trim()).not.toBe("");
      expect(textIn(option, field).length).toBeLessThanOrEqual(100);
    }
}
