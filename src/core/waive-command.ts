/**
 * The command that allows a consumer a resource for a while. `undefined`: one of them is not of the form that the command
 * takes, and so perhaps not of one that a shell would leave alone.
 */
export function waiveCommand(resource: string, consumer: string): string | undefined {
  if (!/^arn:[\w:/.-]{1,200}$/.test(resource) || !/^[\w.-]{1,100}$/.test(consumer)) return undefined;
  return `npx sharewarden waive ${resource} ${consumer} --until YYYY-MM-DD --reason "…"`;
}
