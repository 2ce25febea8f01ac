import { describe, expect, it } from 'vitest';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { recorded } from './recorded.js';

const isThere = isRecorded('jira');

describe.skipIf(!isThere)('recorded of Jira (the folder in RECORDED)', () => {
  it('each of 110 files ends as events, ignored with a reason, or quarantined with the field', () => {
    const ends = endsOf(recorded);
    console.info(countLine(recorded, ends));
    expect(countLine(recorded, ends)).toBe('jira: 110 files, 428 records: 6772 events, 81 ignored, 4 quarantined');
    for (const end of ends) if ('ignored' in end) expect(end.ignored).toMatch(/\S \S.*\.$/);
    // Issues of which another program asked for few fields: without their types nothing can be said of them.
    const quarantined = ends.flatMap((end) =>
      'quarantined' in end ? [`${end.path.split('/')[0] ?? ''} ${end.quarantined.split(':')[0] ?? ''}`] : [],
    );
    expect(new Set(quarantined)).toEqual(new Set(['faros-airbyte issue.fields.issuetype']));
  });
});

if (!isThere) it.skip('RECORDED names no folder with recorded payloads of Jira', () => undefined);
