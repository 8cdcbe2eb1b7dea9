import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";

// Runs after `npm install`: builds, so that `npm start` and `npx sipsense` work at once. Without the development
// dependencies there is no compiler: then what was built before is kept, or a sentence says what to do.
const windows = process.platform === "win32";
if (existsSync("node_modules/typescript")) {
  execFileSync("npm", ["run", "build"], { stdio: "inherit", shell: windows });
} else if (!existsSync("dist/main.js")) {
  process.stderr.write(
    "sipsense is not built and its compiler is not installed: run `npm install` once with the development dependencies, or copy dist/ here.\n",
  );
}
// npm links a package's command into its dependents only; in a checkout `npx sipsense` must find it too.
if (!windows && existsSync("dist/main.js") && existsSync("node_modules")) {
  const link = "node_modules/.bin/sipsense";
  chmodSync("dist/main.js", 0o755);
  mkdirSync("node_modules/.bin", { recursive: true });
  rmSync(link, { force: true });
  symlinkSync("../../dist/main.js", link);
}
