import type { Stretch } from './figures.js';
import { aging, backouts, bottlenecks, emergencies, leadTime, outcomes, type Row, volume } from './of-changes.js';
import { controlHealth, deliveryPerformance, recurringGaps } from './of-deployments.js';
import { type Group, partOf, type World } from './world.js';

export * from './calendar.js';
export type { Figure, Stretch } from './figures.js';
export type { Group, World } from './world.js';

const REPORTS: Readonly<Record<string, (world: World, window: Stretch, all: World) => readonly Row[]>> = {
  ...{ volume, aging, backouts, outcomes, emergencies, bottlenecks, leadTime, recurringGaps, controlHealth, deliveryPerformance },
};

export const NAMES = Object.keys(REPORTS);

/** The rows of one window and group of a report, with nothing but loops. */
export function recomputed(name: string, world: World, group: Group, window: Stretch): readonly Row[] {
  return REPORTS[name]!(partOf(world, group), window, world);
}
