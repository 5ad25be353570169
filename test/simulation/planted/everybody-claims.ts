import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Planted } from '../planted.ts';

/** Whether somebody else has a removal in hand is not asked: the conditions of its writes are left out. */
export const everybodyClaims: Planted = {
  breaks: '1: of several runs at once one makes the removal',
  command(command) {
    if (command instanceof PutCommand && isOfRemoval(command.input.Item))
      return new PutCommand({ ...command.input, ConditionExpression: undefined });
    if (command instanceof UpdateCommand && isOfRemoval(command.input.Key))
      return new UpdateCommand({ ...command.input, ConditionExpression: undefined });
    return command;
  },
};

const isOfRemoval = (key: Readonly<Record<string, unknown>> | undefined): boolean =>
  String(key?.sk).startsWith('REMOVAL#');
