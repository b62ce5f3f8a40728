// Export jobs: each in a process of its own, so that the hub's tick never waits for it and a crash stays its own. A job's
// files lie in one folder of the system's temporary folder and go with the job: when it is cancelled, fails, is fetched,
// is left by its client, or has waited too long.

import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { setPriority } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExportJobState, ExportOrder } from "../../data/export/export-job.ts";
import { Fault } from "../../model/records/fault.ts";
import { type ExportTask, PACKAGE_FILE, type ProcessMessage } from "./process-messages.ts";

export interface ExportJobsOptions {
  cities: readonly { id: string; folder: string }[];
  /** Job folders are made in here. */
  scratchFolder: string;
  software: { name: string; version: string };
  now(): number;
  /** Jobs that run at a time. */
  most?: number;
  /** A running job whose client has not asked for so long is given up. */
  leaveMs?: number;
  /** A finished package waits so long to be fetched. */
  keepMs?: number;
}

export interface ExportJobs {
  /** @throws Fault fault.export.one-at-a-time, fault.export.busy, fault.export.no-city, fault.export.disk-full */
  start(client: string, order: ExportOrder): Promise<string>;
  /** Where a job stands; asking says that its client is still there. */
  state(id: string): ExportJobState | undefined;
  package(id: string): { path: string; bytes: number; fileName: string } | undefined;
  /** Ends a job, whatever it is at, and removes its files. */
  remove(id: string): Promise<boolean>;
  running(): number;
  stop(): Promise<void>;
}

interface Job {
  client: string;
  fileName: string;
  folder: string;
  child: ChildProcess;
  /** Settled when the process is gone. */
  ended: Promise<void>;
  state: ExportJobState;
  askedMs: number;
  finishedMs?: number;
}

const PREFIX = "lanetwin-export-";
const ENTRY = fileURLToPath(new URL("./export-process.mjs", import.meta.url));
/** Behind the server and its live traffic. */
const NICE = 10;
/** Finished packages that wait for their download at a time. */
const MOST_KEPT = 8;
const FULL = /ENOSPC|EDQUOT|SQLITE_FULL/;

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Folders of servers that were killed before they could tidy up. */
async function sweep(scratchFolder: string): Promise<void> {
  const names = await readdir(scratchFolder).catch(() => []);
  const left = names.filter((name) => {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    return pid > 0 && !lives(pid);
  });
  await Promise.all(left.map((name) => rm(join(scratchFolder, name), { recursive: true, force: true })));
}

export async function createExportJobs({
  cities,
  scratchFolder,
  software,
  now,
  most = 2,
  leaveMs = 30_000,
  keepMs = 600_000,
}: ExportJobsOptions): Promise<ExportJobs> {
  await sweep(scratchFolder);
  const jobs = new Map<string, Job>();
  /** Clients whose job is being made. */
  const starting = new Set<string>();
  const runs = (job: Job) => job.state.state === "running";
  const running = () => [...jobs.values()].filter(runs).length + starting.size;

  async function end(job: Job): Promise<void> {
    job.child.kill("SIGKILL");
    await job.ended;
    await rm(job.folder, { recursive: true, force: true });
  }
  async function remove(id: string): Promise<boolean> {
    const job = jobs.get(id);
    if (!job) return false;
    jobs.delete(id);
    await end(job);
    return true;
  }

  /** Finished packages that make room for a client's next: its own, and the oldest beyond what is kept. */
  const unfetched = (client: string): string[] => {
    const over = [...jobs].filter(([, job]) => !runs(job));
    return over
      .filter(([, job], i) => job.client === client || i < over.length - MOST_KEPT)
      .map(([id]) => id);
  };

  function listen(job: Job): void {
    const finish = (state: ExportJobState) => {
      if (!runs(job)) return;
      job.state = state;
      job.finishedMs = now();
      if (state.state === "failed") void end(job);
    };
    job.child.on("message", (message: ProcessMessage) => {
      if (message.kind === "progress" && runs(job))
        job.state = { state: "running", progress: message.progress };
      if (message.kind === "fault") finish({ state: "failed", code: message.code, params: message.params });
      if (message.kind === "done")
        finish({ state: "done", report: message.report, fileName: job.fileName, bytes: message.bytes });
    });
    job.child.once("exit", (code, signal) =>
      finish({
        state: "failed",
        code: "fault.export.stopped",
        params: { reason: signal ?? `exit ${code ?? ""}` },
      }),
    );
  }

  const timer = setInterval(
    () => {
      for (const [id, job] of jobs) {
        const left = runs(job) && now() - job.askedMs > leaveMs;
        const old = job.finishedMs !== undefined && now() - job.finishedMs > keepMs;
        if (left || old) void remove(id);
      }
    },
    Math.max(50, Math.min(leaveMs, keepMs) / 10),
  );
  timer.unref();

  return {
    async start(client, order) {
      const { city, fileName, ...request } = order;
      const folder = cities.find(({ id }) => id === city)?.folder;
      if (folder === undefined) throw new Fault("fault.export.no-city", { city });
      if (starting.has(client) || [...jobs.values()].some((job) => job.client === client && runs(job)))
        throw new Fault("fault.export.one-at-a-time");
      if (running() >= most) throw new Fault("fault.export.busy", { most });
      starting.add(client);
      try {
        await Promise.all(unfetched(client).map(remove));
        const jobFolder = await mkdtemp(join(scratchFolder, `${PREFIX}${process.pid}-`)).catch(
          (error: unknown) => {
            if (FULL.test(String(error)))
              throw new Fault("fault.export.disk-full", { folder: scratchFolder });
            throw error;
          },
        );
        const child = fork(ENTRY, [jobFolder], {
          execArgv: [],
          // Temporary files of what it uses go with the job as well.
          env: { ...process.env, TMPDIR: jobFolder, TEMP: jobFolder, SQLITE_TMPDIR: jobFolder },
          stdio: ["ignore", "ignore", "inherit", "ipc"],
        });
        const job: Job = {
          client,
          fileName,
          folder: jobFolder,
          child,
          ended: new Promise((done) => {
            child.once("exit", () => done());
            child.once("error", () => done());
          }),
          state: { state: "running" },
          askedMs: now(),
        };
        listen(job);
        try {
          if (child.pid !== undefined) setPriority(child.pid, NICE);
        } catch {
          // Not allowed here: it runs as it is.
        }
        const task: ExportTask = { cityFolder: folder, jobFolder, request, software };
        child.send(task);
        const id = randomUUID();
        jobs.set(id, job);
        return id;
      } finally {
        starting.delete(client);
      }
    },
    state(id) {
      const job = jobs.get(id);
      if (job) job.askedMs = now();
      return job?.state;
    },
    package(id) {
      const job = jobs.get(id);
      if (job?.state.state !== "done") return undefined;
      const { bytes, fileName } = job.state;
      return { path: join(job.folder, PACKAGE_FILE), bytes, fileName };
    },
    remove,
    running,
    async stop() {
      clearInterval(timer);
      await Promise.all([...jobs.keys()].map(remove));
    },
  };
}
