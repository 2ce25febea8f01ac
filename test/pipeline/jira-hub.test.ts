import { afterEach, describe, expect, it } from 'vitest';
import { emptyRepository, worldOf as githubOf } from '../../src/sample/index.js';
import { issue, worldOf } from '../connectors/jira/world.js';
import { type TwoTools, twoTools } from './two-tools.js';

let hub: TwoTools;
afterEach(() => hub.close());

const github = () => githubOf([emptyRepository({ id: 4711, owner: { id: 77, login: 'acme', type: 'Organization' }, name: 'pay' })]);

describe('two', () => {
  it('reads both', async () => {
    hub = await twoTools({ github: github(), jira: worldOf([issue(1)]) });
    await hub.readToEnd();
    expect(await hub.sql`select type, source, subject from timeline_entry order by seq`).toEqual([]);
  });
});
