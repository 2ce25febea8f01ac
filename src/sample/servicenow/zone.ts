/** What a clock on the wall in the zone shows at a time in UTC, both as ServiceNow writes them. */
export function wallOf(utc: string, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return format.format(new Date(`${utc.replace(' ', 'T')}Z`));
}

/** The time in UTC at which the clock shows it; of an hour that the clock leaps over, what it would have been before. */
export function utcOf(wall: string, zone: string): string {
  const asUtc = Date.parse(`${wall.replace(' ', 'T')}Z`);
  const offset = Date.parse(`${wallOf(wall, zone).replace(' ', 'T')}Z`) - asUtc;
  return new Date(asUtc - offset).toISOString().slice(0, 19).replace('T', ' ');
}
