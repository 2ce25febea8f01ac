import type { ReportDefinition } from '../definition.js';
import { aging } from './aging.js';
import { backouts } from './backouts.js';
import { bottlenecks } from './bottlenecks.js';
import { controlHealth, recurringGaps } from './controls.js';
import { deliveryPerformance } from './delivery-performance.js';
import { emergencies } from './emergencies.js';
import { leadTime } from './lead-time.js';
import { outcomes } from './outcomes.js';
import { volume } from './volume.js';

export type { Leg } from './lead-time.js';

/** Every report, by the name that the API gives it. */
export const REPORTS = {
  volume,
  aging,
  backouts,
  outcomes,
  emergencies,
  bottlenecks,
  leadTime,
  recurringGaps,
  controlHealth,
  deliveryPerformance,
} as const satisfies Readonly<Record<string, ReportDefinition>>;

export type ReportName = keyof typeof REPORTS;
export const REPORT_NAMES = Object.keys(REPORTS) as readonly ReportName[];

export function isReportName(name: string): name is ReportName {
  return Object.hasOwn(REPORTS, name);
}
