// /metrics in Prometheus' text format 0.0.4: base units, counters end in _total. What is counted elsewhere is asked for
// when somebody reads.

import { monitorEventLoopDelay } from "node:perf_hooks";
import type { BusReport } from "../bus/city-part.ts";
import type { FeedStatus } from "../feeds/start-feeds.ts";
import type { Hub } from "../hub/hub.ts";

export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
const TICK_BOUNDS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1];

export interface MetricsOptions {
  hub: Pick<Hub, "stats">;
  feeds?: { status(): FeedStatus[] };
  /** Absent: this process carries its city alone. */
  bus?: () => BusReport;
  /** Messages of socket clients that were refused, by reason. */
  refusedMessages(): Record<string, number>;
  /** HTTP requests that were refused, by status. */
  refusedRequests(): Record<string, number>;
  startedMs: number;
  now(): number;
}

export interface Metrics {
  /** Of one tick of the hub. */
  ticked(seconds: number): void;
  text(): string;
  stop(): void;
}

type Sample = [labels: Record<string, string>, value: number];

const escaped = (value: string) =>
  value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
const labelled = (labels: Record<string, string>) => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(",")}}` : "";
};

type Family = (
  name: string,
  type: "gauge" | "counter" | "summary",
  help: string,
  samples: Sample[],
) => string[];

function busLines(family: Family, bus: BusReport | undefined, nowMs: number): string[] {
  if (!bus) return [];
  const both = (out: number, into: number): Sample[] => [
    [{ direction: "out" }, out],
    [{ direction: "in" }, into],
  ];
  const { role } = bus;
  return [
    ...family("lanetwin_bus_connected", "gauge", "1 while the bus can be reached.", [
      [{ role, name: bus.name }, bus.connected ? 1 : 0],
    ]),
    ...family(
      "lanetwin_bus_messages_total",
      "counter",
      "Messages over the bus.",
      both(bus.messagesOut, bus.messagesIn),
    ),
    ...family("lanetwin_bus_bytes_total", "counter", "Bytes over the bus.", both(bus.bytesOut, bus.bytesIn)),
    ...family("lanetwin_bus_messages_dropped_total", "counter", "Messages that the bus could not take.", [
      [{}, bus.dropped],
    ]),
    ...family("lanetwin_bus_reconnects_total", "counter", "Times that the bus came back.", [
      [{}, bus.reconnects],
    ]),
    ...family("lanetwin_bus_gaps_total", "counter", "Times that messages of an ingest were missing.", [
      [{}, bus.gaps],
    ]),
    ...family("lanetwin_bus_messages_unreadable_total", "counter", "Messages that were not as agreed.", [
      [{}, bus.unreadable],
    ]),
    ...family(
      "lanetwin_bus_keyframes_total",
      "counter",
      "Keyframes sent by an ingest or taken by a gateway.",
      [[{}, bus.keyframes]],
    ),
    ...family(
      "lanetwin_bus_ingest_age_seconds",
      "gauge",
      "Time since an ingest was last heard.",
      bus.ingests.map(({ ingest, heardMs }): Sample => [{ ingest }, Math.max(0, nowMs - heardMs) / 1000]),
    ),
  ];
}

export function createMetrics(options: MetricsOptions): Metrics {
  const { hub, feeds, now } = options;
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const ticks = TICK_BOUNDS_S.map(() => 0);
  let tickCount = 0;
  let tickSum = 0;

  const family = (
    name: string,
    type: "gauge" | "counter" | "summary",
    help: string,
    samples: Sample[],
  ): string[] =>
    samples.length === 0
      ? []
      : [
          `# HELP ${name} ${help}`,
          `# TYPE ${name} ${type}`,
          ...samples.map(([labels, value]) => `${name}${labelled(labels)} ${value}`),
        ];
  const byName = (label: string, counts: Readonly<Record<string, number>>): Sample[] =>
    Object.entries(counts).map(([name, count]) => [{ [label]: name }, count]);

  return {
    ticked(seconds) {
      tickCount += 1;
      tickSum += seconds;
      TICK_BOUNDS_S.forEach((bound, i) => {
        if (seconds <= bound) ticks[i] = (ticks[i] as number) + 1;
      });
    },
    text() {
      const live = hub.stats();
      const status = feeds?.status() ?? [];
      const cpu = process.cpuUsage();
      const tick = "lanetwin_tick_duration_seconds";
      const lines = [
        ...family("lanetwin_objects", "gauge", "Moving things known.", [[{}, live.objects]]),
        ...family("lanetwin_clients", "gauge", "Connected clients by state.", [
          [{ state: "looking" }, live.clients - live.hidden],
          [{ state: "hidden" }, live.hidden],
        ]),
        ...family(
          "lanetwin_clients_slowed",
          "gauge",
          "Clients at a lower rate because their wire was full.",
          [[{}, live.slow]],
        ),
        ...family("lanetwin_frames_sent_total", "counter", "Frames sent.", [[{}, live.frames]]),
        ...family("lanetwin_frame_bytes_sent_total", "counter", "Bytes of frames sent.", [[{}, live.bytes]]),
        ...family("lanetwin_frames_gated_total", "counter", "Frames held back because a wire was full.", [
          [{}, live.gated],
        ]),
        ...family(
          "lanetwin_tile_resyncs_total",
          "counter",
          "Tiles that a client found other than their hash.",
          [[{}, live.resyncs]],
        ),
        ...family(
          "lanetwin_rows_refused_total",
          "counter",
          "Rows that the hub refused.",
          byName("reason", live.refused),
        ),
        ...family(
          "lanetwin_client_messages_refused_total",
          "counter",
          "Messages of clients that were refused.",
          byName("reason", options.refusedMessages()),
        ),
        ...family(
          "lanetwin_http_requests_refused_total",
          "counter",
          "HTTP requests that were refused.",
          byName("status", options.refusedRequests()),
        ),
        `# HELP ${tick} Time that a tick of the hub took.`,
        `# TYPE ${tick} histogram`,
        ...TICK_BOUNDS_S.map((bound, i) => `${tick}_bucket{le="${bound}"} ${ticks[i]}`),
        `${tick}_bucket{le="+Inf"} ${tickCount}`,
        `${tick}_sum ${tickSum}`,
        `${tick}_count ${tickCount}`,
        ...family(
          "lanetwin_event_loop_delay_seconds",
          "gauge",
          "Delay of the event loop since the last reading.",
          [
            [{ quantile: "0.5" }, delay.percentile(50) / 1e9],
            [{ quantile: "0.99" }, delay.percentile(99) / 1e9],
          ],
        ),
        ...family(
          "lanetwin_feed_age_seconds",
          "gauge",
          "Time since a feed was last heard.",
          status.flatMap(({ source, heardMs }): Sample[] =>
            heardMs === undefined ? [] : [[{ source }, Math.max(0, now() - heardMs) / 1000]],
          ),
        ),
        ...family(
          "lanetwin_feed_messages_total",
          "counter",
          "Messages of a feed.",
          status.map(({ source, messages }): Sample => [{ source }, messages]),
        ),
        ...family(
          "lanetwin_feed_records_taken_total",
          "counter",
          "Records of a feed that were taken.",
          status.map(({ source, taken }): Sample => [{ source }, taken]),
        ),
        ...family(
          "lanetwin_feed_records_faulty_total",
          "counter",
          "Records of a feed that were refused, dropped or repaired, by reason.",
          status.flatMap(({ source, reasons }) =>
            Object.entries(reasons).map(([reason, count]): Sample => [{ source, reason }, count]),
          ),
        ),
        ...busLines(family, options.bus?.(), now()),
        ...family("process_resident_memory_bytes", "gauge", "Resident memory.", [
          [{}, process.memoryUsage.rss()],
        ]),
        ...family("process_cpu_seconds_total", "counter", "CPU time.", [[{}, (cpu.user + cpu.system) / 1e6]]),
        ...family("process_start_time_seconds", "gauge", "Start, Unix time.", [
          [{}, options.startedMs / 1000],
        ]),
      ];
      delay.reset();
      return `${lines.join("\n")}\n`;
    },
    stop: () => void delay.disable(),
  };
}
