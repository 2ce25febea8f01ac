import { account, type Draft, type Interval, ref } from '#contract';
import type { Build, BuildRecord, Decision } from '../wire.js';
import { buildId, millisecond, naturalOf } from './identity.js';

/**
 * Questions that a pipeline put to people (the step `input`), and their answers as far as its log shows them. Jenkins keeps
 * neither in a form of its own, so answers are counted in the order of the log and dated by the stage in which the pipeline waited.
 */
export function inputEvents(record: BuildRecord): readonly Draft[] {
  const { build, inputs, deploys } = record;
  const subject = ref(deploys ? 'deployment' : 'build', buildId(build));
  const about = { [deploys ? 'deployment' : 'build']: subject };
  const fact = { mentions: [{ names: subject, method: 'RELATION' as const, place: 'input' }], timeFrom: 'SEEN' as const };
  const asked = (inputs?.pending ?? []).map(({ id }): Draft => {
    const approval = ref('approval', buildId(build), 'input', id);
    return {
      ...fact,
      type: 'approval.requested',
      subject: approval,
      identity: { kind: 'input', natural: [...naturalOf(build), id], transition: 'requested' },
      occurredAt: null,
      core: { ...about, approval, approver: null, final: false },
    };
  });
  const answered = (inputs?.decisions ?? []).map((one, nth): Draft => {
    const approval = ref('approval', buildId(build), String(nth + 1));
    const approver = account(one.user, 'PERSON', one.user);
    return {
      ...fact,
      type: 'approval.decided',
      subject: approval,
      identity: { kind: 'input', natural: [...naturalOf(build), String(nth + 1)], transition: 'decided' },
      occurredAt: intervalOf(one, record),
      core: { ...about, approval, approver, decision: one.decision, final: false },
    };
  });
  return [...asked, ...answered];
}

/** When the pause ended; where that is not known, while the build ran. */
function intervalOf({ from, to }: Decision, { build }: BuildRecord): Interval {
  if (typeof from !== 'number' || typeof to !== 'number') return whileItRan(build);
  // What comes after the stage comes after the answer.
  return { from: millisecond(from).from, to: millisecond(Math.max(to, from + 1)).from };
}

/** Whether the last answer ended it. */
export function isRejected({ inputs }: BuildRecord): boolean {
  return inputs?.decisions.at(-1)?.decision === 'REJECTED';
}

/** When the deployment began: after the last answer that it waited for. */
export function startOf({ build, inputs }: BuildRecord): Interval {
  const answers = inputs?.decisions ?? [];
  if (answers.length === 0) return millisecond(build.timestamp);
  const ends = answers.flatMap(({ from, to }) => (typeof from === 'number' && typeof to === 'number' ? [Math.max(to, from + 1)] : []));
  return ends.length === answers.length ? millisecond(Math.max(...ends)) : whileItRan(build);
}

function whileItRan({ timestamp, duration }: Build): Interval {
  return { from: millisecond(timestamp).from, to: millisecond(timestamp + (duration ?? 0)).to };
}
