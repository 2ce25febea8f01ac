import type { Json, RawRecord } from '#contract';
import cdevents from '../../../connectors/cdevents/index.js';
import type { Recorded } from '../recorded-count.js';
import { PLAIN, recordsIn } from './told.js';

const text = (content: Buffer) => content.toString('utf8');

export const recorded: Recorded = {
  tool: 'cdevents',
  connector: cdevents,
  records(path, content) {
    if (/\/(schemas|custom)\//.test(path)) return { ignored: 'a schema is no event.' };
    if (path.includes('/formats/')) return { ignored: 'these are examples of names, and no event.' };
    return recordsIn(text(content), PLAIN);
  },
};

interface Bulk {
  readonly attestations_subject_digests: readonly Readonly<Record<string, readonly Json[]>>[];
}

/** Bundles as GitHub lists them, and the statements that were taken out of them. */
export const recordedSlsa: Recorded = {
  tool: 'slsa',
  connector: cdevents,
  records(path, content): readonly RawRecord[] {
    if (!path.includes('bulk.bundle')) return recordsIn(text(content), PLAIN);
    const { attestations_subject_digests: all } = JSON.parse(text(content)) as Bulk;
    const attestations = all.flatMap((one) => Object.values(one).flat());
    return recordsIn({ attestations }, PLAIN);
  },
};

/** What a registry answers about tags: no connector asks one. */
export const recordedDocker: Recorded = {
  tool: 'docker',
  connector: cdevents,
  records: () => ({ ignored: 'no connector reads a registry: the digests of tags are told by who publishes and who deploys.' }),
};
