import type { Alert } from '../core/alert.ts';
import { severityOf } from '../core/severity.ts';
import { headlineOf } from './headline.ts';

/** The same for alerts that one message tells: what has the same headline, of one owner account and Region. */
export function causeOf(alert: Alert): string {
  const { finding, news } = alert;
  const { body, owner, region } = finding;
  return [headlineOf(alert), severityOf(body), body.kind, news.change, owner, region].join('|');
}
