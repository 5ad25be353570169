import { readSlackAction } from '../src/events/slack-action.ts';
import { hearPress } from '../src/flows/hear-press.ts';
import { hearingConfig } from '../src/runtime/config.ts';
import { connectHearing } from '../src/runtime/connect-hearing.ts';
import { bundledGuardrails } from '../src/runtime/guardrails.ts';
import { slackUrlHandler } from '../src/runtime/url-function.ts';

const ports = connectHearing(hearingConfig(), bundledGuardrails().alerts.deciders);

/** Wakes when somebody presses a button of a message in Slack, and asks for what that decides. */
export const handler = slackUrlHandler((request) => hearPress(request, readSlackAction, ports));
