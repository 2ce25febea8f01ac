import { fileURLToPath } from 'node:url';
import argocd from '../../../connectors/argocd/index.js';
import { connectorSuite } from '../../contract/suite.js';

connectorSuite(argocd, {
  folder: fileURLToPath(new URL('../../../connectors/argocd', import.meta.url)),
  token: { header: 'authorization', prefix: 'Bearer ' },
  names: ['pay-production', 'payments', 'argocd', 'ana@acme.example', 'argocd/pay-production', 'pay'],
});
