import { consumerOf } from '../core/consumer.ts';
import type { PageMember } from './page-data.ts';

/** Does the consumer need this member to use the pool? */
export const needs = (consumer: string, { isShareable, isForServices }: PageMember): boolean =>
  isShareable && (isForServices || consumerOf(consumer).kind !== 'service');
