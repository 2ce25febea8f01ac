import { afterEach, describe, expect, it } from 'vitest';
import { http } from '../../intake/paced.js';
import { connected, type Connected, pass, ticketsIn, TOKEN } from './reading.js';
import { issue, worldOf } from './world.js';

let open: Connected | null = null;
afterEach(async () => open?.server.close());

describe('through the HTTP that the hub hands in', () => {
  it('a pass goes to its end over answers that must be asked for again', async () => {
    open = await connected(worldOf([issue(1), issue(2)]));
    const { io, server } = open;
    server.fail({ match: /search\/jql/, times: 1, with: 502 });
    server.fail({ match: /changelog/, times: 1, with: 'reset' });
    const { records, claims } = await pass({ ...io, http: http({ secrets: () => [TOKEN] }) });
    expect(ticketsIn(records)).toEqual(['10001', '10002']);
    expect(claims).toHaveLength(2);
  });

  it('what it refuses comes out as it was thrown, and not as a failure of the client', async () => {
    open = await connected(worldOf([issue(1)]));
    const { io, server } = open;
    server.fail({ match: /search\/jql/, times: 9, with: 502 });
    await expect(pass({ ...io, http: http({ tries: 1 }) })).rejects.toMatchObject({ name: 'SourceUnavailable' });
  });
});
