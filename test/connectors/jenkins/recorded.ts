import { parse } from 'csv-parse/sync';
import type { Json, RawRecord } from '#contract';
import jenkins from '../../../connectors/jenkins/index.js';
import { withoutSecrets } from '../../../connectors/jenkins/poll/redact.js';
import type { Listed } from '../../../connectors/jenkins/poll/listed.js';
import type { Recorded } from '../recorded-count.js';

export type Row = Readonly<Record<string, string>>;

export function rowsOf(content: Buffer): readonly Row[] {
  return parse(content, { columns: true, relax_quotes: true });
}

const TABLE = 'a table that another program made of answers; what it says of builds is compared with what ours says.';
const STAGES = 'stages of pipelines: of them the poll reads how long they paused, and nothing else.';

/** Builds as Jenkins answered them become records as they do in a poll; of inputs nobody recorded anything. */
export const recorded: Recorded = {
  tool: 'jenkins',
  connector: jenkins,
  records(path, content): readonly RawRecord[] | { readonly ignored: string } {
    if (path.endsWith('_raw_jenkins_api_builds.csv'))
      return rowsOf(content).map((row) => recordOf(jobOf(row), JSON.parse(row['data'] ?? '')));
    if (path.endsWith('_raw_jenkins_api_stages.csv')) return { ignored: STAGES };
    if (path.endsWith('.jsonl')) return linesOf(content);
    return { ignored: TABLE };
  },
};

function jobOf({ input = '{}' }: Row): string {
  const { Path: path, Name: name } = JSON.parse(input) as { readonly Path: string; readonly Name: string };
  return [...path.matchAll(/job\/([^/]+)/g)]
    .map(([, part = '']) => part)
    .concat(name)
    .join('/');
}

interface Emitted {
  readonly record: {
    readonly stream: string;
    readonly data: { readonly fullDisplayName?: string; readonly fullName?: string; readonly allBuilds?: readonly Json[] };
  };
}

function linesOf(content: Buffer): readonly RawRecord[] {
  const lines = content
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.flatMap((line) => {
    const { data } = (JSON.parse(line) as Emitted).record;
    if (data.allBuilds) return data.allBuilds.map((one) => recordOf(data.fullName ?? '', one));
    return [recordOf((data.fullDisplayName ?? '').replace(/ #\d+$/, ''), data as Json)];
  });
}

function recordOf(job: string, answered: Json): RawRecord {
  const build = withoutSecrets(answered as unknown as Listed, []) as unknown as Json;
  return {
    kind: 'rest.build',
    key: 'recorded',
    payload: { job, build, deploys: null, libraries: [], inputs: { pending: [], decisions: [] } },
  };
}
