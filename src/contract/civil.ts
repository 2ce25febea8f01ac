// Days and dates of the Gregorian calendar by arithmetic (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"): judging
// asks for so many moments that Date took a twentieth of its time.

/** The days from 1970-01-01 to a date. */
export function dayOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The date so many days after 1970-01-01, as `2026-01-31`; of the years 0 to 9999. */
export function dateOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const full = year + era * 400 + (month <= 2 ? 1 : 0);
  return `${two(Math.floor(full / 100))}${two(full % 100)}-${two(month)}-${two(day)}`;
}

const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** A number below 100 in two digits. */
export function two(n: number): string {
  return TWO[n]!;
}
