import { genuine, type Json, type RawRecord } from '#contract';
import pagerduty from '../../../connectors/pagerduty/index.js';
import type { Recorded } from '../recorded-count.js';
import { rowsOf } from '../jira/rows.js';

/** Webhooks as they came; incidents as the API gave them, in rows of another program's tests, with what that made of them beside. */
export const recorded: Recorded = {
  tool: 'pagerduty',
  connector: pagerduty,
  records(path, content): readonly RawRecord[] | { readonly ignored: string } {
    if (path.startsWith('zulip/')) return webhooksIn(content);
    if (path.includes('/snapshot_tables/')) return { ignored: 'What another program made of the incidents, for comparison.' };
    if (path.endsWith('_raw_pagerduty_incidents.csv'))
      return rowsOf(content.toString('utf8')).map(({ data = '' }) => incidentIn(JSON.parse(data) as Incident));
    if (path.endsWith('teams.json')) return { ignored: 'Teams are not read.' };
    return { ignored: 'Entries of the log only name the incidents that are read anew.' };
  },
};

interface Incident {
  readonly id: string;
  readonly log_entries: readonly { readonly type: string }[];
}

/** This API wrote the log into the incident: its first entry is what `first_trigger_log_entries` includes. */
function incidentIn({ log_entries: log, ...incident }: Incident): RawRecord {
  const trigger = log.find(({ type }) => type === 'trigger_log_entry') ?? null;
  return { kind: 'rest.incident', key: `incident:${incident.id}`, payload: { incident, trigger, changes: [] } as unknown as Json };
}

function webhooksIn(content: Buffer): readonly RawRecord[] {
  const answer = genuine({ headers: {}, body: content });
  return 'genuine' in answer ? (pagerduty.webhook?.parse(answer.genuine).records ?? []) : [];
}
