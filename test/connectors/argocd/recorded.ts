import { genuine, type Json, type RawRecord } from '#contract';
import argocd from '../../../connectors/argocd/index.js';
import type { Recorded } from '../recorded-count.js';

const EXPECTED = 'expected CDEvents of another program, to be compared with what ours says.';
const INCOMING = 'a webhook of a code host that Argo CD receives; it sends none such.';

/** Notifications become records as they do at the webhook; all others say nothing of an application. */
export const recorded: Recorded = {
  tool: 'argocd',
  connector: argocd,
  records(path, content): readonly RawRecord[] | { readonly ignored: string } {
    if (path.includes('/outputs/')) return { ignored: EXPECTED };
    if (path.startsWith('argo-cd/')) return { ignored: INCOMING };
    const answer = genuine({ headers: {}, body: content });
    return 'genuine' in answer ? (argocd.webhook?.parse(answer.genuine).records ?? []) : [];
  },
};

export interface ExpectedEvent {
  readonly context: { readonly type: string; readonly timestamp: string };
  readonly subject: { readonly id: string; readonly content: { readonly artifactId?: string } };
}

export function expectedIn(content: Buffer): ExpectedEvent {
  return JSON.parse(content.toString('utf8')) as Json & ExpectedEvent;
}
