import { type DeployOptions, deploy, type Template } from '../../../../local/deploy/index.ts';
import { seededRandom } from '../../../../local/random.ts';
import { recordedTargets, SCOPE } from './recorded-targets.ts';

/** Deploys a template that has these parts, into targets that note it. */
export async function deployed(
  template: Partial<Template>,
  options: Partial<DeployOptions> & { readonly stored?: Readonly<Record<string, string>> } = {},
) {
  const recorded = recordedTargets(options.stored);
  const deployment = await deploy(
    { Resources: {}, ...template },
    {
      stackName: 'stack',
      scope: SCOPE,
      targets: recorded.targets,
      hex: seededRandom(1).hex,
      artifact: ({ functionName }) => `/artifacts/${functionName}.zip`,
      ...options,
    },
  );
  return { ...recorded, deployment };
}

/** The value that an expression has as an output. */
export async function outputOf(expression: unknown, template: Partial<Template> = {}) {
  const { deployment } = await deployed({ ...template, Outputs: { Value: { Value: expression } } });
  return deployment.outputs.Value;
}
