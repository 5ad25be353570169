import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** One JSON line an outcome, with ids; its name and level come from Powertools' own environment variables. */
export const logger = new Logger();

/** Counts in CloudWatch's embedded metric format. Published at the end of each event. */
export const metrics = new Metrics({ namespace: 'Sharewarden' });
