import { fileURLToPath } from 'node:url';
import jenkins from '../../../connectors/jenkins/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(jenkins, {
  folder: fileURLToPath(new URL('../../../connectors/jenkins', import.meta.url)),
  token: { header: 'authorization', prefix: 'Bearer ' },
  names: ['payments/build-pay', 'payments/pay-build', 'payments/deploy-pay', 'build-pay', 'ana', 'Ana R.', 'ben', 'production'],
});
