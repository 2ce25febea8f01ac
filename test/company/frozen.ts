import { timeOf } from './times.js';

/** Every week nobody deploys anything then, by the clock on the wall in Berlin. */
export const FREEZE = { name: 'Books are closed', zone: 'Europe/Berlin', every: 'week', from: 'Sun 03:00', to: 'Sun 04:30' } as const;
const LASTS = 90 * 60;
const HOUR = 3600;

const FORMAT = new Intl.DateTimeFormat('en-GB', { timeZone: FREEZE.zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' });

/** The freeze nearest to a moment, in seconds since the company began. Neither of its ends is ever leapt over, nor shown twice. */
export function freezeAround(second: number): { readonly from: number; readonly to: number } {
  const hour = Math.floor(second / HOUR) * HOUR;
  for (let distance = 0; distance < 7 * 24; distance++) {
    for (const from of [hour - distance * HOUR, hour + distance * HOUR]) {
      if (/^Sun.*03$/.test(FORMAT.format(Date.parse(timeOf(from))))) return { from, to: from + LASTS };
    }
  }
  throw new Error('There is a freeze in every week.');
}
