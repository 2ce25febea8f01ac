import { fileURLToPath } from 'node:url';
import gitlab from '../../../connectors/gitlab/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(gitlab, {
  folder: fileURLToPath(new URL('../../../connectors/gitlab', import.meta.url)),
  signature: { header: 'webhook-signature', prefix: 'v1,' },
  token: { header: 'x-gitlab-token', prefix: '' },
  names: ['pay', 'acme/pay', 'payments', 'acme/payments', 'ana', 'ben', 'cleo'],
});
