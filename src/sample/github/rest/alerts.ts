import { accountOrNull } from './account.js';
import type { Answer } from '../answer.js';
import { ok, refusal } from '../answer.js';
import type { Alert, AlertKind } from '../security.js';
import type { Call } from './call.js';
import { linkHeader, numberedList } from './paging.js';

const ordered = (call: Call, kind: AlertKind): readonly Alert[] => {
  const by = call.query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = call.query.get('direction') === 'asc' ? -1 : 1;
  const all = call.repository.alerts.filter((alert) => alert.kind === kind);
  return all.sort((a, b) => sign * (Date.parse(b[by]) - Date.parse(a[by]) || b.number - a.number));
};

/** GET …/code-scanning/alerts and …/secret-scanning/alerts, by numbers of pages. */
export function listAlerts(kind: 'code_scanning' | 'secret_scanning'): (call: Call) => Answer {
  return (call) => numberedList(call, ordered(call, kind), (alert) => alertObject(call, alert));
}

/** GET …/dependabot/alerts: by cursors alone. */
export function listDependabotAlerts(call: Call): Answer {
  const all = ordered(call, 'dependabot');
  const after = call.query.get('after');
  const from = after === null ? 0 : all.findIndex(({ number }) => cursorOf(number) === after) + 1;
  if (after !== null && from === 0) return refusal(422, 'Validation Failed: the cursor does not belong to this list.');
  const size = Math.min(100, Number(call.query.get('per_page') ?? 30));
  const page = all.slice(from, from + size);
  const last = page.at(-1);
  const links = last && from + size < all.length ? [['next', { after: cursorOf(last.number) }] as const] : [];
  return ok(
    page.map((alert) => alertObject(call, alert)),
    linkHeader(call, links),
  );
}

const cursorOf = (number: number): string => Buffer.from(`dependabot:${String(number)}`).toString('base64url');

/** An alert, in REST and in webhooks alike. */
export function alertObject({ addresses }: Pick<Call, 'addresses'>, alert: Alert): Record<string, unknown> {
  const { kind, number, about, severity } = alert;
  const [fixedAt, dismissedAt] = [alert.fixedAt ?? null, alert.dismissedAt ?? null];
  const by = accountOrNull(addresses, alert.dismissedBy ?? null);
  const common = { number, created_at: alert.createdAt, updated_at: alert.updatedAt };
  if (kind === 'secret_scanning') {
    const resolution = { resolution: alert.reason ?? null, resolved_at: dismissedAt, resolved_by: by };
    return { ...common, state: dismissedAt === null ? 'open' : 'resolved', secret_type: about, secret: 'hidden', ...resolution };
  }
  const state = fixedAt !== null ? 'fixed' : dismissedAt !== null ? 'dismissed' : 'open';
  const end = { state, fixed_at: fixedAt, dismissed_at: dismissedAt, dismissed_by: by, dismissed_reason: alert.reason ?? null };
  if (kind === 'dependabot') {
    const dependency = { package: { ecosystem: 'npm', name: 'left-pad' }, manifest_path: 'package-lock.json', scope: 'runtime' };
    return { ...common, ...end, auto_dismissed_at: null, dependency, security_advisory: { ghsa_id: about, severity } };
  }
  const rule = { id: about, severity: 'error', security_severity_level: severity, description: about };
  return { ...common, ...end, rule, tool: { name: 'CodeQL', version: '2.20.0' }, most_recent_instance: { ref: 'refs/heads/main' } };
}
