/** RFC 4180: fields with a comma, a quote or a line break are quoted; lines end in CRLF. */
export function csvLine(fields: readonly (string | number | boolean | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

/**
 * Spreadsheets take a text that begins like a formula for one (https://owasp.org/www-community/attacks/CSV_Injection):
 * it gets an apostrophe before it. Numbers are ours, and stay as they are.
 */
function csvField(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
