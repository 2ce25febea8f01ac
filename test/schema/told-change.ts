import { text } from '#contract';
import { deploy, deploymentRef, pullRef, sha } from './deployed.js';
import { minute } from './facts.js';
import type { RunningHub } from './running-hub.js';
import {
  carries,
  created,
  decided,
  keyed,
  keyOf,
  linked,
  mara,
  mentions,
  read,
  status,
  ticketRef,
  titled,
  told,
  withPolicy,
} from './tickets.js';

/** Tickets 1, 2 and 3; the first was moved from PAY-1 to OPS-9, and is all that a change can be. The third is an epic. */
export async function tellOfChanges(hub: RunningHub): Promise<void> {
  await withPolicy(hub);
  await told(hub, [created(1), created(2), created(3, '200')]);
  await told(hub, [
    keyed(1, 'OPS-9', 20),
    titled(1, 'Ask the bank twice'),
    read(1, 'description', text('description', 'n/a', mara)),
    read(1, 'reporter', mara),
    read(1, 'customfield_1', text('customfield_1', 'Tell here how it is undone.', mara)),
    read(1, 'customfield_2', '2026-03-01T10:00:00.000000Z'),
    status(1, 30, '1', 'To do'),
    status(1, 40, '2', 'Approved'),
    linked(1, 3),
    decided(1, 35, 'REJECTED'),
    decided(1, 36, 'APPROVED'),
    decided(1, 36, 'APPROVED', true),
  ]);
  await deploy(hub.sql, 3);
  await carries(hub.sql, 1, 1, 10);
  await carries(hub.sql, 2, 1, 20);
  await hub.sql`update deployment_range set relation = 'ROLLBACK' where deployment = ${deploymentRef(2)}`;
  await hub.sql`
    insert into link (from_ref, to_ref, method, place, strength, against, through, seq, recorded_from)
    values (${deploymentRef(3)}, ${ticketRef(1)}, 'TEXT', 'body', 'RELATED', '{It was closed.}', '{}', 0, ${minute(3)})`;
  await mentions(hub.sql, pullRef(30), 'OPS-9', 'TEXT');
  await mentions(hub.sql, `commit:github-acme:1:${sha(32)}`, keyOf(1), 'TITLE');
  for (const subject of [`${deploymentRef(1)} ${ticketRef(1)}`, ticketRef(1), deploymentRef(1)]) {
    await hub.sql`
      insert into verdict (rule, subject, unit, recorded_from, answer, severity, sentence, events, rests_on, about, missing, policy, before_policy, engine, cause)
      values ('post-hoc-approval', ${subject}, ${subject.startsWith('ticket') ? subject : deploymentRef(1)}, ${minute(1)}, 'PASS', 'HIGH', 'It holds.', '{}', 0, '{}', '[]', 'p', false, 'e', 'FACT')`;
  }
  await hub.sql`
    insert into gap (rule, subject, status, severity, sentence, opened_at, changed_at, openings, opened_seq, changed_seq, unit, baseline)
    values ('self-approval', ${`${deploymentRef(1)} ${ticketRef(1)}`}, 'OPEN', 'HIGH', 'He approved it himself.', ${minute(1)}, ${minute(1)}, 1, 0, 0, ${deploymentRef(1)}, false)`;
}
