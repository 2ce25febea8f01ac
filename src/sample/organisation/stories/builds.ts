import { SAMPLE_SOURCES } from '../sources.js';
import { people } from '../people.js';
import { gap, pass, type Story, undecided } from '../story.js';
import { approved, MORNING } from './usual.js';

const { ana, ben, cleo, dan, eva, finn } = people;

/** What was tested and built before it ran, and where it stood. */
export const builds: readonly Story[] = [
  {
    id: 'A required check had failed, and it was deployed all the same',
    shows: ['failed-checks-overridden'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'A player for videos');
      day.land(MORNING, cleo, dan, { in: 'web', title: `${ticket.key}: a player for videos` });
      day.check('11:20', 'web', 'licences', 'failure');
      const rollout = day.deploy('11:30', 'web');
      return [gap('failed-checks-overridden', rollout), pass('untested-deployment', rollout)];
    },
  },
  {
    id: 'A required check had failed, and passed when it was repeated',
    shows: ['failed-checks-overridden'],
    tell: (day) => {
      const ticket = approved(day, 'WEB', 'Subtitles for videos');
      day.land(MORNING, dan, cleo, { in: 'web', title: `${ticket.key}: subtitles` });
      day.check('11:10', 'web', 'licences', 'failure');
      day.check('11:25', 'web', 'licences');
      return [pass('failed-checks-overridden', day.deploy('11:30', 'web'))];
    },
  },
  {
    id: 'Tests pass, and a required check fails, in the very second in which it is deployed',
    shows: ['untested-deployment', 'failed-checks-overridden'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Sort by amount');
      day.pushToMain('10:30', ben, 'pay', `${ticket.key}: sort by amount`);
      day.check('11:30:20', 'pay', 'unit tests');
      day.check('11:30:20', 'pay', 'licences', 'failure');
      const rollout = day.deploy('11:30', 'pay');
      return [undecided('untested-deployment', rollout), undecided('failed-checks-overridden', rollout), gap('direct-push', rollout)];
    },
  },
  {
    id: 'A pipeline deploys an image of which its builder says what it was made from',
    shows: ['unknown-artifact'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Amounts in words');
      day.land(MORNING, ana, ben, { in: 'pay', title: `${ticket.key}: amounts in words` });
      const image = day.build('11:15', 'pay');
      const rollout = day.deploy('11:30', 'pay');
      day.ran(image, 'pay', rollout);
      return [pass('unknown-artifact', rollout), pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'A pipeline deploys whatever bears a tag',
    shows: ['unknown-artifact'],
    tell: (day) => {
      const ticket = approved(day, 'PAY', 'Amounts in figures');
      day.land(MORNING, ben, ana, { in: 'pay', title: `${ticket.key}: amounts in figures` });
      const rollout = day.deploy('11:30', 'pay');
      day.ran('registry.acme.example/pay:latest', 'pay', rollout);
      return [gap('unknown-artifact', rollout), pass('unapproved-deployment', rollout, ticket)];
    },
  },
  {
    id: 'The main branch is forced back behind what is deployed, and then behind nothing',
    shows: ['rewritten-history'],
    tell: (day) => {
      const ticket = approved(day, 'OPS', 'Reports of the last week');
      const kept = day.land(MORNING, finn, eva, { in: 'legacy', title: `${ticket.key}: reports of the last week` });
      const before = day.mainOf('legacy');
      const lost = day.land(['11:05', '11:10', '11:15'], eva, finn, { in: 'legacy', title: `${ticket.key}: and of the day before` });
      const rollout = day.deploy('11:30', 'legacy');
      day.moveMain('12:00', finn, 'legacy', { to: `${kept.base.sha}`, type: 'force_push' });
      day.moveMain('12:10', finn, 'legacy', { to: before, type: 'push' });
      return [
        pass('off-branch-deployment', rollout),
        pass('rewritten-history', commitOf(640_110_005, kept.mergeCommit)),
        gap('rewritten-history', commitOf(640_110_005, lost.mergeCommit)),
      ];
    },
  },
];

function commitOf(repository: number, sha: string | null): string {
  return `commit:${SAMPLE_SOURCES.github}:${repository}:${sha ?? ''}`;
}
