import { type Json, MalformedRecord, type Normalised } from '#contract';

const REASONS: Readonly<Record<string, string>> = {
  'webhook.test': 'env zero tests the notification target; the event is about nothing.',
  'budget.exceeded': 'A budget was exceeded: that changes nothing in production.',
  'environment.marked-for-auto-destroy':
    'The environment is to be destroyed later; the deployment that destroys it is told by its own events.',
};

/** Of a delivery without a deployment, by its type without `com.env0.`. Throws `MalformedRecord` when it has no type. */
export function reasonToIgnore(name: string, payload: Json): Normalised {
  const hasType = typeof payload === 'object' && payload !== null && 'type' in payload && typeof payload.type === 'string';
  if (!hasType)
    throw new MalformedRecord('type', 'type of this delivery is missing: it is none that env zero documents. Look at the kept payload.');
  return {
    ignored: Object.hasOwn(REASONS, name)
      ? (REASONS[name] ?? '')
      : `${name} names no deployment, and Changeline reads deployments of env zero.`,
  };
}
