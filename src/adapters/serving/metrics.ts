import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  begin(): void;
  end(method: string, route: string, status: number, ms: number): void;
  /** In the text format of Prometheus. */
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/** Counts and times by method and route pattern, which are few; never by caller or name. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const running = new Gauge({ name: 'cinch_http_requests_running', help: 'Requests being answered', registers });
  const total = new Counter({
    name: 'cinch_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'cinch_http_request_seconds',
    help: 'Time from the whole head of a request to its answer',
    labelNames: ['method', 'route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  return {
    begin: () => running.inc(),
    end(method, route, status, ms) {
      running.dec();
      total.inc({ method, route, status: String(status) });
      seconds.observe({ method, route }, ms / 1000);
    },
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}
