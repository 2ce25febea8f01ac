import { ledgerRecorder, refusalRecorder } from '../access/index.js';
import type { Config } from '../config.js';
import type { Connected } from './connected.js';
import { RULES } from '../controls/index.js';
import { requestSync } from '../intake/index.js';
import type { Logger } from '../inbox/index.js';
import type { Part, ServerHub } from '../server/index.js';
import type { Alerts } from './alerts.js';
import { attachEvidenceDoor } from './attach-evidence.js';
import { auditDoor, seedDoor } from './audit/index.js';
import { backtestDoor } from './backtest.js';
import type { Engine } from './engine.js';
import { gapDoor } from './gap-door.js';
import { identifier } from './identify.js';
import type { Jobs } from './jobs.js';
import { linkDoor } from './link-door.js';
import { policyCheck, policyDoor } from './policy-door.js';
import { readinessDoor } from './readiness-door.js';
import { recordEventsDoor } from './record-events.js';
import { reviewDoor } from './review-door.js';

interface Doorways {
  readonly url: string;
  readonly api: Pick<ServerHub, 'sql' | 'tail' | 'meter'>;
  readonly alerts: Alerts;
  readonly jobs: Jobs;
  /** As it is now. */
  readonly connected: Connected;
}

/** What the API may ask and do, with a door for each thing. */
export function hubOf(config: Config, engine: Engine, { url, api, alerts, jobs, connected }: Doorways, log: Logger): ServerHub {
  const { sql, runtime } = engine;
  const named = () => [...runtime.sources.keys(), ...connected.senders];
  const access = { sql, record: ledgerRecorder(runtime.ledger.key) };
  return {
    ...api,
    alerts: alerts.door,
    access,
    log,
    rules: RULES.map((rule) => rule.info),
    get sources() {
      return [...runtime.sources.values()].map(({ name, connector }) => ({
        name,
        connector: connector.kind,
        webhookOnly: connector.webhookOnly,
      }));
    },
    requestSync: (source, stream) => requestSync(sql, source, stream ?? undefined),
    activatePolicy: (wanted) => policyDoor(sql, runtime.ledger.key, named())(wanted),
    backtestPolicy: (wanted) => backtestDoor({ url, sql, key: runtime.ledger.key, jobs, sources: named() })(wanted),
    checkPolicy: (text) => policyCheck(sql, runtime.ledger.key, named())(text),
    get senders() {
      return connected.senders;
    },
    attachEvidence: attachEvidenceDoor(sql, runtime.ledger.key),
    recordEvents: (said) => recordEventsDoor(sql, runtime.ledger.key, connected.senders)(said),
    identify: identifier(sql, runtime.ledger.key),
    stepGaps: gapDoor(sql, runtime.ledger.key),
    signOffReview: reviewDoor(sql, runtime.ledger.key),
    sayLink: linkDoor(sql, runtime.ledger.key),
    readiness: readinessDoor(url),
    commitAuditSeed: seedDoor(sql, runtime.ledger.key),
    startAudit: auditDoor({ sql, key: runtime.ledger.key, jobs }),
    recordRefusal: refusalRecorder(access, () => new Date()),
    parts: () => [...partsOf(engine), alerts.part()],
    corsOrigins: config.corsOrigins,
  };
}

/** The loops, as readiness and alerts ask after them. */
export function partsOf({ normalise, follower }: Engine): readonly Part[] {
  const { health, sentence } = normalise.state();
  return [
    { name: 'normalise', ready: health !== 'STOPPED', sentence },
    { name: 'follow', ready: follower.trouble === null, sentence: follower.trouble ?? 'The ledger is followed.' },
  ];
}
