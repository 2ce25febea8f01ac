import { fileURLToPath } from 'node:url';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(pagerduty, {
  folder: fileURLToPath(new URL('../../../connectors/pagerduty', import.meta.url)),
  signature: { header: 'x-pagerduty-signature', prefix: 'v1=' },
  names: ['Payments API', 'Ana R.', 'Ben', 'Refunds fail since PAY-12', 'P1', '1234'],
});
