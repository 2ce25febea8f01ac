import { describe, expect, it } from 'vitest';
import { countLine, endsOf, isRecorded } from '../recorded-count.js';
import { recorded } from './recorded.js';

describe.skipIf(!isRecorded('env0'))('recorded of env zero (the folder in RECORDED)', () => {
  it('every payload ends', () => {
    const ends = endsOf(recorded);
    console.log(countLine(recorded, ends));
    expect(ends).toEqual([
      {
        path: 'envzero-docs/deploy_webhook_schema_placeholder.json',
        // A schema, not a payload: its id and time are the word "<string>", and no environment is named.
        quarantined: expect.stringMatching(/^time: time of this delivery is not what env zero documents/) as string,
      },
      {
        path: 'envzero-docs/webhook_test_event_truncated.json',
        ignored: 'env zero tests the notification target; the event is about nothing.',
      },
    ]);
  });
});

if (!isRecorded('env0')) it.skip('RECORDED names no folder with recorded payloads of env zero', () => undefined);
