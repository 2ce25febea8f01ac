import { type Draft, MalformedRecord, ref, text } from '#contract';
import { test } from '../wire.js';
import { type CdEvent, contentOf, factOf, nameOf } from './cdevent.js';
import { conclusionOf } from './conclusion.js';

/** The end of a test case or of a suite; a test that was skipped has no result. CDEvents names no revision that was tested. */
export function testFinished(event: CdEvent): readonly Draft[] {
  const [kind = '', happened] = event.happened.split('.');
  const { outcome, reason, environment, testSuiteRun, testCase, testSuite } = contentOf(test, event);
  if (happened === 'finished' && outcome === undefined)
    throw new MalformedRecord('subject.content.outcome', `subject.content.outcome is missing of this ${event.type}, which has ended.`);
  const what = testCase ?? testSuite;
  const ended = factOf(event, {
    type: 'check.finished',
    subject: ref('check', kind, nameOf(event, event.subject)),
    happens: 'ONCE',
    core: {
      name: what?.name ?? what?.id ?? event.subject.id,
      conclusion: happened === 'skipped' ? 'SKIPPED' : conclusionOf(outcome),
      kind: what?.type ?? null,
      environment: environment?.id ?? null,
      suite: testSuiteRun ? ref('check', 'testsuiterun', nameOf(event, testSuiteRun)) : null,
      ...(reason ? { detail: text('detail', reason) } : {}),
    },
  });
  return [ended];
}
