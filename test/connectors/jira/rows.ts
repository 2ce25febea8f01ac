/** The rows of a CSV file (RFC 4180), each by the names in its first line. */
export function rowsOf(csv: string): Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = cellsOf(csv);
  return rows.filter((row) => row.length > 1).map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
}

function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g;
  for (let match = cell.exec(csv); match && match.index < csv.length; match = cell.exec(csv)) {
    const [, written = '', end = ''] = match;
    rows.at(-1)?.push(written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written);
    if (end !== ',') rows.push([]);
  }
  return rows;
}
