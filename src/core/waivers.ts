import type { Guardrails, Waiver } from './guardrail.ts';

/** The waiver in force for a resource and consumer. @param now ISO 8601, UTC. */
export type WaiverOf = (resource: string, consumer: string, now: string) => Waiver | undefined;

/** The waivers of the file, made ready to be asked. One holds to the end of its day, UTC. */
export function waiversIn({ waivers }: Pick<Guardrails, 'waivers'>): WaiverOf {
  const known = Map.groupBy(waivers, ({ resource, consumer }) => `${resource} ${consumer}`);
  return (resource, consumer, now) => {
    const today = now.slice(0, 10);
    return known.get(`${resource} ${consumer}`)?.find(({ until }) => today <= until);
  };
}
