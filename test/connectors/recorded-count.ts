import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyConnector, MalformedRecord, type RawRecord } from '#contract';

/** How what other programs recorded of a tool becomes records of its connector. */
export interface Recorded {
  /** Its folder among the recorded payloads. */
  readonly tool: string;
  readonly connector: AnyConnector;
  /** The records in one file (a webhook's body, a page of an answer, rows); or why it is no payload of the tool. `path`: below the folder. */
  records(path: string, content: Buffer): readonly RawRecord[] | { readonly ignored: string };
}

export type RecordedEnd = { readonly path: string } & (
  { readonly events: number } | { readonly ignored: string } | { readonly quarantined: string }
);

const root = process.env['RECORDED'] ?? '';

/** False where the payloads are not beside the project: then such tests are skipped, and say so. */
export function isRecorded(tool: string): boolean {
  return root !== '' && existsSync(join(root, tool));
}

/** How each record in each file ends: as events, ignored with a reason, or quarantined with the sentence about its field. Nothing else can happen. */
export function endsOf({ tool, connector, records }: Recorded): RecordedEnd[] {
  const folder = join(root, tool);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return paths.flatMap((path) => {
    const found = quarantinedOr(() => records(path, readFileSync(join(folder, path))));
    if ('quarantined' in found) return [{ path, ...found }];
    if ('ignored' in found) return [{ path, ignored: found.ignored }];
    return found.map((record) => ({ path, ...endOf(connector, record) }));
  });
}

/** `gitlab: 266 files, 1,204 records: 3,310 events, 12 ignored, 1 quarantined`. */
export function countLine({ tool }: Pick<Recorded, 'tool'>, ends: readonly RecordedEnd[]): string {
  const files = new Set(ends.map(({ path }) => path)).size;
  const events = ends.reduce((sum, end) => sum + ('events' in end ? end.events : 0), 0);
  const [ignored, quarantined] = (['ignored', 'quarantined'] as const).map((key) => ends.filter((end) => key in end).length);
  return `${tool}: ${String(files)} files, ${String(ends.length)} records: ${String(events)} events, ${String(ignored)} ignored, ${String(quarantined)} quarantined`;
}

function endOf({ normaliser }: AnyConnector, record: RawRecord) {
  const result = quarantinedOr(() => normaliser.normalise(record));
  return 'events' in result ? { events: result.events.length } : result;
}

function quarantinedOr<T extends object>(make: () => T): T | { readonly quarantined: string } {
  try {
    return make();
  } catch (error) {
    if (error instanceof MalformedRecord) return { quarantined: `${error.field}: ${error.message}` };
    throw error;
  }
}
