import { type AccountMark, type Draft, type Json, type Normalised, ref } from '#contract';
import type { z } from 'zod';
import { readAs, security } from '../wire.js';
import { moment } from './moment.js';
import { restAccount } from './people.js';

type Alert = z.output<typeof security.alert>;

export function fromAlert(payload: Json): Normalised {
  const { repository, kind, alert } = readAs(security.alertRecord, payload, 'security alert');
  return eventsOf(kind, alert, repository.id);
}

/** `code_scanning_alert`, `dependabot_alert` or `secret_scanning_alert`: the payload holds the alert as it is after what happened. */
export function fromAlertWebhook(event: string): (payload: Json) => Normalised {
  const kind = event.replace(/_alert$/, '');
  return (payload) => {
    const { alert, repository } = readAs(security.alertEvent, payload, `${event} webhook`);
    return eventsOf(kind, alert, repository.id);
  };
}

/** Nothing dates a reopening: of an alert that is open again only that it was found is told, which is known. */
function eventsOf(kind: string, alert: Alert, repository: string): Normalised {
  const closed = closingsOf(alert);
  const found = alert.created_at ? [{ at: alert.created_at, conclusion: 'FAILURE', how: 'found', by: null, reason: null }] : [];
  const all = [...found, ...closed];
  if (all.length === 0) return { ignored: `alert ${String(alert.number)} has no times; the poll reads when it was found.` };
  return { events: all.map((step) => stepOf(step, { kind, alert, repository })) };
}

interface Step {
  readonly at: string;
  readonly conclusion: string;
  readonly how: string;
  readonly by: AccountMark | null;
  readonly reason: string | null;
}

/** `fixed` is the tool's word; who dismisses an alert says that it need not be fixed. */
function closingsOf(alert: Alert): readonly Step[] {
  const of = (at: string | null | undefined, step: Omit<Step, 'at'>): readonly Step[] => (at ? [{ at, ...step }] : []);
  const dismissal = { by: restAccount(alert.dismissed_by), reason: alert.dismissed_reason ?? null };
  const resolution = { by: restAccount(alert.resolved_by), reason: alert.resolution ?? null };
  return [
    ...of(alert.fixed_at, { conclusion: 'SUCCESS', how: 'fixed', by: null, reason: null }),
    ...of(alert.dismissed_at, { conclusion: 'NEUTRAL', how: 'dismissed', ...dismissal }),
    ...of(alert.auto_dismissed_at, { conclusion: 'NEUTRAL', how: 'auto_dismissed', by: null, reason: null }),
    ...of(alert.resolved_at, { conclusion: alert.resolution === 'revoked' ? 'SUCCESS' : 'NEUTRAL', how: 'resolved', ...resolution }),
  ];
}

/** A check without a revision: GitHub names the commit at which it looked last, which is another one after each scan. */
function stepOf(step: Step, { kind, alert, repository }: { kind: string; alert: Alert; repository: string }): Draft {
  const number = String(alert.number);
  const { at, conclusion, how, by, reason } = step;
  return {
    type: 'check.finished',
    subject: ref('check', kind, repository, number),
    identity: { kind: 'security_alert', natural: [repository, kind, number], transition: how, discriminator: [moment(at).from] },
    occurredAt: moment(at),
    timeFrom: 'CORE',
    core: {
      repository: ref('repository', repository),
      name: [kind, ...namesOf(alert)].join('/'),
      conclusion,
      alert: kind,
      number,
      how,
    },
    seen: { ...(by ? { by } : {}), ...(reason === null ? {} : { reason }), ...severityOf(alert) },
  };
}

function namesOf({ rule, tool, security_advisory: advisory, secret_type: secret }: Alert): readonly string[] {
  return [tool?.name, rule?.id, advisory?.ghsa_id, secret].flatMap((name) => name ?? []);
}

function severityOf({ rule, security_advisory: advisory }: Alert): { severity?: string } {
  const severity = rule?.security_severity_level ?? advisory?.severity ?? rule?.severity;
  return severity ? { severity } : {};
}
