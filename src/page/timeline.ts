import type { Actor, Where } from '../core/finding.ts';
import type { PageData } from './page-data.ts';
import { lengthText } from './time-text.ts';
import { FINDING_WORDS, labelOf } from './words.ts';

/** One thing that happened. */
export interface Happening {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: 'change' | 'found' | 'resolved' | 'removal' | 'decision' | 'waiver';
  /** Who did it: the end of an ARN where it is one. */
  readonly who: string;
  readonly what: string;
  readonly about: string;
  /** Where on the page it is told in full. */
  readonly link: string;
}

/** Who did what and when, latest first: changes that led to something, findings, removals, decisions and waivers. */
export function timelineOf({ findings, removals, waivers, resources }: PageData): readonly Happening[] {
  const labels = new Map(resources.map((resource) => [resource.arn, labelOf(resource)]));
  const nameIn = (arn: string): string => labels.get(arn) ?? (arn.split('/').slice(1).join('/') || arn);
  const placed = (about: string, { share, policy }: Where): string => {
    if (share) return `${about} on share ${share.name}`;
    return policy ? `${about} in the policy of ${nameIn(policy.resource)}` : about;
  };
  const all = [
    ...findings.flatMap((finding): readonly Happening[] => {
      const { kind, status, openedAt, resolvedAt, resolution, actor, decisions } = finding;
      const about = finding.consumer ?? nameIn(finding.about);
      const told = { about: placed(about, finding), link: `findings/${finding.id}` };
      return [
        ...changeBy(actor, told),
        { at: openedAt, kind: 'found', who: 'sharewarden', what: FINDING_WORDS[kind], ...told },
        ...(status === 'resolved' && resolvedAt !== undefined
          ? [
              {
                at: resolvedAt,
                kind: 'resolved',
                who: 'sharewarden',
                what: `${FINDING_WORDS[kind]}: ${resolution}`,
                ...told,
              } as const,
            ]
          : []),
        ...decisions.map(
          ({ kind: decided, by, at, until, refused }): Happening => ({
            at,
            kind: 'decision',
            who: whoText(by),
            what: refused === undefined ? `${decided} until ${until}` : `${decided}, refused: ${refused}`,
            ...told,
          }),
        ),
      ];
    }),
    ...removals.flatMap(({ what, code, steps, tookSeconds }): readonly Happening[] => {
      const accepted = steps.findIndex(({ status }) => status === 'requested');
      return steps.map(({ at, status, actor, reason }, index) => ({
        at,
        kind: 'removal',
        who: whoText(actor),
        what:
          index === accepted && tookSeconds !== undefined
            ? `${status}: ${reason}, ${lengthText(tookSeconds)} after the event`
            : `${status}: ${reason}`,
        about: what,
        link: `removals/${code}`,
      }));
    }),
    ...waivers.flatMap(({ grantedAt, approvedBy, consumer, resource, until }): readonly Happening[] =>
      grantedAt === undefined
        ? []
        : [
            {
              at: grantedAt,
              kind: 'waiver',
              who: whoText(approvedBy),
              what: `waived until ${until}`,
              about: `${consumer} for ${nameIn(resource)}`,
              link: 'waivers',
            },
          ],
    ),
  ];
  // Of what is equal the later comes first, too.
  return distinct(all)
    .reverse()
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : ORDER[b.kind] - ORDER[a.kind]));
}

/** What comes later of the same moment. */
const ORDER = { change: 0, found: 1, decision: 2, removal: 3, waiver: 4, resolved: 5 } as const;

function changeBy(actor: Actor | undefined, told: Pick<Happening, 'about' | 'link'>): readonly Happening[] {
  if (!actor?.at) return [];
  return [
    { at: actor.at, kind: 'change', who: whoText(actor.arn), what: actor.eventName ?? 'changed it', ...told },
  ];
}

/** `ann` of the session `…:assumed-role/Admin/ann`. */
export const whoText = (who: string): string =>
  who.startsWith('arn:') ? (who.split('/').at(-1) ?? who) : who;

/** One event may have led to several findings about the same. */
function distinct(happenings: readonly Happening[]): Happening[] {
  const known = new Map(
    happenings.map((each) => [[each.at, each.kind, each.who, each.what, each.about].join('\n'), each]),
  );
  return [...known.values()];
}
