import { type Agent, logOf, type Incident } from '../../../pagerduty/world.js';
import type { When } from '../../calendar.js';
import { SHIPPING_ON_CALL } from '../../estate.js';
import { people } from '../../people.js';
import { SAMPLE_SOURCES } from '../../sources.js';
import { msOf, type Telling } from '../telling.js';

const MONITOR: Agent = { id: SHIPPING_ON_CALL, type: 'service_reference', summary: 'Shipping' };
const FINN: Agent = { id: people.finn.pagerduty, type: 'user_reference', summary: 'Finn Aalto' };
/** PagerDuty's stand-in counts from here. */
const ZERO = Date.UTC(2026, 0, 1);

/** Whom PagerDuty wakes. */
export function onCallActs(telling: Telling) {
  const { pagerduty } = telling.company.estate;
  const seconds = (when: When): number => Math.floor((msOf(telling, when) - ZERO) / 1000);
  return {
    /** A monitor finds shipping broken; PagerDuty relates the change event that Argo CD sent of the sync. The incident. */
    page: ([opens, ends]: readonly [When, When], title: string, changeEvent: string): string => {
      const number = pagerduty.incidents.length + 1;
      const id = `PINC${String(number).padStart(6, '0')}`;
      const place = { service: SHIPPING_ON_CALL, now: SHIPPING_ON_CALL, urgency: 'high', priority: 'P2' } as const;
      const incident: Incident = {
        id,
        number,
        created: seconds(opens),
        resolved: seconds(ends),
        by: MONITOR,
        resolver: FINN,
        title,
        ...place,
      };
      pagerduty.incidents.push(incident);
      pagerduty.log.push(...logOf(incident));
      pagerduty.changes.set(id, [{ id: `PCE${String(number).padStart(6, '0')}`, summary: changeEvent, links: [] }]);
      return `incident:${SAMPLE_SOURCES.pagerduty}:${id}`;
    },
  };
}
