/** Long ago, so that nothing is still under way; what happens is counted in seconds from then. */
const BEGINNING_MS = Date.UTC(2025, 2, 3, 7);

/** So many seconds the clocks of the tools go ahead where something happens after the first reading. */
export const AHEAD = 90 * 86_400;

/** What time it is. */
export function thisSecond(): number {
  return Math.floor((Date.now() - BEGINNING_MS) / 1000);
}

export function timeOf(second: number): string {
  return new Date(Math.round(BEGINNING_MS + second * 1000)).toISOString();
}

/** As GitHub writes it. */
export function gitHubTime(second: number): string {
  return timeOf(second).replace('.000Z', 'Z');
}

/** The day in Berlin. */
export function dayOf(second: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(BEGINNING_MS + second * 1000);
}
