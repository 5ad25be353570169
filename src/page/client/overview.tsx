import { oneLine } from '../../alerts/one-line.ts';
import { nameOf } from '../indexed.ts';
import { timelineOf } from '../timeline.ts';
import { counted, FINDING_WORDS, labelOf } from '../words.ts';
import { Badge, Empty, pathText, type Tone } from './bits.tsx';
import { FromObserveToEnforce, HappeningRow } from './others.tsx';
import { usePlace } from './place.tsx';
import { gapsIn } from './pools.tsx';
import { NothingYet } from './records.tsx';

interface Matter {
  readonly key: string;
  readonly link: string;
  readonly tone: Tone;
  readonly word: string;
  readonly title: string;
  readonly about: string;
}
const MOST = 8;

/** What wants somebody's attention, how far the guardrails go, and what happened last. */
export function Overview() {
  const { all, finds } = usePlace();
  const matters = useMatters().filter(({ title, about, word }) => finds(title, about, word));
  const latest = timelineOf(all.data).filter(({ who, what, about }) => finds(who, what, about));
  return (
    <section class="overview" tabIndex={0} aria-label="Overview">
      <div class="columns">
        <section class="pane" aria-labelledby="matters">
          <h2 id="matters">Needs attention</h2>
          {matters.length === 0 ? (
            <Empty
              title={all.resources.length === 0 ? 'There is no SMS resource here' : '✓ Nothing is wrong'}
            >
              <p>
                {all.resources.length === 0
                  ? 'Is it another Region? npx sharewarden report --region REGION'
                  : 'Everybody who has something is allowed it, and whoever has a pool can use all of it.'}
              </p>
            </Empty>
          ) : (
            <ul class="matters">
              {matters.slice(0, MOST).map(({ key, link, tone, word, title, about }) => (
                <li key={key}>
                  <a href={link}>
                    <span class="main-line">
                      <strong>{title}</strong>
                      <span class="end">
                        <Badge tone={tone}>{word}</Badge>
                      </span>
                    </span>
                    <span class="quiet">{about}</span>
                  </a>
                </li>
              ))}
            </ul>
          )}
          {matters.length > MOST && (
            <p class="quiet">and {matters.length - MOST} more, under Resources, Pools and Findings</p>
          )}
        </section>
        <section class="pane" aria-label="Guardrails">
          <FromObserveToEnforce />
        </section>
        <section class="pane" aria-labelledby="latest">
          <h2 id="latest">What happened last</h2>
          {latest.length === 0 ? (
            <NothingYet what="Events" />
          ) : (
            <ol class="latest">
              {latest.slice(0, MOST).map((each) => (
                <li key={`${each.at} ${each.kind} ${each.what} ${each.about}`}>
                  <HappeningRow {...each} />
                </li>
              ))}
            </ol>
          )}
        </section>
      </div>
    </section>
  );
}

/** Forbidden and undecided consumers, half-shared pools, and what is wrong with shares and policies, worst first. */
function useMatters(): readonly Matter[] {
  const { all } = usePlace();
  const { data, accesses } = all;
  const judged = accesses.filter(
    ({ verdict }) => verdict.found !== 'kept' && verdict.found !== 'uncovered-pool',
  );
  const ofAccesses = judged.slice(0, 200).map((access): Matter => {
    const { verdict, path, resources } = access;
    const [first] = resources;
    const what = resources.length === 1 && first ? labelOf(first) : counted(resources.length, 'resource');
    return {
      key: JSON.stringify([nameOf(access), path, verdict]),
      link: `#consumers/${encodeURIComponent(nameOf(access))}`,
      tone: verdict.decision === 'forbidden' ? 'bad' : 'warn',
      word:
        verdict.decision === 'forbidden' ? 'forbidden' : verdict.decision === 'unknown' ? 'unknown' : 'told',
      title: oneLine(`${nameOf(access)} has ${what}`),
      about: oneLine(`${pathText(path)}: ${verdict.reason}`),
    };
  });
  const ofPools = data.pools
    .filter((pool) => gapsIn(pool) > 0)
    .map((pool): Matter => {
      const lacking = pool.consumers.filter(({ lacks }) => (pool.gaps[lacks]?.length ?? 0) > 0).length;
      return {
        key: pool.arn,
        link: `#pools/${encodeURIComponent(pool.name)}`,
        tone: 'bad',
        word: counted(gapsIn(pool), 'gap'),
        title: oneLine(pool.name),
        about: `${counted(lacking, 'consumer')} of this pool can’t use all that is in it`,
      };
    });
  const ofTroubles = data.troubles.flatMap(({ path, verdict }): readonly Matter[] => {
    const [where, said] = [data.paths[path], data.verdicts[verdict]];
    if (!where || !said || said.found === 'kept') return [];
    return [
      {
        key: JSON.stringify([where, said]),
        link: '#findings',
        tone: said.decision === 'forbidden' ? 'bad' : 'warn',
        word: said.decision ?? 'told',
        title: FINDING_WORDS[said.found],
        about: oneLine(`${pathText(where)}: ${said.reason}`),
      },
    ];
  });
  const order: Readonly<Record<Tone, number>> = { bad: 0, warn: 1, note: 2, quiet: 3, good: 4 };
  return [...ofAccesses, ...ofPools, ...ofTroubles].sort((a, b) => order[a.tone] - order[b.tone]);
}
