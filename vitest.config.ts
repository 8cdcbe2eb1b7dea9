import { defineConfig } from "vitest/config";

// Slack's three seconds and Discord's are real ones here: a machine busy with others may miss one. A fault misses it every time.
const patient = { testTimeout: 60_000, hookTimeout: 60_000, retry: 2, pool: "forks" as const, setupFiles: ["test/setup.ts"] };

export default defineConfig({
  test: {
    // Costs nothing until a test asks for it.
    globalSetup: ["test/store/postgres-setup.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**"],
          // Two cores on the smallest machine: more workers only slow each other down.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          ...patient,
        },
      },
      {
        // Whole programs, a browser, a Slack with a deadline of three seconds: one after the other, or they starve.
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          ...patient,
        },
      },
    ],
  },
});
