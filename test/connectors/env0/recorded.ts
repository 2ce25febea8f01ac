import { genuine, type RawRecord } from '#contract';
import env0 from '../../../connectors/env0/index.js';
import type { Recorded } from '../recorded-count.js';

/** Documentation examples of webhooks: one is a schema with placeholders, one a test event. */
export const recorded: Recorded = {
  tool: 'env0',
  connector: env0,
  records(_path, content): readonly RawRecord[] {
    const answer = genuine({ headers: {}, body: content });
    return 'genuine' in answer ? (env0.webhook?.parse(answer.genuine).records ?? []) : [];
  },
};
