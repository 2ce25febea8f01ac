import { describe } from 'vitest';
import type { Connector } from '#contract';
import type { Fixtures } from './fixtures.js';
import { checkFolder } from './folder.js';
import { checkRecords } from './records.js';
import { checkVerification } from './verification.js';

/** The law that every connector keeps. Fails, too, when a folder has no records or no deliveries to judge by. */
export function connectorSuite<Config>(connector: Connector<Config>, fixtures: Fixtures): void {
  describe(`the connector ${connector.kind} keeps the contract`, () => {
    checkFolder(connector, fixtures);
    if (connector.webhook) checkVerification(connector.webhook, fixtures);
    checkRecords(connector.normaliser, fixtures);
  });
}
