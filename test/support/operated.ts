import { sleepOn, withTimePassing } from '../../local/time-passing.ts';
import '../../src/cli/commands/explain.ts';
import '../../src/cli/commands/history.ts';
import '../../src/cli/commands/plan.ts';
import '../../src/cli/commands/redrive.ts';
import '../../src/cli/commands/report.ts';
import '../../src/cli/commands/undo.ts';
import '../../src/cli/commands/unwaive.ts';
import '../../src/cli/commands/waive.ts';
import '../../src/cli/commands/waivers.ts';
import '../../src/page/page-html.ts';
import '../../src/policy/parse-guardrails.ts';
import '../../src/policy/parse-waiver.ts';
import '../../src/runtime/connect-operating.ts';
import '../../src/runtime/connect-reporting.ts';
import '../../src/runtime/connect-reporting.ts';
import { sharewarden, type World } from '../cli/running.ts';
import type { ServiceInProcess } from './service.ts';

/**
 * `sharewarden …` before a service in this process, with the credentials of the owner and the service's table.
 *
 * @param guardrails the text of the guardrail file.
 */
export async function operated(
  { cloud, client }: ServiceInProcess,
  args: readonly string[],
  guardrails = 'organization: o-exampleorgid\nmode: enforce\nguardrails: []\n',
  world: World = {},
) {
  const { clock } = cloud.world;
  const { result } = await withTimePassing(cloud, () =>
    sharewarden(args, {
      files: { 'guardrails.yml': guardrails },
      env: { TABLE_NAME: 'sharewarden' },
      aws: client,
      now: () => new Date(clock.now()).toISOString(),
      wait: sleepOn(clock),
      ...world,
    }),
  );
  return result;
}
