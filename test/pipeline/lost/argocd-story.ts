import argocd from '../../../connectors/argocd/index.js';
import { deploymentId } from '../../../connectors/argocd/normalise/deployment.js';
import { standIn } from '../../../src/sample/argocd/stand-in.js';
import { type Application, application, applicationObject, operation, type Operation } from '../../../src/sample/argocd/world.js';
import { anyConnector, post, type Story } from './story.js';
import { wireTo } from './wire.js';

const TOKEN = 'token-of-argocd-in-these-tests';
const SECRET = 'secret-of-argocd-in-these-tests';
/** Two applications; the second fails first in each part, and Argo CD forgets that as soon as it syncs again. */
const NAMES = [1, 2];

/** Syncs that succeed, and one that fails and is followed by another, which only its notification tells. */
export const argocdStory: Story = {
  async open(clock) {
    const tool = await standIn(TOKEN);
    const wire = await wireTo(tool.url, clock);
    const forgotten: string[] = [];
    const ran = new Map<number, readonly Operation[]>(NAMES.map((number) => [number, []]));
    const config = argocd.config.parse({ url: wire.url, token: { env: 'X' }, webhookSecret: { env: 'Y' } });
    return {
      source: {
        name: 'argocd-acme',
        connector: anyConnector(argocd),
        config: { ...config, pollSeconds: 3_600 },
        secret: (name) => [name === 'token' ? TOKEN : SECRET],
      },
      collections: 1,
      part: (nth, startMs) => {
        const failed = sync(startMs + 20_000, nth, { phase: 'Failed' });
        forgotten.push(`deployment:argocd-acme:${deploymentId(application(2, []).uid, failed.startedAt)}`);
        const told = [
          ...synced(ran, 1, [sync(startMs + 10_000, nth)]),
          ...synced(ran, 2, [failed, sync(startMs + 90_000, nth, { by: 'ana' })]),
        ];
        tool.applications.splice(0, Infinity, ...NAMES.map((number) => application(number, ran.get(number) ?? [])));
        return told.map(
          (state) => (door) => post(door, JSON.stringify({ app: applicationObject(state) }), { authorization: `Bearer ${SECRET}` }),
        );
      },
      onlyByWebhook: ['deployment.finished'],
      forgotten,
      close: async () => {
        await wire.close();
        await tool.close();
      },
    };
  },
};

const at = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');

function sync(startMs: number, nth: number, more: Partial<Operation> = {}): Operation {
  const revision = `${String(nth + 1)}a`.repeat(20);
  return operation(0, { startedAt: at(startMs), finishedAt: at(startMs + 30_000), revision, ...more });
}

/** Each state that the application goes through: every operation while it runs, and when it has ended. */
function synced(ran: Map<number, readonly Operation[]>, number: number, operations: readonly Operation[]): readonly Application[] {
  return operations.flatMap((one) => {
    const before = ran.get(number) ?? [];
    ran.set(number, [...before, one]);
    return [application(number, [...before, { ...one, phase: 'Running' }]), application(number, [...before, one])];
  });
}
