import { fileURLToPath } from 'node:url';
import cdevents from '../../../connectors/cdevents/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(cdevents, {
  folder: fileURLToPath(new URL('../../../connectors/cdevents', import.meta.url)),
  signature: { header: 'webhook-signature', prefix: 'v1,' },
  token: { header: 'authorization', prefix: 'Bearer ' },
  names: ['production', 'Production', 'pay-release', 'Refund once', 'mara', 'gita', 'registry.acme.example/pay'],
});
