import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type Delivery, genuine } from '#contract';
import servicenow from '../../../connectors/servicenow/index.js';
import { tools } from '../../contract/tools.js';

const SECRET = 'made-up-secret-of-these-tests';
const README = readFileSync(new URL('../../../connectors/servicenow/README.md', import.meta.url), 'utf8');
const [include = '', rule = ''] = [...README.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

interface Row {
  readonly [column: string]: string;
}

/** A GlideRecord, as far as the scripts use it. */
function glideRecord(row: Row, operation: string) {
  return {
    getTableName: () => 'change_request',
    getUniqueValue: () => row['sys_id'],
    getValue: (column: string) => row[column] || null,
    isValidField: (column: string) => column in row,
    operation: () => operation,
  };
}

/** What the two scripts of the README send when a row is saved, in an engine that has only what ServiceNow documents. */
function sent(row: Row, before: Row, operation: string, properties: Row = {}): Delivery {
  const headers: Record<string, string> = {};
  let body = '';
  const called: unknown[] = [];
  const glide = {
    Class: {
      create: () =>
        function Made(this: { initialize(): void }) {
          this.initialize();
        },
    },
    gs: {
      getUserID: () => '75736572000000000000000000000001',
      generateGUID: () => '5f0c0000000000000000000000000042',
      getProperty: (name: string, otherwise?: string) => ({ 'changeline.secret': SECRET, ...properties })[name] ?? otherwise,
    },
    GlideDateTime: class {
      getValue = () => '2026-01-31 09:00:00';
      getNumericValue = () => Date.UTC(2026, 0, 31, 9);
    },
    GlideStringUtil: { base64Encode: (text: string) => Buffer.from(text).toString('base64') },
    GlideCertificateEncryption: class {
      // Its encoding of other letters than ASCII is not documented: here they are lost.
      generateMac = (key: string, algorithm: string, text: string) =>
        createHmac(algorithm === 'HmacSHA256' ? 'sha256' : 'none', Buffer.from(key, 'base64'))
          .update(Buffer.from(text, 'latin1'))
          .digest('base64');
    },
    sn_ws: {
      RESTMessageV2: class {
        constructor(...names: unknown[]) {
          called.push(...names);
        }
        setRequestHeader = (name: string, value: string) => void (headers[name.toLowerCase()] = value);
        setRequestBody = (text: string) => void (body = text);
        executeAsync = () => called.push('executeAsync');
      },
    },
    current: glideRecord(row, operation),
    previous: glideRecord(before, operation),
  };
  runInNewContext(`${include}\n${rule}`, glide);
  expect(called).toEqual(['Changeline', 'deliver', 'executeAsync']);
  return { headers, body: new TextEncoder().encode(body) };
}

const ROW: Row = {
  ...{ sys_id: '63686700000000000000000000000012', number: 'CHG0030012', sys_mod_count: '4', sys_updated_on: '2026-01-31 08:59:58' },
  ...{ state: '-4', backout_plan: 'Zurück: “flag” off', short_description: 'Refund' },
};

describe('the scripts of the README', () => {
  it('sign what they send, so that it is genuine, and rings for the row', () => {
    const delivery = sent(ROW, { ...ROW, state: '-5' }, 'update');
    const answer = servicenow.webhook?.verify(delivery, [SECRET], tools);
    expect(answer).toHaveProperty('genuine');
    expect(answer && 'genuine' in answer && servicenow.webhook?.parse(answer.genuine)).toEqual({
      records: [],
      doorbells: [{ collection: 'change_request', reference: { id: ROW['sys_id'] } }],
    });
  });

  it('tell with changeline.changes what changed, in stored values, whatever letters they hold', () => {
    const delivery = sent(ROW, { ...ROW, state: '-5', backout_plan: '' }, 'update', { 'changeline.changes': 'true' });
    const answer = servicenow.webhook?.verify(delivery, [SECRET], tools);
    const records = answer && 'genuine' in answer ? servicenow.webhook?.parse(answer.genuine).records : [];
    const events = (records ?? []).map((record) => servicenow.normaliser.normalise(record));
    expect(events).toMatchObject([
      {
        events: [
          { type: 'ticket.status_changed', core: { from: '-5', to: '-4', changelog: '4' } },
          { type: 'ticket.field_changed', core: { field: 'backout_plan', from: null, to: { $text: ROW['backout_plan'] } } },
        ],
      },
    ]);
  });

  it('tell of a deletion who and when, and ring for nothing that is gone', () => {
    const delivery = genuine(sent(ROW, ROW, 'delete'));
    const parsed = 'genuine' in delivery ? servicenow.webhook?.parse(delivery.genuine) : null;
    expect(parsed?.doorbells).toEqual([]);
    expect(parsed?.records.map((record) => servicenow.normaliser.normalise(record))).toMatchObject([
      {
        events: [
          {
            type: 'ticket.deleted',
            occurredAt: { from: '2026-01-31T09:00:00.000000Z' },
            seen: { by: { $account: '75736572000000000000000000000001' } },
          },
        ],
      },
    ]);
  });
});
