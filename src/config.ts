import { z } from "zod";

/** Every setting; .env.example lists the same ones, a test compares them. */
export interface Config {
  readonly host: string;
  readonly port: number;
}

const settings = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number("a number from 0 to 65535").int().min(0).max(65_535).default(3000),
});

/** Names of all settings, as .env.example must list them. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** Reads the environment once. Throws one Error that names every setting that is wrong; an empty value counts as unset. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const result = settings.safeParse(given);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Settings to mend (see .env.example): ${wrong.join("; ")}`);
  }
  return { host: result.data.HOST, port: result.data.PORT };
}
