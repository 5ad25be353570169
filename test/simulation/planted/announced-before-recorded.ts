import type { Planted } from '../planted.ts';

/** News of a finding leaves before the finding is on record, and is not announced from the record any more. */
export const announcedBeforeRecorded: Planted = {
  breaks: '5: what is told before it is on record is old news to whoever looks it up, and told never',
  ports: (ports) => ({
    ...ports,
    announcer: {
      async announce(news) {
        const others = news.filter(({ change }) => change !== 'opened');
        if (others.length > 0) await ports.announcer.announce(others);
      },
    },
    findings: {
      ...ports.findings,
      async open(draft, now) {
        const { id: findingId, about } = draft;
        const before = (await ports.findings.about(about)).find(({ id }) => id === findingId);
        if (before?.status !== 'open') {
          const occurrence = (before?.occurrence ?? 0) + 1;
          await ports.announcer.announce([{ findingId, about, change: 'opened', occurrence, revision: 1 }]);
        }
        return ports.findings.open(draft, now);
      },
    },
  }),
};
